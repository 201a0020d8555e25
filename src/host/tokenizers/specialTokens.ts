import type { NamedTokens } from '../../tokens/tokenizer';

const NAMES = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'] as const;

/**
 * The special tokens that a `tokenizer_config.json` names, as templates get them: `bos_token`, … and `additional_special_tokens`.
 * Each may be written as a text or as an object with `content`; `null` is none.
 */
export function specialTokens(config: Readonly<Record<string, unknown>>): Record<string, string | readonly string[]> {
  const tokens: Record<string, string | readonly string[]> = {};
  for (const name of NAMES) {
    const token = tokenText(config[name]);
    if (token !== undefined) tokens[name] = token;
  }
  const more = config.additional_special_tokens;
  if (Array.isArray(more)) {
    const texts = more.map(tokenText).filter((token) => token !== undefined);
    if (texts.length > 0) tokens.additional_special_tokens = texts;
  }
  return tokens;
}

/** The special tokens by the names that the rest of the program uses. */
export function namedTokens(config: Readonly<Record<string, unknown>>): NamedTokens {
  const token = (name: string): string | undefined => tokenText(config[name]);
  const [bos, eos, pad, unk] = ['bos_token', 'eos_token', 'pad_token', 'unk_token'].map(token);
  return {
    ...(bos !== undefined && { bos }),
    ...(eos !== undefined && { eos }),
    ...(pad !== undefined && { pad }),
    ...(unk !== undefined && { unk }),
  };
}

function tokenText(token: unknown): string | undefined {
  const text = typeof token === 'object' && token !== null && 'content' in token ? token.content : token;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
