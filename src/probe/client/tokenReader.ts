import type { AnswerToken } from '../answer';
import { isJsonObject } from '../../dataset/jsonObject';
import { bytesAt, listAt, numberAt, textAt } from '../unknownJson';

/** What stands for zero where a server can't tell (vLLM, OpenAI). */
const FLOOR = -9999;

/** U+FFFD stands in a token's text where its bytes are no characters. */
const REPLACEMENT = '\uFFFD';

const wholeTexts = new TextDecoder('utf-8', { ignoreBOM: true });

type Token = Omit<AnswerToken, 'alternatives'>;

/**
 * Reads tokens in the shape of chat completions, `{token,logprob,bytes,top_logprobs}`, one after the other: a character whose bytes are spread over several tokens is the text of the last one of
 * them. llama.cpp tells a token's `id` also, vLLM puts it into the text if asked (`token_id:123`).
 */
export class TokenReader {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** @param logprobs `choices[].logprobs` */
  read(logprobs: unknown): readonly AnswerToken[] {
    return entriesOf(logprobs, 'content').map((entry) => this.#token(entry));
  }

  #token(entry: unknown): AnswerToken {
    const token = readToken(entry);
    const text =
      token.bytes === null ? token.text : this.#decoder.decode(new Uint8Array(token.bytes), { stream: true });
    const alternatives = entriesOf(entry, 'top_logprobs').map(readToken);
    return {
      ...token,
      text: text.replaceAll(REPLACEMENT, ''),
      alternatives: alternatives.sort((a, b) => b.logprob - a.logprob),
    };
  }
}

/** -Infinity is no number of JSON, so it may be null. */
function entriesOf(value: unknown, name: string): readonly unknown[] {
  const entries = (listAt(value, name) ?? []).filter(isJsonObject);
  return entries.filter((entry) => entry.logprob === null || numberAt(entry, 'logprob') !== null);
}

function readToken(entry: unknown): Token {
  const text = textAt(entry, 'token') ?? '';
  const idInText = /^token_id:(\d+)$/.exec(text)?.[1];
  const bytes = trueBytes(bytesAt(entry, 'bytes'), text);
  const shown = bytes === null ? text.replaceAll(REPLACEMENT, '') : aloneAsText(bytes);
  return {
    text: idInText === undefined ? shown : '',
    bytes,
    id: numberAt(entry, 'id') ?? (idInText === undefined ? null : Number(idInText)),
    logprob: numberAt(entry, 'logprob') ?? FLOOR,
  };
}

/** Null where they are those of U+FFFD: vLLM encodes the text, not the token. */
function trueBytes(bytes: readonly number[] | null, text: string): readonly number[] | null {
  if (bytes === null || bytes.length === 0) return null;
  const isOfText = text.includes(REPLACEMENT) && decoded(bytes) === text && bytes.join().includes('239,191,189');
  return isOfText ? null : bytes;
}

/** '' for what is no whole character. */
function aloneAsText(bytes: readonly number[]): string {
  const text = decoded(bytes);
  return text.includes(REPLACEMENT) ? '' : text;
}

function decoded(bytes: readonly number[]): string {
  return wholeTexts.decode(new Uint8Array(bytes));
}
