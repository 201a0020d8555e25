import * as l10n from '@vscode/l10n';
import type { Turn } from '../../dataset/sample';
import { isBlank } from '../isBlank';
import { valueAt } from '../parts';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { answerFields, isAnswerPlace, isBlankError } from './textPlaces';
import { isMisshapen } from '../roles/readable';

export const emptyAnswer: Rule = {
  id: 'empty-answer',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Empty answer'),
    what: l10n.t(
      'An answer, also one in the history, that is empty, null or white space only. A turn with tool calls or a thought of its own needs no text.',
    ),
    why: l10n.t(
      'LLaMA-Factory trains the model to say nothing; null counts as a missing answer and the record is dropped.',
    ),
    mend: l10n.t('Write the answer, or remove the record.'),
    faulty: `{"instruction": "hi", "output": ""}`,
    sound: `{"instruction": "hi", "output": "hello"}`,
  }),
  claims: (error, view) => isBlankError(error, view) && isAnswerPlace(view, error.instancePath),
  record(view, report) {
    for (const pointer of new Set(blankAnswers(view))) {
      report({
        message:
          view.format.purpose === 'text'
            ? l10n.t('The text is empty: there is nothing to learn.')
            : valueAt(view, pointer) === null
              ? l10n.t('The answer is null: there is nothing to learn.')
              : l10n.t('The answer is empty: the model would learn to say nothing.'),
        pointer,
        ...view.span(pointer),
        ...(view.target === 'llamafactory' && valueAt(view, pointer) === null ? { outcome: 'dropped' } : {}),
      });
    }
  },
};

function blankAnswers(view: RecordView): string[] {
  const { turns, label } = view.sample;
  const answers = turns.filter(({ role, isKnown }) => role === 'assistant' && isKnown);
  // An empty answer that is called desired has a rule of its own.
  const judged = view.format.purpose === 'feedback' && label?.value === true ? answers.at(-1) : undefined;
  const blank = answers
    .filter((turn) => turn !== judged && isBlankAnswer(view, turn))
    .map(({ pointers }) => pointers[0]!);
  // Where one field holds the answer, others that could hold it say nothing.
  const fields = answerFields(view);
  const isThere = answers.some(({ pointer }) => fields.includes(pointer));
  const isNull = (pointer: string): boolean => valueAt(view, pointer) === null;
  return [...blank, ...(label?.value === true || isThere || view.sample.preference ? [] : fields.filter(isNull))];
}

/** What is no text is told by other rules. */
function isBlankAnswer(view: RecordView, turn: Turn): boolean {
  if (!isBlank(turn.content) || turn.calls || turn.reasoning || isMisshapen(view, turn.pointer)) return false;
  const value = valueAt(view, turn.pointers[0]!);
  return value === null || typeof value === 'string' || (Array.isArray(value) && !hasMedium(view, turn));
}

function hasMedium({ sample }: RecordView, { pointer }: Turn): boolean {
  return sample.media?.some((medium) => medium.pointer.startsWith(`${pointer}/`)) ?? false;
}
