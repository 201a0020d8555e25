import type { DemoTokenizer } from '../demoTokenizer';
import type { NextToken } from '../model/nextToken';

/** A token at its place in an answer or a prompt. */
export interface PlacedToken {
  readonly id: number;
  readonly next: NextToken;
}

/** How tokens are written: as their texts, or as `token_id:123` (vLLM's `return_tokens_as_token_ids`). */
export interface TokenNames {
  readonly tokenizer: DemoTokenizer;
  readonly asIds: boolean;
}

export function tokenName({ tokenizer, asIds }: TokenNames, id: number): string {
  return asIds ? `token_id:${id}` : tokenizer.textOf(id);
}

/** An entry of `choices[].logprobs.content`. */
export function chatLogprob(names: TokenNames, { id, next }: PlacedToken, alternatives: number): object {
  const entry = (token: number) => ({
    token: tokenName(names, token),
    logprob: next.logprobOf(token),
    bytes: [...names.tokenizer.bytesOf(token)],
  });
  return { ...entry(id), top_logprobs: next.top(alternatives).map((one) => entry(one.id)) };
}

/** The `logprobs` of a text completion, for tokens in a row. The first of a text has nothing before it: its value is null. */
export function legacyLogprobs(
  names: TokenNames,
  tokens: readonly { readonly id: number; readonly next: NextToken | null }[],
  alternatives: number,
): object {
  const offsets: number[] = [];
  let offset = 0;
  for (const { id } of tokens) {
    offsets.push(offset);
    offset += names.tokenizer.textOf(id).length;
  }
  return {
    text_offset: offsets,
    token_logprobs: tokens.map(({ id, next }) => next?.logprobOf(id) ?? null),
    tokens: tokens.map(({ id }) => tokenName(names, id)),
    top_logprobs: tokens.map(({ id, next }) => next && topOf(names, { id, next }, alternatives)),
  };
}

/** The likeliest tokens, and the token itself. */
function topOf(names: TokenNames, { id, next }: PlacedToken, alternatives: number): Record<string, number> {
  const ids = new Set([id, ...next.top(alternatives).map((one) => one.id)]);
  return Object.fromEntries([...ids].map((one) => [tokenName(names, one), next.logprobOf(one)]));
}

/** `prompt_logprobs` as vLLM tells them: for each token its own entry and those of the likeliest, with ranks. */
export function promptLogprobs(
  { tokenizer }: TokenNames,
  tokens: readonly { readonly id: number; readonly next: NextToken | null }[],
  alternatives: number,
): (object | null)[] {
  return tokens.map(({ id, next }) => {
    if (!next) return null;
    const ids = new Set([id, ...next.top(alternatives).map((one) => one.id)]);
    return Object.fromEntries(
      [...ids].map((one) => [
        one,
        { logprob: next.logprobOf(one), rank: next.rankOf(one), decoded_token: tokenizer.textOf(one) },
      ]),
    );
  });
}
