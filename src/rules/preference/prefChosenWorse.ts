import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isRefusal } from './refusal';
import { pairOf, textOf } from './sides';

export const prefChosenWorse: Rule = {
  id: 'pref-chosen-worse',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('The chosen answer looks worse'),
    what: l10n.t('A pair whose chosen answer declines, or breaks off, while the rejected one does not.'),
    why: l10n.t(
      'Such pairs often have their answers swapped, or come from a generation that ran into its limit. The model would learn to decline, or to stop too early.',
    ),
    mend: l10n.t('Check which answer is the better one. If declining is what you want here, all is well.'),
    faulty: `{"instruction": "Name a prime.", "input": "", "chosen": "Sorry, I can't help with that.", "rejected": "Seven."}`,
    sound: `{"instruction": "Name a prime.", "input": "", "chosen": "Seven.", "rejected": "Sorry, I can't help with that."}`,
  }),
  record(view, report) {
    const pair = pairOf(view);
    if (!pair) return;
    const [chosen, rejected] = [textOf(pair.chosen), textOf(pair.rejected)];
    const { pointer } = pair.chosen;
    if (isRefusal(chosen) && !isRefusal(rejected)) {
      const message = l10n.t('The chosen answer declines, the rejected one answers. Are they swapped?');
      report({ message, pointer, ...view.span(pointer) });
    } else if (breaksOff(chosen, rejected) && !breaksOff(rejected, chosen)) {
      const message = l10n.t('The chosen answer breaks off, the rejected one does not.');
      report({ message, pointer, ...view.span(pointer) });
    }
  },
};

/** Units of an answer that may be taken for the beginning of the other one; a shorter one is a short answer. */
const SHORTEST_BEGINNING = 20;

/** True for a text that stops at a comma or an opening bracket, inside a block of code, or amid a sentence that the other one ends. */
function breaksOff(text: string, other: string): boolean {
  const end = text.trimEnd();
  if (/[,，、;；(（[【{「『《“]$/.test(end)) return true;
  if (((end.match(/^```/gm) ?? []).length & 1) === 1) return true;
  if (end.length < SHORTEST_BEGINNING || !/[\p{L}\p{N}]$/u.test(end)) return false;
  return other.startsWith(end) && /^ ?[\p{L}\p{N}]/u.test(other.slice(end.length));
}
