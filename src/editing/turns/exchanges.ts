import type { Fields, Format } from '../../dataset/format';
import type { Turn } from '../../dataset/sample';
import { pointerOf } from '../../dataset/tree';
import { isWithin, segmentsOf } from '../pointers';

/** The last question and its answer, each in fields of its own. */
export interface LastExchange {
  /** Of Alpaca's instruction and input those that hold text. */
  readonly question: readonly string[];
  /** Two of a preference pair. */
  readonly answers: readonly string[];
}

/**
 * A conversation of questions and answers that go together: the earlier ones are elements of a list (Alpaca's `history` of two texts each, ms-swift's
 * `conversation` of `human` and `assistant`), the last one may stand in fields of the record.
 */
export class Exchanges {
  /**
   * @param list pointer of the list, which needs not be there
   * @param keys where question and answer stand in an element of the list
   * @param count of the elements
   */
  constructor(
    readonly list: string,
    readonly keys: readonly [question: string, answer: string],
    readonly count: number,
    readonly last: LastExchange | undefined,
  ) {}

  /** How many there are. */
  get total(): number {
    return this.count + (this.last ? 1 : 0);
  }

  /** True for the one that stands in fields of the record. */
  isLast(exchange: number): boolean {
    return this.last !== undefined && exchange === this.count;
  }

  /** Index of the exchange to which a turn belongs; undefined for one that belongs to none, such as the system prompt. */
  indexOf({ pointer }: Turn): number | undefined {
    if (isWithin(pointer, this.list)) {
      return Number(segmentsOf(pointer.slice(this.list.length))[0]);
    }
    const { question = [], answers = [] } = this.last ?? {};
    return question.includes(pointer) || answers.includes(pointer) ? this.count : undefined;
  }

  /** Pointers of question and answer of an element of the list. */
  textsOf(exchange: number): readonly [question: string, answer: string] {
    const [question, answer] = this.keys;
    return [`${this.list}/${exchange}/${question}`, `${this.list}/${exchange}/${answer}`];
  }
}

/** Undefined for a format that has no such conversations. */
export function exchangesOf(value: Fields, turns: readonly Turn[], format: Format): Exchanges | undefined {
  const history = format.names.field('history');
  if (format.messageFields.length > 0 || history === undefined) return undefined;
  if (!Object.hasOwn(format.schema.properties, history)) return undefined;
  const conversation = format.names.field('conversation');
  const isConversation =
    conversation !== undefined &&
    Object.hasOwn(format.schema.properties, conversation) &&
    lengthOf(value, conversation) > 0;
  const field = isConversation ? conversation : history;
  const list = pointerOf([field]);
  const others = [history, conversation].filter((name) => name !== undefined).map((name) => pointerOf([name]));
  const last = lastOf(turns.filter(({ pointer }) => !others.some((other) => isWithin(pointer, other))));
  return new Exchanges(list, isConversation ? ['human', 'assistant'] : ['0', '1'], lengthOf(value, field), last);
}

function lastOf(turns: readonly Turn[]): LastExchange | undefined {
  const question = turns.filter(({ role }) => role === 'user').flatMap(({ pointers }) => pointers);
  const answers = turns.filter(({ role }) => role === 'assistant').flatMap(({ pointers }) => pointers);
  return question.length + answers.length > 0 ? { question, answers } : undefined;
}

function lengthOf(value: Fields, field: string): number {
  const list = Object.hasOwn(value, field) ? value[field] : undefined;
  return Array.isArray(list) ? list.length : 0;
}
