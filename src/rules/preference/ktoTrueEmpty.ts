import * as l10n from '@vscode/l10n';
import { pointerOf } from '../../dataset/tree';
import { isBlank } from '../isBlank';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { verdictOf } from './verdict';
import { isMisshapen } from '../roles/readable';

export const ktoTrueEmpty: Rule = {
  id: 'kto-true-empty',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Empty answer that is desired'),
    what: l10n.t('A KTO record with the verdict true whose answer is empty, null or white space only.'),
    why: l10n.t(
      'LLaMA-Factory takes an empty desired answer for an undesired one, and trains the record the other way round.',
    ),
    mend: l10n.t('Write the answer, or remove the record.'),
    faulty: `{"instruction": "1+1?", "output": "", "kto_tag": true}`,
    sound: `{"instruction": "1+1?", "output": "2", "kto_tag": true}`,
  }),
  record(view, report) {
    const pointer = emptyDesired(view);
    if (pointer === undefined) return;
    const isFlipped = view.target === 'llamafactory' && !isWhiteSpace(view);
    report({
      message: l10n.t('The answer is empty, and the verdict says that it is desired.'),
      pointer,
      ...view.span(pointer),
      ...(isFlipped ? { outcome: 'altered' } : {}),
    });
  },
};

/** Where the answer of a record stands that is empty though the verdict is true; undefined for other records. */
function emptyDesired(view: RecordView): string | undefined {
  if (verdictOf(view)?.value !== true) return undefined;
  const last = view.sample.turns.at(-1);
  if (last?.role === 'assistant') {
    return isBlank(last.content) && !last.calls && !isMisshapen(view, last.pointer) ? last.pointers[0] : undefined;
  }
  const output = view.format.names.field('output');
  return output !== undefined && view.value[output] === null ? pointerOf([output]) : undefined;
}

function isWhiteSpace({ sample }: RecordView): boolean {
  const last = sample.turns.at(-1);
  return last?.role === 'assistant' && last.content !== '';
}
