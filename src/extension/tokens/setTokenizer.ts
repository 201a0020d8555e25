import type { Edit } from '../../dataset/edits';
import { setSetting } from '../setSetting';

/** As {@link setSetting}, for the tokenizer. */
export function setTokenizer(text: string, tokenizer: string, eol: string): Edit | undefined {
  return setSetting(text, 'tokenizer', tokenizer, eol);
}
