import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/sharegpt.schema.json';
import type { Fields, FormatDefinition } from '../format';
import type { Names, Words } from '../names';
import type { Sample } from '../sample';
import { sharegpt as validate } from '../validators.generated';
import { fieldAt, hasField, valueOf } from './fields';
import { areOrdinaryMessages, isPlainBeside } from './ordinary';
import { systemTurns, withBeside } from './readBeside';
import { readMessages } from './readMessages';
import { hasAnswers, isMessageList } from './recognise';
import { SHAREGPT_ROLES } from './roles';

export const SHAREGPT_WORDS: Words = { role: 'from', content: 'value', roles: SHAREGPT_ROLES };

/** ShareGPT: `conversations` of `from` and `value`, with `system` and `tools` beside them (LLaMA-Factory, data/README.md). */
export const sharegpt: FormatDefinition = {
  id: 'sharegpt',
  name: 'ShareGPT',
  purpose: 'sft',
  words: SHAREGPT_WORDS,
  variants: [{ fields: { conversations: 'messages' } }, { fields: { conversations: 'conversation' } }],
  messageFields: ['conversations'],
  schema,
  validate,
  read: readSharegpt,
  recognises: (record, names) => hasConversation(record, names) && !hasAnswers(record, names),
  isOrdinary: (record, names) =>
    isPlainBeside(record, names) &&
    areOrdinaryMessages(valueOf(record, names, 'conversations'), names, hasField(record, names, 'system')),
  evidence: ['conversations'],
  snippets: () => [
    {
      label: l10n.t('ShareGPT record'),
      description: l10n.t('a conversation of human and gpt'),
      body: `{"conversations": [${HUMAN}, ${GPT}]}$0`,
    },
    {
      label: l10n.t('ShareGPT record with system prompt'),
      description: l10n.t('a conversation with a system prompt'),
      body: `{"conversations": [${HUMAN}, ${GPT}], "system": "$3"}$0`,
    },
    {
      label: l10n.t('ShareGPT record with tools'),
      description: l10n.t('a conversation with a tool call and its result'),
      body: `{"conversations": [${HUMAN}, ${CALL}, {"from": "observation", "value": "$4"}, {"from": "gpt", "value": "$5"}], "tools": "${TOOLS}"}$0`,
    },
    {
      label: l10n.t('ShareGPT record with reasoning'),
      description: l10n.t('the answer begins with a thought'),
      body: `{"conversations": [${HUMAN}, {"from": "gpt", "value": "<think>\\\\n$2\\\\n</think>\\\\n\\\\n$3"}]}$0`,
    },
  ],
};

const HUMAN = '{"from": "human", "value": "$1"}';
const GPT = '{"from": "gpt", "value": "$2"}';
const CALL = String.raw`{"from": "function_call", "value": "{\\"name\\": \\"$2\\", \\"arguments\\": {$3\}\}"}`;
const TOOLS = String.raw`[{\\"name\\": \\"$2\\", \\"description\\": \\"$6\\", \\"parameters\\": {\\"type\\": \\"object\\", \\"properties\\": {$7\}\}\}]`;

export function hasConversation(record: Fields, names: Names): boolean {
  return isMessageList(valueOf(record, names, 'conversations'), names);
}

export function readSharegpt(record: Fields, names: Names): Sample {
  const { turns, media } = readMessages(fieldAt(record, names, 'conversations'), names);
  return withBeside(record, names, { turns: [...systemTurns(record, names), ...turns], media });
}
