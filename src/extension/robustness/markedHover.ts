import * as vscode from 'vscode';
import type { MarkedRecord } from '../../protocol/twins';
import { Command } from '../contributions';
import { escapeMarkdown } from '../tokens/escapeMarkdown';

/** Says why a marked record looks bad, that it must stay so, and where its clean twin is. */
export function markedHover(uri: vscode.Uri, { kinds, variantOf, twin, range }: MarkedRecord): vscode.MarkdownString {
  const hover = new vscode.MarkdownString();
  hover.isTrusted = { enabledCommands: [Command.goToCleanTwin] };
  hover.supportThemeIcons = true;
  const title = vscode.l10n.t('Robustness data: this prompt is bad on purpose');
  const reasons = kinds.map(
    ({ name, description }) =>
      `\n- **${escapeMarkdown(name)}**${description ? `: ${escapeMarkdown(description)}` : ''}`,
  );
  const why = vscode.l10n.t(
    'It teaches the model to answer well what people really type. Don’t correct or delete it; the answer must be in order.',
  );
  hover.appendMarkdown(`$(shield) **${title}**\n${reasons.join('')}\n\n${why}`);
  if (variantOf === null) return hover;
  const name = twin === null ? escapeMarkdown(variantOf) : vscode.l10n.t('record {0}', twin + 1);
  const query = encodeURIComponent(JSON.stringify([{ uri: uri.toString(), line: range.start.line }]));
  const link = `[${vscode.l10n.t('Go There')}](command:${Command.goToCleanTwin}?${query})`;
  return hover.appendMarkdown(`\n\n${vscode.l10n.t('Clean twin: {0}', name)} · ${link}`);
}
