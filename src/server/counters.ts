import type { FormatChoice } from '../dataset/format';
import type { Counted } from '../rules/lengths';
import type { MeasureSettings, Thinking } from '../tokens/measuring';
import type { Columns } from '../tokens/llamafactory/columns';
import type { Measure } from '../tokens/meter';
import type { Token } from '../tokens/tokenizer';
import type { TokenizerChoice, TokenStatus } from '../protocol/messages';
import type { ModelSequence } from '../protocol/preview';

/** What is told of a counter wherever its numbers stand. */
export type CounterFacts = Pick<
  TokenStatus,
  'tokenizer' | 'template' | 'target' | 'cutoff' | 'exact' | 'approximation' | 'fault'
> & {
  /** Changes when the files change that it is made from. */
  readonly stamp: string;
};

/** A token with what it is called if it is a special one, and its text. */
export interface NamedToken extends Token {
  readonly special: string | null;
  /** Bytes that are no whole character are U+FFFD. */
  readonly text: string;
}

/** What could be chosen in place of what a counter has. */
export interface CounterChoices {
  /** Names of templates; empty where nothing can be counted. */
  readonly templates: readonly string[];
  /** Whether the model is to think; `keep`: as the data or the template has it. */
  readonly thinking: Thinking;
  /** Whether that makes a difference for the template. */
  readonly hasThinking: boolean;
}

/** Counts records, off the thread that asks. */
export interface RecordCounter {
  readonly facts: CounterFacts;
  readonly choices: CounterChoices;
  /** Absent where what a record holds is all that counts; else the counter for a file whose records hold this together, the same one where that makes no difference. */
  readonly forColumns?: (columns: Columns) => RecordCounter;
  /** @param records texts of JSON values; what is no JSON counts nothing */
  count(records: readonly string[]): Promise<readonly Counted[]>;
  measure(record: string): Promise<Measure>;
  /** The record's tokens: one sequence, of a preference pair two. */
  sequences(record: string): Promise<readonly ModelSequence[]>;
  countText(text: string): Promise<number>;
  /** The tokens of a text that a part of it touches. */
  locate(text: string, part: TextPart): Promise<LocatedTokens>;
}

export interface TextPart {
  /** UTF-16 units of the text. */
  readonly from: number;
  readonly to: number;
  /** How many tokens are wanted at most. */
  readonly limit: number;
}

export interface LocatedTokens {
  readonly tokens: readonly NamedToken[];
  /** How many there are, also of those that were not wanted. */
  readonly total: number;
}

/** Where the files lie that settings name. */
export interface CounterPlaces {
  /** Path of the folder that relative paths start from, or '' if there is none on this disk. */
  readonly base: string;
  /** Path of the folder of downloaded tokenizers. */
  readonly storage: string | undefined;
  /** Of the records; undefined if there are none. */
  readonly format: FormatChoice | undefined;
}

/** What a counter is opened with. */
export interface CounterWish {
  readonly settings: MeasureSettings;
  readonly places: CounterPlaces;
}

/** Makes counters. They share a thread, and what it has loaded. */
export interface Counters {
  /**
   * A tokenizer that can't be used gives a counter of another one that says so; a template that can't be used one that counts nothing.
   * Never rejects.
   */
  open(settings: MeasureSettings, places: CounterPlaces): Promise<RecordCounter>;
  /** What is wrong with a tokenizer, for people; undefined if it can be used. */
  check(tokenizer: string, storage: string | undefined): Promise<string | undefined>;
  /** The messages are in this language from now on. */
  useLanguage(locale: string | undefined): void;
}

/** Lists and downloads tokenizers. */
export interface TokenizerShop {
  /** @param folders paths of the workspace's folders */
  list(folders: readonly string[], storage: string | undefined): Promise<readonly TokenizerChoice[]>;
  /** Gives an error's message for people, or undefined if it is there now. */
  download(
    id: string,
    mirror: string,
    storage: string,
    signal: AbortSignal,
    onProgress: (bytes: number, total: number | undefined) => void,
  ): Promise<string | undefined>;
}
