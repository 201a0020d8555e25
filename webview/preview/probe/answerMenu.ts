import * as l10n from '@vscode/l10n';
import type { ProbeCall, UseAnswerParams } from '../../../src/protocol/probe';
import type { IconName } from '../../ui/icon';
import type { MenuEntry } from '../../ui/menu';

/** What is asked for at an answer. */
export type CallWish =
  | { readonly kind: 'cancel' | 'forget' | 'retry' | 'endpoint' }
  | { readonly kind: 'judge'; readonly class: string | null; readonly note: string }
  | { readonly kind: 'use'; readonly as: UseAnswerParams['as'] }
  /** To go on behind a beginning, or to put that into the field for it. */
  | { readonly kind: 'continue' | 'edit'; readonly beginning: string }
  | { readonly kind: 'find' | 'copy'; readonly text: string };

/** What can be made of an answer. `refusal`: why the file can't be changed, for people. */
export function answerMenu(call: ProbeCall, refusal: string | null, ask: (wish: CallWish) => void): MenuEntry[] {
  const hasText = call.answer.content !== '' || call.answer.calls.length > 0;
  const noText = hasText ? null : l10n.t('There is no answer.');
  const entry = (label: string, icon: IconName, wish: () => CallWish, why: string | null = null): MenuEntry => ({
    ...{ label, icon, refusal: why, does: () => ask(wish()) },
  });
  const use = (label: string, icon: IconName, as: UseAnswerParams['as']): MenuEntry =>
    entry(label, icon, () => ({ kind: 'use', as }), refusal ?? noText);
  return [
    use(l10n.t('Use it as the reference'), 'check', 'reference'),
    use(l10n.t('Use it as the rejected answer'), 'thumbsdown', 'rejected'),
    use(l10n.t('Make a new record of it'), 'add', 'newRecord'),
    entry(l10n.t('Find what is selected in the dataset'), 'search', () => ({ kind: 'find', text: selectedText() })),
    entry(l10n.t('Copy the text'), 'copy', () => ({ kind: 'copy', text: call.prefill + call.answer.content }), noText),
    entry(l10n.t('Forget this answer'), 'trash', () => ({ kind: 'forget' })),
  ];
}

/** UTF-16 units of a selection that are looked for. */
const MOST_SELECTED = 1000;

export function selectedText(): string {
  return getSelection()?.toString().slice(0, MOST_SELECTED) ?? '';
}
