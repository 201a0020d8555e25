import * as l10n from '@vscode/l10n';
import { pointerOf } from '../../dataset/tree';
import { isBlank } from '../isBlank';
import { removalOf, valueAt } from '../parts';
import type { Rule } from '../rule';
import type { RecordView } from '../view';

export const emptySystem: Rule = {
  id: 'empty-system',
  level: 'off',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Empty system prompt'),
    what: l10n.t('A system prompt that is empty or white space only.'),
    why: l10n.t(
      'Some chat templates then write an empty system turn, others their default one: two styles in one dataset. Many files have the empty field in every record, so the rule is off.',
    ),
    mend: l10n.t(
      'Leave the system prompt out; the quick fix does. To switch the rule on: "rules": {"empty-system": "info"} in tuneset.json.',
    ),
    faulty: `{"system": "", "instruction": "1+1?", "output": "2"}`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  suspectsRecord: (value, { names }) => {
    const field = names.field('system');
    return field !== undefined && typeof value[field] === 'string' && isBlank(value[field]);
  },
  record(view, report) {
    for (const { place, pointer } of emptySystems(view)) {
      const edit = removalOf(view, place);
      report({
        message: l10n.t('The system prompt is empty; leave it out.'),
        pointer,
        ...view.span(pointer),
        fixes: edit ? [{ title: l10n.t('Remove the empty system prompt'), safety: 'safe', edits: [edit] }] : [],
      });
    }
  },
};

/** What goes, and where the empty text stands. */
function emptySystems(view: RecordView): { place: string; pointer: string }[] {
  const name = view.format.names.field('system');
  const field = name === undefined ? [] : [pointerOf([name])];
  const messages = view.sample.turns.filter(({ role, rolePointer }) => role === 'system' && rolePointer !== undefined);
  return [
    ...field.map((pointer) => ({ place: pointer, pointer })),
    ...messages.map(({ pointer, pointers }) => ({ place: pointer, pointer: pointers[0]! })),
  ].filter(({ pointer }) => {
    const value = valueAt(view, pointer);
    return typeof value === 'string' && isBlank(value);
  });
}
