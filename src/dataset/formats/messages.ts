import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/messages.schema.json';
import type { Fields, FormatDefinition } from '../format';
import type { Names, Words } from '../names';
import type { Sample } from '../sample';
import { messages as validate } from '../validators.generated';
import { fieldAt, hasField, valueOf } from './fields';
import { areOrdinaryMessages, isPlainBeside } from './ordinary';
import { systemTurns, withBeside } from './readBeside';
import { readMessages } from './readMessages';
import { hasAnswers, isApiCall, isMessageList } from './recognise';
import { MESSAGE_ROLES } from './roles';

export const MESSAGE_WORDS: Words = { role: 'role', content: 'content', roles: MESSAGE_ROLES };

/**
 * Messages as OpenAI has them: `messages` of `role` and `content`, with `tool_calls`, parts and `weight`; and what ms-swift, TRL and Axolotl put
 * beside them.
 */
export const messages: FormatDefinition = {
  id: 'messages',
  name: 'Messages',
  purpose: 'sft',
  words: MESSAGE_WORDS,
  variants: [{ fields: { messages: 'conversations' } }, { fields: { messages: 'conversation' } }],
  messageFields: ['messages'],
  schema,
  validate,
  read: readMessagesRecord,
  recognises: (record, names) => hasMessages(record, names) && !isPreference(record, names) && !isApiCall(record),
  isOrdinary: (record, names) =>
    isPlainBeside(record, names) &&
    !hasField(record, names, 'functions') &&
    areOrdinaryMessages(valueOf(record, names, 'messages'), names, hasField(record, names, 'system')),
  evidence: ['messages'],
  snippets: () => [
    {
      label: l10n.t('Messages record'),
      description: l10n.t('a conversation of user and assistant'),
      body: `{"messages": [${USER}, {"role": "assistant", "content": "$2"}]}$0`,
    },
    {
      label: l10n.t('Messages record with system prompt'),
      description: l10n.t('a conversation with a system prompt'),
      body: `{"messages": [{"role": "system", "content": "$3"}, ${USER}, {"role": "assistant", "content": "$2"}]}$0`,
    },
    {
      label: l10n.t('Messages record with tools'),
      description: l10n.t('a conversation with a tool call and its result'),
      body: `{"messages": [${USER}, ${CALL}, ${RESULT}, {"role": "assistant", "content": "$6"}], "tools": [${TOOL}]}$0`,
    },
    {
      label: l10n.t('Messages record with reasoning'),
      description: l10n.t('the thought stands in a field of its own'),
      body: `{"messages": [${USER}, {"role": "assistant", "reasoning_content": "$2", "content": "$3"}]}$0`,
    },
    {
      label: l10n.t('Messages record with an image'),
      description: l10n.t('the text holds a placeholder for the image'),
      body: `{"messages": [{"role": "user", "content": "<image>$1"}, {"role": "assistant", "content": "$2"}], "images": ["$3"]}$0`,
    },
  ],
};

const USER = '{"role": "user", "content": "$1"}';
const CALL =
  '{"role": "assistant", "content": null, "tool_calls": [{"id": "${4:call_1}", "type": "function", "function": {"name": "$2", "arguments": "{$3\\}"}}]}';
const RESULT = '{"role": "tool", "tool_call_id": "${4:call_1}", "content": "$5"}';
const TOOL =
  '{"type": "function", "function": {"name": "$2", "description": "$7", "parameters": {"type": "object", "properties": {$8\\}}}}';

export function hasMessages(record: Fields, names: Names): boolean {
  return isMessageList(valueOf(record, names, 'messages'), names);
}

/** True if the record has a second answer in one of the ways that trainers know. */
export function isPreference(record: Fields, names: Names): boolean {
  return (
    hasAnswers(record, names) ||
    hasField(record, names, 'rejected_response') ||
    hasField(record, names, 'rejected_messages')
  );
}

export function readMessagesRecord(record: Fields, names: Names): Sample {
  const { turns, media } = readMessages(fieldAt(record, names, 'messages'), names);
  return withBeside(record, names, { turns: [...systemTurns(record, names), ...turns], media });
}
