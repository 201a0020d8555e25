import * as l10n from '@vscode/l10n';
import { pointerOf } from '../../dataset/tree';
import { isBlank } from '../isBlank';
import type { Rule } from '../rule';
import type { RecordView } from '../view';

export const emptyInstruction: Rule = {
  id: 'empty-instruction',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Empty instruction'),
    what: l10n.t('An instruction that is empty, null or white space only, while the input has text.'),
    why: l10n.t('The prompt is the input alone. Trainers accept this, but usually the task was forgotten.'),
    mend: l10n.t('Say in the instruction what is to be done with the input; or move the input there.'),
    faulty: `{"instruction": "", "input": "你好", "output": "Hello"}`,
    sound: `{"instruction": "Translate into English.", "input": "你好", "output": "Hello"}`,
  }),
  record(view, report) {
    const [instruction, input] = askedFields(view);
    if (instruction === undefined || input === undefined || !Object.hasOwn(view.value, instruction)) return;
    const [asked, given] = [view.value[instruction], view.value[input]];
    const blank = asked === null || (typeof asked === 'string' && isBlank(asked));
    if (!blank || typeof given !== 'string' || isBlank(given)) return;
    const pointer = pointerOf([instruction]);
    report({
      message: l10n.t('The instruction is empty: the prompt is the input alone.'),
      pointer,
      ...view.span(pointer),
    });
  },
};

/** The fields of Alpaca's prompt, where the format has both. */
function askedFields({ format }: RecordView): (string | undefined)[] {
  return ['instruction', 'input']
    .map((field) => format.names.field(field))
    .map((field) => (field !== undefined && Object.hasOwn(format.schema.properties, field) ? field : undefined));
}
