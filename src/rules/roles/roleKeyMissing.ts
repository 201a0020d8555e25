import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { valueAt } from '../parts';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { messageOf } from './messageFaults';

export const roleKeyMissing: Rule = {
  id: 'role-key-missing',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Message without role or content'),
    what: l10n.t(
      'A message that lacks its role or its content, or whose role is not text. Beside tool calls no content is needed.',
    ),
    why: l10n.t(
      'Where no record has the key, LLaMA-Factory ends the run with a KeyError; otherwise the role counts as unknown and the record is dropped. OpenAI’s checker calls it message_missing_key.',
    ),
    mend: l10n.t('Add the key. If it has another name throughout the file, say so in dataset_info.json (tags).'),
    faulty: `{"messages": [{"content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  claims(error, view) {
    const at = messageOf(error, view);
    if (!at || !isJsonObject(valueAt(view, at.message))) return false;
    const { role, content } = view.format.names;
    if (at.rest === `/${role}`)
      return error.keyword === 'type' || error.keyword === 'anyOf' || error.keyword === 'enum';
    if (at.rest !== '') return false;
    const { missingProperty } = error.params as { missingProperty?: string };
    return error.keyword === 'if' || missingProperty === role || missingProperty === content;
  },
  record(view, report) {
    const messages = view.errorsOf(roleKeyMissing).map((error) => messageOf(error, view)!.message);
    for (const pointer of new Set(messages)) {
      report({ message: messageFor(view, pointer), pointer, ...view.span(pointer) });
    }
  },
};

function messageFor(view: RecordView, pointer: string): string {
  const { role, content } = view.format.names;
  const message = valueAt(view, pointer) as Readonly<Record<string, unknown>>;
  if (!Object.hasOwn(message, role)) return l10n.t('The message has no “{0}”: nobody can tell who says it.', role);
  if (typeof message[role] !== 'string') return l10n.t('“{0}” must be text: the name of the one who says it.', role);
  return l10n.t('The message has no “{0}”.', content);
}
