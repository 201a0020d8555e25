import * as l10n from '@vscode/l10n';
import { formatById } from '../../dataset/format';
import { isJsonObject } from '../../dataset/jsonObject';
import { type Conversation, type Conversations, type Fields, isUnreadable, type Unreadable } from './conversation';
import { readAnswer, readPair, readPrompt, readSwiftPair } from './preferencePairs';
import { append, listField, readAlpaca, readConversation } from './readConversation';
import { textTurn } from './readMessage';

/** A layout of records, told by its fields. */
interface Layout {
  recognises(record: Fields): boolean;
  read(record: Fields): Conversations | Unreadable;
}

/** The first that recognises a record reads it. */
const layouts: readonly Layout[] = [
  // OpenAI, preference fine-tuning (guide "Direct preference optimization").
  {
    recognises: (record) => isJsonObject(record.input) && 'preferred_output' in record,
    read: (record) => {
      const input = record.input as Fields;
      const prompt = readConversation(input, 'messages', '/input');
      return readPair(record, prompt, 'preferred_output', 'non_preferred_output');
    },
  },
  // Preference pairs of TRL, LLaMA-Factory and Axolotl.
  {
    recognises: (record) => 'chosen' in record && 'rejected' in record,
    read: (record) => readPair(record, readPrompt(record), 'chosen', 'rejected'),
  },
  {
    recognises: (record) => 'rejected_response' in record || 'rejected_messages' in record,
    read: readSwiftPair,
  },
  {
    recognises: (record) => listField(record) !== undefined,
    read: (record) => single(readConversation(record, listField(record)!)),
  },
  // TRL: language of prompt and completion, each a string or messages.
  {
    recognises: (record) => 'prompt' in record && 'completion' in record,
    read: readPromptCompletion,
  },
  {
    recognises: (record) => typeof record.instruction === 'string' || formatById('alpaca')!.recognises(record),
    read: (record) => single(readAlpaca(record)),
  },
  {
    recognises: (record) => typeof record.text === 'string',
    read: (record) =>
      single({ turns: [textTurn('assistant', record.text as string, ['/text'], 'text')], isPlainText: true }),
  },
];

/**
 * Reads a record of any layout that trainers know into conversations for a chat template: Alpaca, ShareGPT (`conversations`), OpenAI
 * (`messages`), prompt and completion, plain `text`, and preference pairs of all these.
 */
export function readConversations(record: unknown): Conversations | Unreadable {
  if (!isJsonObject(record)) return { problem: l10n.t('A record must be an object.'), pointer: '' };
  const layout = layouts.find((candidate) => candidate.recognises(record));
  if (layout) return layout.read(record);
  return {
    problem: l10n.t(
      'No conversation found. Expected are the fields {0}.',
      'instruction + output, messages, conversations, prompt + completion, chosen + rejected, text',
    ),
    pointer: '',
  };
}

function readPromptCompletion(record: Fields): Conversations | Unreadable {
  const { prompt, completion } = record;
  if (typeof prompt === 'string' && typeof completion === 'string') {
    const turns = [
      textTurn('user', prompt, ['/prompt'], 'prompt'),
      textTurn('assistant', completion, ['/completion'], 'completion'),
    ];
    return single({ turns, isPlainText: true, completionFrom: 1 });
  }
  return single(append(readPrompt(record), readAnswer(completion, '/completion')));
}

function single(conversation: Conversation | Unreadable): Conversations | Unreadable {
  return isUnreadable(conversation) ? conversation : { conversation };
}
