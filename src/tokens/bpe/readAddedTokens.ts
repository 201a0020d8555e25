import { normalize } from './normalize';
import type { AddedToken } from './tokenizerJson';

/**
 * The added tokens with the ids that the Rust crate gives them: that of the vocabulary if it has the text, else as many as it has tokens, and
 * from there on, whatever the file says (tokenizers/src/tokenizer/added_vocabulary.rs, `add_tokens`, of 0.23).
 *
 * @param vocabulary ids by text
 * @param normalizes true if texts are put into NFC
 * @returns undefined if a token asks for word boundaries, or if several have the same text or id
 */
export function readAddedTokens(
  tokens: readonly AddedToken[],
  vocabulary: ReadonlyMap<string, number>,
  normalizes: boolean,
): readonly AddedToken[] | undefined {
  const added: AddedToken[] = [];
  const sought = new Set<string>();
  const taken = new Set(vocabulary.values());
  let next = vocabulary.size;
  for (const token of tokens) {
    const { content } = token;
    if (content === '') continue;
    const text = token.normalized && normalizes ? normalize(content) : content;
    if (token.single_word || !content.isWellFormed() || sought.has(text)) return undefined;
    sought.add(text);
    const known = vocabulary.get(content);
    if (known === undefined && taken.has(next)) return undefined;
    added.push({ ...token, id: known ?? next++ });
  }
  return added;
}
