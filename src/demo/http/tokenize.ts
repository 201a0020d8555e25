import { renderChat } from '../chatPrompt';
import { isIds } from './completions';
import type { Fields } from './fields';
import { readChatPrompt } from './requestBody';
import { RequestFault } from './requestFault';
import { CONTEXT, type Served } from './served';

/** `POST /tokenize`: a text or messages → token ids, as vLLM has it. @throws RequestFault, ChatTemplateError */
export function tokenize({ tokenizer }: Served, fields: Fields): object {
  const { prompt } = fields.value;
  if (typeof prompt !== 'string' && fields.value.messages === undefined) {
    throw new RequestFault(400, 'There must be a prompt or messages.', 'prompt');
  }
  const text = typeof prompt === 'string' ? prompt : renderChat(tokenizer, readChatPrompt(fields, false));
  const tokens = tokenizer.encode(text);
  const strings = fields.boolean('return_token_strs', false) ? tokens.map((id) => tokenizer.writtenOf(id)) : null;
  return { count: tokens.length, max_model_len: CONTEXT, tokens, token_strs: strings };
}

/** `POST /detokenize` @throws RequestFault */
export function detokenize({ tokenizer }: Served, fields: Fields): object {
  const { tokens } = fields.value;
  if (!isIds(tokens, tokenizer.size)) throw new RequestFault(400, 'tokens must be a list of token ids.', 'tokens');
  return { prompt: tokenizer.decode(tokens) };
}
