import * as l10n from '@vscode/l10n';
import type { RoleKind } from '../../../dataset/names';

/** What a role is, in a word and in a sentence. */
export function roleText(kind: RoleKind): { readonly title: string; readonly meaning: string } {
  switch (kind) {
    case 'system':
      return {
        title: l10n.t('system prompt'),
        meaning: l10n.t('Tells the model how to behave. It comes first, and is not trained.'),
      };
    case 'user':
      return { title: l10n.t('user'), meaning: l10n.t('What is asked of the model. It is not trained.') };
    case 'assistant':
      return {
        title: l10n.t('assistant'),
        meaning: l10n.t('What the model learns to answer. Loss is computed on it.'),
      };
    case 'call':
      return {
        title: l10n.t('tool call'),
        meaning: l10n.t(
          'The model calls tools: the text is JSON with “name” and “arguments”, or a list of such calls. It is trained.',
        ),
      };
    case 'tool':
      return {
        title: l10n.t('tool result'),
        meaning: l10n.t('What a tool gave back. It follows the call, and is not trained.'),
      };
    case 'other':
      return {
        title: l10n.t('a role of its own'),
        meaning: l10n.t('A role that the project names: neither a prompt nor an answer. It is not trained.'),
      };
  }
}
