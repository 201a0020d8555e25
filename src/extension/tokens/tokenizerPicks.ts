import * as vscode from 'vscode';
import type { TokenizerChoice } from '../../protocol/messages';
import { escapeIcons } from './escapeIcons';

/** An entry of the list of tokenizers: one of them, or a way to another one. */
export type TokenizerPick = vscode.QuickPickItem & {
  readonly choice?: TokenizerChoice;
  readonly way?: 'folder' | 'download';
};

const ICONS = { bundled: 'package', downloaded: 'cloud-download', folder: 'folder' } as const;

/**
 * The list to choose from, in sections. Each tokenizer stands in it once: what was chosen lately, at the top.
 *
 * @param current the id in use, which is marked
 */
export function tokenizerPicks(
  choices: readonly TokenizerChoice[],
  recent: readonly TokenizerChoice[],
  current: string,
): TokenizerPick[] {
  const known = new Set(recent.map(({ id }) => id));
  const others = choices.filter(({ id }) => !known.has(id));
  const ofKind = (wanted: TokenizerChoice['kind']): TokenizerChoice[] => others.filter(({ kind }) => kind === wanted);
  const section = (label: string, list: readonly TokenizerChoice[]): TokenizerPick[] =>
    list.length === 0 ? [] : [separator(label), ...list.map((choice) => entry(choice, current))];
  return [
    ...section(vscode.l10n.t('recently chosen'), recent),
    ...section(vscode.l10n.t('built in'), ofKind('bundled')),
    ...section(vscode.l10n.t('downloaded'), ofKind('downloaded')),
    ...section(vscode.l10n.t('in the workspace'), ofKind('folder')),
    separator(vscode.l10n.t('others')),
    {
      label: `$(folder-opened) ${vscode.l10n.t('Choose a folder…')}`,
      detail: vscode.l10n.t('A model’s folder, such as a checkpoint, with tokenizer.json and tokenizer_config.json'),
      alwaysShow: true,
      way: 'folder',
    },
    {
      label: `$(cloud-download) ${vscode.l10n.t('Download from a model hub…')}`,
      detail: vscode.l10n.t('By the model’s name; you are asked before anything is downloaded'),
      alwaysShow: true,
      way: 'download',
    },
  ];
}

function entry(choice: TokenizerChoice, current: string): TokenizerPick {
  const description = choice.kind === 'folder' || choice.name === choice.id ? '' : choice.id;
  const inUse = choice.id === current ? `${description} · ${vscode.l10n.t('in use')}` : description;
  return {
    label: `$(${choice.id === current ? 'check' : ICONS[choice.kind]}) ${escapeIcons(choice.name)}`,
    description: inUse.replace(/^ · /, ''),
    detail: escapeIcons(choice.detail),
    choice,
  };
}

function separator(label: string): TokenizerPick {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
