import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { pointerOf } from '../../dataset/tree';
import { allTurns, type Turn } from '../../dataset/sample';
import { removalOf, valueAt } from '../parts';
import { withoutOverlaps } from '../../dataset/edits';
import { isMisshapen } from './readable';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { brief } from '../brief';
import { targetName } from '../targetName';

/** Keys of messages that OpenAI's API knows (OpenAPI, `FineTuneChatRequestInput` and the messages it refers to). */
const OPENAI = [
  'role',
  'content',
  'name',
  'weight',
  'tool_calls',
  'tool_call_id',
  'function_call',
  'refusal',
  'audio',
  'annotations',
];
/** Keys of messages that some trainer reads. */
const ANY = [
  ...OPENAI,
  ...['reasoning_content', 'reasoning', 'thinking', 'loss', 'loss_scale', 'loss_weight', 'train', 'train_detail'],
  ...['tools', 'images', 'videos', 'audios', 'channel'],
];

export const messageExtraKey: Rule = {
  id: 'message-extra-key',
  level: 'off',
  levels: { openai: 'warning' },
  outcomes: { llamafactory: 'ignored' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Unknown key in a message'),
    what: l10n.t('A message with a key that the target does not know, such as “id” or “timestamp”.'),
    why: l10n.t(
      'OpenAI’s checker refuses it (message_unrecognized_key). Other trainers ignore it, so the rule is off for them.',
    ),
    mend: l10n.t('Remove the key. To switch the rule on: "rules": {"message-extra-key": "info"} in tuneset.json.'),
    faulty: `{"messages": [{"role": "user", "content": "1+1?", "id": 7}, {"role": "assistant", "content": "2"}]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  record(view, report) {
    const found = allTurns(view.sample).flatMap((turn) => extraKeys(view, turn));
    for (const name of new Set(found.map(({ key }) => key))) {
      const pointers = found.filter(({ key }) => key === name).map(({ turn }) => turn.pointer + pointerOf([name]));
      const edits = pointers.map((pointer) => removalOf(view, pointer)).filter((edit) => edit !== undefined);
      const isClear = withoutOverlaps(edits).length === edits.length;
      report({
        message: messageFor(view, brief(name)),
        pointer: pointers[0]!,
        ...view.span(pointers[0]!),
        fixes: isClear ? [{ title: l10n.t('Remove “{0}”', brief(name)), safety: 'preview', edits }] : [],
      });
    }
  },
};

function extraKeys(view: RecordView, turn: Turn): { turn: Turn; key: string }[] {
  const message = turn.rolePointer === undefined ? undefined : valueAt(view, turn.pointer);
  if (!isJsonObject(message) || isMisshapen(view, turn.pointer)) return [];
  const { names } = view.format;
  const known = new Set([names.role, names.content, ...(view.target === 'openai' ? OPENAI : ANY)]);
  return Object.keys(message)
    .filter((key) => !known.has(key))
    .map((key) => ({ turn, key }));
}

function messageFor({ target }: RecordView, key: string): string {
  return target === 'openai'
    ? l10n.t('{0} knows no key “{1}” in a message.', targetName(target), key)
    : l10n.t('Trainers know no key “{0}” in a message.', key);
}
