import type { Attributes } from '../../../dataset/datasetInfo/attributes';
import { pointerTo, type Message, type Role, type Sourced } from '../conversation';
import { getItem, iterate, keyError, length } from '../python/operations';
import { repr, str } from '../python/text';
import { isDict, isList, lookUp, type PythonValue } from '../python/value';
import { PythonError, typeError } from '../python/error';
import type { Row } from '../row';
import { feedback } from './feedback';

/** The messages of a record without a leading system message, and that message's content. */
export interface Opened {
  readonly messages: readonly PythonValue[];
  /** Number of messages taken away in front. */
  readonly skipped: number;
  readonly system: Sourced | undefined;
}

/** Reads the messages of a record in the words of its tags, as the sharegpt and the openai converter both do. */
export class MessageReader {
  readonly warnings: string[] = [];
  pointer: string | undefined;
  private readonly roles: ReadonlyMap<PythonValue, Role>;

  constructor(
    private readonly row: Row,
    readonly attributes: Attributes,
  ) {
    this.roles = new Map<PythonValue, Role>([
      [attributes.user_tag, 'user'],
      [attributes.assistant_tag, 'assistant'],
      [attributes.observation_tag, 'observation'],
      [attributes.function_tag, 'function'],
      [attributes.system_tag, 'system'],
    ]);
  }

  /** Takes a system message from the front. */
  open(): Opened {
    const { system_tag, role_tag, content_tag } = this.attributes;
    const messages = this.row.column(this.attributes.messages);
    if (system_tag && length(messages) > 0) {
      const first = firstItem(messages);
      if (this.field(first, role_tag, this.place(0)) === system_tag) {
        const system = { value: this.field(first, content_tag, this.place(0)), pointers: [this.place(0, content_tag)] };
        return { messages: iterate(messages).slice(1), skipped: 1, system };
      }
    }
    return { messages: iterate(messages), skipped: 0, system: undefined };
  }

  /**
   * `message[key]` of a message in a column. Where nobody knows which keys the file's other records have, a missing key counts as null.
   *
   * @param pointer of the message
   * @throws PythonError KeyError, TypeError
   */
  field(
    message: PythonValue,
    key: string | null,
    pointer: string,
    column: string | null = this.attributes.messages,
  ): PythonValue {
    if (!this.row.knowsKeysIn(column) && key !== null && isDict(message)) return lookUp(message, key) ?? null;
    try {
      return getItem(message, key);
    } catch (error) {
      throw error instanceof PythonError ? new PythonError(error.type, error.detail, pointer) : error;
    }
  }

  /** `tag_mapping[tag]` */
  role(tag: PythonValue, pointer: string): Role {
    const role = this.roles.get(tag);
    if (role === undefined) throw new PythonError('KeyError', keyError(tag).detail, pointer);
    return role;
  }

  /** JSON Pointer to a message of the record or a field of it. */
  place(index: number, ...fields: readonly (string | null)[]): string {
    return pointerTo(this.attributes.messages!, index, ...fields.filter((field) => field !== null));
  }

  warn(text: string, pointer: string): void {
    this.warnings.push(text);
    this.pointer ??= pointer;
  }

  /** Prompt and answers of a record whose turns are in order, or nothing if they are not. */
  split(
    turns: readonly Message[],
    messages: readonly PythonValue[],
    broken: boolean,
    answerTags: readonly (string | null)[],
  ): Split {
    const { ranking, kto_tag } = this.attributes;
    const wrongCount = (turns.length % 2 === 0) === ranking;
    if (wrongCount) this.warn(`Invalid message count in ${repr(messages)}.`, pointerTo(this.attributes.messages!));
    if (broken || wrongCount) {
      this.warn('Skipping this abnormal example.', pointerTo(this.attributes.messages!));
      return { prompt: [], response: [] };
    }
    const label = kto_tag ? this.row.column(kto_tag) : null;
    if (typeof label === 'boolean') return { prompt: turns.slice(0, -1), response: this.judged(turns.at(-1), label) };
    return this.pair(turns, answerTags) ?? { prompt: turns.slice(0, -1), response: turns.slice(-1) };
  }

  private judged(answer: Message | undefined, desired: boolean): Message[] {
    if (answer) return feedback(answer, desired);
    return [{ role: 'assistant', name: 'assistant', content: '', pointers: [] }];
  }

  /** A wrong role in a pair is warned about only; the pair stays (a bug of LLaMA-Factory up to 0.9.6.dev0 of August 2026). */
  private pair(turns: readonly Message[], answerTags: readonly (string | null)[]): Split | undefined {
    if (!this.attributes.ranking) return undefined;
    const columns = [this.attributes.chosen, this.attributes.rejected];
    const [chosen, rejected] = columns.map((column) => this.row.column(column));
    if (!isDict(chosen) || !isDict(rejected)) return undefined;
    const tags = [chosen, rejected].map((message, index) =>
      this.field(message, this.attributes.role_tag, pointerTo(columns[index]!), columns[index]),
    );
    if (tags.some((tag) => !answerTags.includes(tag as string | null))) {
      this.warn(`Invalid role tag in ${repr([chosen, rejected])}.`, pointerTo(columns[0]!));
    }
    const response = [chosen, rejected].map((message, index): Message => {
      const place = (key: string | null): string => pointerTo(columns[index]!, key ?? '');
      return {
        role: this.role(tags[index]!, place(this.attributes.role_tag)),
        content: this.field(message, this.attributes.content_tag, pointerTo(columns[index]!), columns[index]),
        name: str(tags[index]!),
        pointers: [place(this.attributes.content_tag)],
      };
    });
    return { prompt: turns, response };
  }
}

interface Split {
  readonly prompt: readonly Message[];
  readonly response: readonly Message[];
}

/** `messages[0]` */
function firstItem(messages: PythonValue): PythonValue {
  if (isList(messages)) return messages[0]!;
  if (typeof messages === 'string') return messages[0]!;
  if (isDict(messages)) throw keyError(0);
  throw typeError('object is not subscriptable');
}
