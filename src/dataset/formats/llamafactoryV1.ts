import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/llamafactory-v1.schema.json';
import type { Fields, FormatDefinition } from '../format';
import { isJsonObject } from '../jsonObject';
import type { Names } from '../names';
import type { Sample } from '../sample';
import { llamafactoryV1 as validate } from '../validators.generated';
import { fieldAt, hasField, valueOf } from './fields';
import { isPlainBeside, isVisibleText } from './ordinary';
import { systemTurns, withBeside } from './readBeside';
import { readMessages } from './readMessages';
import { readSide, readWholePair } from './readPair';

/** The fields that hold messages. */
const FIELDS = ['messages', 'chosen_messages', 'rejected_messages'] as const;

/**
 * LLaMA-Factory's v1: the content of a message is a list of parts with `type` and `value`, and `loss_weight` says whether it is trained; pairs are
 * `chosen_messages` and `rejected_messages` (data/v1_sft_demo.jsonl, src/llamafactory/v1).
 */
export const llamafactoryV1: FormatDefinition = {
  id: 'llamafactory-v1',
  name: 'LLaMA-Factory v1',
  purpose: 'sft',
  words: {
    role: 'role',
    content: 'content',
    roles: { system: 'system', user: 'user', assistant: 'assistant', tool: 'tool' },
  },
  messageFields: FIELDS,
  schema,
  validate,
  read,
  recognises: (record, names) =>
    hasField(record, names, 'chosen_messages') ||
    FIELDS.some((field) => areTyped(valueOf(record, names, field), names)),
  isOrdinary,
  evidence: FIELDS,
  snippets: () => [
    {
      label: l10n.t('LLaMA-Factory v1 record'),
      description: l10n.t('a conversation of user and assistant'),
      body: `{"messages": [${USER}, ${typed('assistant', TEXT, 1)}]}$0`,
    },
    {
      label: l10n.t('LLaMA-Factory v1 record with reasoning'),
      description: l10n.t('the thought is a part of the answer'),
      body: `{"messages": [${USER}, ${typed('assistant', `{"type": "reasoning", "value": "$3"}, ${TEXT}`, 1)}]}$0`,
    },
    {
      label: l10n.t('LLaMA-Factory v1 preference pair'),
      description: l10n.t('two conversations that differ in the answer'),
      body: `{"chosen_messages": [${USER}, ${typed('assistant', TEXT, 1)}], "rejected_messages": [${USER}, ${typed('assistant', '{"type": "text", "value": "$3"}', 1)}]}$0`,
    },
  ],
};

const TEXT = '{"type": "text", "value": "$2"}';
const USER = typed('user', '{"type": "text", "value": "$1"}', 0);

function typed(role: string, parts: string, weight: 0 | 1): string {
  return `{"role": "${role}", "content": [${parts}], "loss_weight": ${weight}.0}`;
}

function read(record: Fields, names: Names): Sample {
  const system = systemTurns(record, names);
  const chosen = readSide(fieldAt(record, names, 'chosen_messages'), names);
  const rejected = readSide(fieldAt(record, names, 'rejected_messages'), names);
  if (chosen ?? rejected) {
    const pair = readWholePair(chosen, rejected);
    return withBeside(record, names, { ...pair, turns: [...system, ...pair.turns] });
  }
  const { turns, media } = readMessages(fieldAt(record, names, 'messages'), names);
  return withBeside(record, names, { turns: [...system, ...turns], media });
}

/** True for messages with a part that has a type and a value. */
function areTyped(list: unknown, names: Names): boolean {
  if (!Array.isArray(list)) return false;
  return list.some((message) => {
    const content: unknown = isJsonObject(message) ? message[names.content] : undefined;
    return Array.isArray(content) && content.some((part) => isJsonObject(part) && 'type' in part && 'value' in part);
  });
}

/** User and assistant by turns, each of one text, with the loss weights that go without saying: 1 for answers and 0 elsewhere. */
function isOrdinary(record: Fields, names: Names): boolean {
  const list = valueOf(record, names, 'messages');
  if (!isPlainBeside(record, names) || !Array.isArray(list) || hasField(record, names, 'chosen_messages')) return false;
  if (hasField(record, names, 'rejected_messages')) return false;
  let isUsersTurn = true;
  for (let i = 0; i < list.length; i++) {
    const message = list[i] as unknown;
    if (!isJsonObject(message)) return false;
    const kind = names.kindOf(message[names.role]);
    if (!isPlainTyped(message, names, kind === 'assistant' ? 1 : 0)) return false;
    if (kind === 'system' && i === 0 && !hasField(record, names, 'system')) continue;
    if (kind !== (isUsersTurn ? 'user' : 'assistant')) return false;
    isUsersTurn = !isUsersTurn;
  }
  return isUsersTurn && list.length > 1;
}

function isPlainTyped(message: Fields, names: Names, weight: 0 | 1): boolean {
  for (const key in message) {
    if (key === names.role || key === names.content) continue;
    if (key !== 'loss_weight' || message[key] !== weight) return false;
  }
  const content = message[names.content];
  if (!Array.isArray(content) || content.length !== 1) return false;
  const part: unknown = content[0];
  return isJsonObject(part) && part.type === 'text' && isVisibleText(part.value);
}
