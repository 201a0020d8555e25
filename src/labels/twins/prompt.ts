import type { Fields, Format } from '../../dataset/format';
import type { Sample, Turn } from '../../dataset/sample';
import { fingerprint } from './random';
import { recordId } from './recordId';

/** What is asked last before the answer; undefined where nobody asks anything. */
export function promptTurn({ turns }: Sample): Turn | undefined {
  return turns.findLast(({ role }) => role === 'user');
}

/** What the user says in a record, all of it; '' if that is nothing. */
export function promptText(record: Fields, format: Format): string {
  const said = format.read(record).turns.filter(({ role }) => role === 'user');
  return said.map(({ content }) => content).join('\n');
}

/**
 * By what a twin names the clean record that it was made from: its `id`; for a record that has none, a name that follows from its prompt, and so holds as
 * long as the prompt does.
 *
 * @param text the record as it stands in its file
 */
export function twinKey(record: Fields, text: string, format: Format): string {
  const id = recordId(record, text);
  return id === undefined ? promptKey(promptText(record, format)) : String(id);
}

const BY_PROMPT = 'prompt:';

/** @param text what the user says in the record */
export function promptKey(text: string): string {
  return BY_PROMPT + fingerprint(text.normalize('NFC').trim());
}
