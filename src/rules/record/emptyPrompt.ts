import * as l10n from '@vscode/l10n';
import type { Turn } from '../../dataset/sample';
import { isBlank } from '../isBlank';
import { valueAt } from '../parts';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { isBlankError, isPromptPlace } from './textPlaces';
import { isMisshapen } from '../roles/readable';

export const emptyPrompt: Rule = {
  id: 'empty-prompt',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Empty prompt'),
    what: l10n.t(
      'A user turn without text: instruction and input, a message of the user, or a question in the history are empty, null or white space only.',
    ),
    why: l10n.t('No trainer catches it: the model learns to give this answer without being asked anything.'),
    mend: l10n.t('Write the prompt, or remove the record.'),
    faulty: `{"instruction": "", "input": "", "output": "hello"}`,
    sound: `{"instruction": "hi", "input": "", "output": "hello"}`,
  }),
  claims: (error, view) => isBlankError(error, view) && isPromptPlace(view, error.instancePath),
  record(view, report) {
    for (const turn of view.sample.turns) {
      if (turn.role !== 'user' || !turn.isKnown || !isBlank(turn.content) || hasMedium(view, turn)) continue;
      const pointer = turn.pointers[0]!;
      const value = valueAt(view, pointer);
      // What is missing or no text is told by other rules.
      if (pointer === '' || (value !== null && typeof value !== 'string' && !Array.isArray(value))) continue;
      if (isMisshapen(view, turn.pointer)) continue;
      report({
        message: l10n.t('The prompt is empty: the model would learn to give this answer without being asked anything.'),
        pointer,
        ...view.span(pointer),
      });
    }
  },
};

/** An image may be all that is asked. */
function hasMedium({ sample }: RecordView, { pointer }: Turn): boolean {
  return sample.media?.some((medium) => medium.pointer.startsWith(`${pointer}/`)) ?? false;
}
