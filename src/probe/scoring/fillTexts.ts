import type { Reference } from '../cases/probeCase';
import type { ScoredToken } from './score';

/**
 * Gives characters that lie in several tokens to the last of these. Servers that tell only texts (SGLang, TGI) can't write the parts of
 * a character, and what stands between the tokens before and behind is known: the reference says it. Tokens that say something else stay as they are.
 */
export function fillTexts(
  tokens: readonly ScoredToken[],
  { content, reasoning, calls }: Pick<Reference, 'content' | 'reasoning' | 'calls'>,
): readonly ScoredToken[] {
  if (reasoning !== '' || calls.length > 0) return tokens;
  const filled = [...tokens];
  let place = 0;
  for (let index = 0; index < tokens.length && place < content.length; index++) {
    const { text } = tokens[index]!;
    if (text !== '') {
      if (!content.startsWith(text, place)) return tokens;
      place += text.length;
      continue;
    }
    let last = index;
    while (tokens[last + 1]?.text === '') last++;
    const next = tokens[last + 1]?.text ?? '';
    const found = next === '' ? content.length : content.indexOf(next, place);
    // The end of the turn follows the whole content.
    const end = found === -1 && last + 2 >= tokens.length ? content.length : found;
    if (end === -1) return tokens;
    filled[last] = { ...filled[last]!, text: content.slice(place, end) };
    place = end;
    index = last;
  }
  return filled;
}
