import type { Fields, Format } from '../../dataset/format';
import { allTurns, type Sample, type Turn } from '../../dataset/sample';
import { exchangesOf, type Exchanges } from './exchanges';
import { nameOf, nearest, parentOf, segmentsOf, valueAt } from '../pointers';

/** A record as its format reads it. */
export interface ReadRecord {
  readonly value: Fields;
  readonly sample: Sample;
  readonly format: Format;
}

export type Side = 'prompt' | 'chosen' | 'rejected';

/** A message's place: an element of the array that a pointer names. */
export interface ListPlace {
  readonly list: string;
  readonly index: number;
}

/** Where a turn stands, which decides what can be done with it. */
export type Seat =
  /** A message in a list of messages. Of a prompt that both answers of a pair repeat there is a second one. */
  | { readonly kind: 'listed'; readonly places: readonly ListPlace[] }
  /** A field that holds one message. */
  | { readonly kind: 'lone'; readonly field: string }
  /** A field that holds one text. */
  | { readonly kind: 'text'; readonly field: string }
  /** A question or an answer, which go together; see {@link Exchanges}. */
  | { readonly kind: 'exchange'; readonly exchange: number };

/** The turns of a record, those of the chosen and then of the rejected answer behind the others, and where each of them stands. */
export class Conversation {
  readonly value: Fields;
  readonly format: Format;
  readonly turns: readonly Turn[];
  readonly sides: readonly Side[];
  readonly seats: readonly Seat[];
  /** Undefined for a format in which every turn stands for itself. */
  readonly exchanges: Exchanges | undefined;
  readonly isPair: boolean;
  /** By the pointer of a message of the prompt: this pointer, and that of the same message in the rejected answer. */
  private readonly repeated: ReadonlyMap<string, { readonly own: string; readonly other: string }>;

  constructor({ value, sample, format }: ReadRecord) {
    this.value = value;
    this.format = format;
    this.turns = allTurns(sample);
    const { chosen, rejected } = sample.preference ?? {};
    this.isPair = chosen !== undefined || rejected !== undefined;
    this.sides = [
      ...sample.turns.map(() => 'prompt' as const),
      ...(chosen?.turns ?? []).map(() => 'chosen' as const),
      ...(rejected?.turns ?? []).map(() => 'rejected' as const),
    ];
    const copies = rejected?.repeated ?? [];
    this.repeated = new Map(
      (chosen?.repeated ?? []).flatMap(({ pointer: own }, i) =>
        copies[i] ? [[own, { own, other: copies[i].pointer }] as const] : [],
      ),
    );
    this.exchanges = exchangesOf(value, this.turns, format);
    this.seats = this.turns.map((turn) => this.seatOf(turn));
  }

  /** The messages that a pointer into the prompt of a pair names: where both answers repeat the prompt, in both of them. */
  everywhere(pointer: string): readonly string[] {
    const copy = nearest(pointer, this.repeated);
    return copy ? [pointer, copy.other + pointer.slice(copy.own.length)] : [pointer];
  }

  /** The value that a pointer names. */
  at(pointer: string): unknown {
    return valueAt(this.value, pointer);
  }

  /** How many elements a list has. */
  lengthOf(list: string): number {
    const value = this.at(list);
    return Array.isArray(value) ? value.length : 0;
  }

  /** The field of the record in which a turn stands. */
  fieldOf(turn: number): string {
    return segmentsOf(this.turns[turn]?.pointer ?? '')[0] ?? '';
  }

  private seatOf(turn: Turn): Seat {
    if (turn.source) {
      if (!Array.isArray(this.at(parentOf(turn.pointer)))) return { kind: 'lone', field: nameOf(turn.pointer) };
      const places = this.everywhere(turn.pointer).map((pointer) => ({
        list: parentOf(pointer),
        index: Number(nameOf(pointer)),
      }));
      return { kind: 'listed', places };
    }
    const exchange = this.exchanges?.indexOf(turn);
    if (exchange !== undefined) return { kind: 'exchange', exchange };
    return { kind: 'text', field: segmentsOf(turn.pointer)[0] ?? '' };
  }
}
