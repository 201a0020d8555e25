import * as l10n from '@vscode/l10n';
import { COLUMNS, parseDatasetInfo, type Column } from '../../dataset/datasetInfo/attributes';
import type { Counted } from '../../rules/lengths';
import { NOTHING_COUNTED } from '../../rules/lengths';
import type { ModelSequence } from '../../protocol/preview';
import type {
  CounterChoices,
  CounterFacts,
  CounterPlaces,
  Counters,
  LocatedTokens,
  RecordCounter,
} from '../../server/counters';
import { haveConflict, type Columns } from '../../tokens/llamafactory/columns';
import { DEFAULT_TOKENIZER, NO_TEMPLATE, type MeasureSettings } from '../../tokens/measuring';
import { unused, type Measure } from '../../tokens/meter';
import { ThreadPool } from '../threadPool';
import { TOKENIZER_FAULT, type OpenedMeter } from './openMeter';

/** What the thread is asked. */
export type CountTask =
  | OpenTask
  | { readonly kind: 'count'; readonly records: readonly string[] }
  | { readonly kind: 'measure'; readonly record: string }
  | { readonly kind: 'sequences'; readonly record: string }
  | { readonly kind: 'countText'; readonly text: string }
  | LocateTask;

export interface OpenTask {
  readonly kind: 'open';
}

export interface LocateTask {
  readonly kind: 'locate';
  readonly text: string;
  /** The part that is meant, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** How many tokens are wanted at most. */
  readonly limit: number;
}

export interface CountJob {
  readonly task: CountTask;
  readonly settings: MeasureSettings;
  readonly places: CounterPlaces;
  readonly language: string | undefined;
  readonly columns: FileColumns | undefined;
}

/** What the records of a file hold together, as far as their trainer reads it. */
interface FileColumns {
  /** The same for columns that are the same. */
  readonly key: string;
  readonly value: Columns | 'mixed';
}

/**
 * Milliseconds after which a thread that doesn't answer is ended: a pattern in a tokenizer or a template that doesn't come to an end must not keep
 * all files from being counted.
 */
const TOO_LONG = 120_000;

/** What the thread says of a meter that it has opened. */
export type OpenedFacts = Omit<OpenedMeter, 'meter' | 'tokenizer'> & {
  readonly tokenizer: string;
  readonly stamp: string;
  /** What the records of a file hold together decides how each is read. */
  readonly readsColumns: boolean;
};

/** Versions of a file's columns whose counters are kept: while a field is written, its column comes and goes. */
const KEPT_COLUMNS = 64;

/** Counters that work on one thread, which starts with the first of them. */
export class RecordCounters implements Counters {
  private language: string | undefined;
  private readonly pool: ThreadPool<CountJob, unknown>;

  /** @param script path of the thread's script */
  constructor(script: string) {
    this.pool = new ThreadPool(script, 1);
  }

  useLanguage(locale: string | undefined): void {
    this.language = locale;
  }

  /** Ends the thread. The next counter starts another. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  async open(settings: MeasureSettings, places: CounterPlaces): Promise<RecordCounter> {
    try {
      return this.counter(settings, places, await this.facts(settings, places));
    } catch (error) {
      return this.openOther(settings, places, error as Error);
    }
  }

  async check(tokenizer: string, storage: string | undefined): Promise<string | undefined> {
    try {
      await this.facts({ tokenizer, template: NO_TEMPLATE }, { base: '', storage, format: undefined });
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** The counter of the default tokenizer in place of one that can't be had. */
  private async openOther(
    settings: MeasureSettings,
    places: CounterPlaces,
    { name, message: fault }: Error,
  ): Promise<RecordCounter> {
    // Between threads an error keeps its name, not its class.
    if (name === TOKENIZER_FAULT) {
      const other = { ...settings, tokenizer: DEFAULT_TOKENIZER };
      try {
        const facts = await this.facts(other, places);
        const approximation = l10n.t('These are the tokens of {0}, because: {1}', facts.tokenizer, fault);
        return this.counter(other, places, { ...facts, exact: false, approximation });
      } catch {
        // It is not the tokenizer that can't be used.
      }
    }
    return new NoCounter({
      ...{ tokenizer: settings.tokenizer, template: settings.template ?? null, target: settings.target ?? null },
      ...{ cutoff: null, exact: false, approximation: null, fault, stamp: '' },
    });
  }

