import type { AnswerCall } from '../answer';
import { isJsonObject } from '../../dataset/jsonObject';
import { at, jsonText, numberAt, textAt } from '../unknownJson';

interface Call {
  id: string | null;
  name: string;
  arguments: string;
  readonly index: number | null;
}

/** Calls of tools that come whole or in pieces: the first piece has id and name, later ones go on with the arguments. */
export class CallReader {
  readonly #calls: Call[] = [];

  get calls(): readonly AnswerCall[] {
    return this.#calls.map(({ id, name, arguments: text }) => ({ id, name, arguments: text }));
  }

  /**
   * @param pieces `tool_calls` of a message or a delta
   * @returns whether there was anything
   */
  read(pieces: unknown): boolean {
    if (!Array.isArray(pieces)) return false;
    const found = pieces.filter(isJsonObject);
    for (const piece of found) this.#add(piece);
    return found.length > 0;
  }

  #add(piece: unknown): void {
    const id = textAt(piece, 'id') || null;
    const name = textAt(piece, 'function', 'name') ?? '';
    const index = numberAt(piece, 'index');
    const text = argumentsOf(at(piece, 'function', 'arguments'));
    const known = this.#find(index, id, name);
    if (!known) {
      this.#calls.push({ id, index, name, arguments: text });
      return;
    }
    known.id ??= id;
    known.name ||= name;
    known.arguments += text;
  }

  /** Some servers give every call the index 0, or none: a new id and a name begin a new call all the same. */
  #find(index: number | null, id: string | null, name: string): Call | undefined {
    const known = index === null ? this.#calls.at(-1) : this.#calls.findLast((call) => call.index === index);
    const isNew =
      name !== '' && known !== undefined && known.name !== '' && (id === null ? index === null : id !== known.id);
    return isNew ? undefined : known;
  }
}

/** Objects instead of text come from servers that hand on what they parsed. */
function argumentsOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : jsonText(value);
}
