import type { Tokenizer } from '../../../../src/tokens/tokenizer';

/** Ids of special tokens start here; below it are characters. */
const FIRST_SPECIAL = 0x110000;

/** A tokenizer with a token for each character and for each `<|…|>`, `<…>` or `[…]` of markup. */
export function spellingTokenizer(named: Tokenizer['named'] = { bos: '<s>', eos: '</s>' }): Tokenizer {
  const specials: string[] = [];
  const special = (token: string): number => {
    const known = specials.indexOf(token);
    return FIRST_SPECIAL + (known < 0 ? specials.push(token) - 1 : known);
  };
  const encode = (text: string): number[] =>
    (text.match(/<[^<>\s]+>|\[[\w/]+\]|./gsu) ?? []).map((token) =>
      token.length > 2 ? special(token) : token.codePointAt(0)!,
    );
  const specialText = (id: number): string | undefined => specials[id - FIRST_SPECIAL];
  return {
    id: 'spelling',
    name: 'Spelling',
    named,
    chatTemplates: {},
    encode,
    count: (text) => encode(text).length,
    locate: () => [],
    decode: (ids) => ids.map((id) => specialText(id) ?? String.fromCodePoint(id)).join(''),
    idOf: special,
    specialText,
  };
}