  private async facts(settings: MeasureSettings, places: CounterPlaces): Promise<OpenedFacts> {
    return (await this.ask(settings, places, { kind: 'open' })) as OpenedFacts;
  }

  private counter(settings: MeasureSettings, places: CounterPlaces, opened: OpenedFacts): RecordCounter {
    const { readsColumns, templates, thinking, hasThinking, ...others } = opened;
    const facts: CounterFacts = { ...others, fault: null };
    const choices = { templates, thinking, hasThinking };
    const counterFor = (columns?: FileColumns): RecordCounter =>
      this.counterWith(facts, choices, (task) => this.ask(settings, places, task, columns));
    if (!readsColumns) return counterFor();
    const known = new Map<string, RecordCounter>();
    const names = namesRead(settings);
    const forColumns = (all: Columns): RecordCounter => {
      const columns = columnsRead(all, names);
      const counter = known.get(columns.key) ?? counterFor(columns);
      known.delete(columns.key);
      known.set(columns.key, counter);
      const [oldest] = known.keys();
      if (known.size > KEPT_COLUMNS && oldest !== undefined) known.delete(oldest);
      return counter;
    };
    return { ...counterFor(), forColumns };
  }

  private counterWith(
    facts: CounterFacts,
    choices: CounterChoices,
    ask: (task: CountTask) => Promise<unknown>,
  ): RecordCounter {
    return {
      facts,
      choices,
      count: async (records) => (await ask({ kind: 'count', records })) as Counted[],
      measure: async (record) => (await ask({ kind: 'measure', record })) as Measure,
      sequences: async (record) => (await ask({ kind: 'sequences', record })) as ModelSequence[],
      countText: async (text) => (await ask({ kind: 'countText', text })) as number,
      locate: async (text, part) => (await ask({ kind: 'locate', text, ...part })) as LocatedTokens,
    };
  }

  private ask(
    settings: MeasureSettings,
    places: CounterPlaces,
    task: CountTask,
    columns?: FileColumns,
  ): Promise<unknown> {
    const timer = setTimeout(() => void this.pool.close(), TOO_LONG);
    const { language } = this;
    return this.pool.ask({ task, settings, places, language, columns }).finally(() => clearTimeout(timer));
  }
}

/** The columns that an entry of a dataset_info.json reads. */
function namesRead({ datasetInfo }: MeasureSettings): readonly string[] {
  const result = datasetInfo && parseDatasetInfo(datasetInfo.value, datasetInfo.name);
  if (!result || 'fault' in result) return [];
  const { attributes } = result;
  const names = (Object.keys(COLUMNS) as Column[]).map((column) => attributes[column]);
  return names.filter((name) => name !== null);
}

function columnsRead(all: Columns, names: readonly string[]): FileColumns {
  if (haveConflict(all)) return { key: 'mixed', value: 'mixed' };
  const value: Columns = new Map([...all].filter(([name]) => names.includes(name)));
  return { key: JSON.stringify(value, inOrder), value };
}

/** Replacer for {@link JSON.stringify}: columns by name. */
function inOrder(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...(value as Columns)].sort(([a], [b]) => (a < b ? -1 : 1)) : value;
}

/** Says why nothing can be counted. */
class NoCounter implements RecordCounter {
  readonly choices: CounterChoices = { templates: [], thinking: 'keep', hasThinking: false };

  constructor(readonly facts: CounterFacts) {}

  async count(records: readonly string[]): Promise<readonly Counted[]> {
    return records.map(() => NOTHING_COUNTED);
  }

  async measure(): Promise<Measure> {
    return unused('failed', this.facts.fault ?? '');
  }

  async sequences(): Promise<readonly ModelSequence[]> {
    return [];
  }

  async countText(): Promise<number> {
    return 0;
  }

  async locate(): Promise<LocatedTokens> {
    return { tokens: [], total: 0 };
  }
}
