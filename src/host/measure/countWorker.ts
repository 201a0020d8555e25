import * as l10n from '@vscode/l10n';
import { countRecord } from '../../rules/countRecord';
import { templateFailed } from '../../rules/length/templateFailed';
import { NOTHING_COUNTED, type Counted, type LengthReport } from '../../rules/lengths';
import type { Measure } from '../../tokens/meter';
import { parseFor, unused } from '../../tokens/meter';
import type { LocatedTokens } from '../../server/counters';
import type { MeasureSettings } from '../../tokens/measuring';
import { useLanguage } from '../language';
import { answerJobs } from '../threadJobs';
import { stampOf } from './fileStamp';
import type { CountJob, CountTask, LocateTask, OpenedFacts, OpenTask } from './recordCounters';
import { readsColumns } from './openLlamaFactory';
import { openMeter, type OpenedMeter, type Places } from './openMeter';
import { sequencesOf } from './sequences';

/** Meters that are kept open. Those of one tokenizer share it. */
const KEPT = 16;
const meters = new Map<string, KnownMeter>();

interface KnownMeter {
  /** Of the files that it was made from. */
  readonly stamp: string;
  readonly opened: Promise<OpenedMeter>;
}

answerJobs<CountJob, unknown>(async ({ task, settings, places, language, columns }) => {
  await useLanguage(language);
  const shared = JSON.stringify([settings, places, language]);
  // Who opens a counter anew wants to know whether its files have changed; who counts goes on with what it has.
  if (task.kind === 'open') await forgetChanged(shared, settings, places);
  const key = shared + (columns?.key ?? '');
  const told = columns ? { ...settings, columns: columns.value } : settings;
  const { stamp, opened } = known(key) ?? (await open(key, told, places));
  if (task.kind !== 'open') return perform(await opened, task);
  const meter = await opened;
  return { ...factsOf(meter), stamp, readsColumns: readsColumns(settings, meter.tokenizer) } satisfies OpenedFacts;
});

/** @param shared the beginning of the keys of all meters that are made from the same files */
async function forgetChanged(shared: string, settings: MeasureSettings, places: Places): Promise<void> {
  const stamp = await stampOf(settings, places);
  for (const [key, known] of meters) if (key.startsWith(shared) && known.stamp !== stamp) meters.delete(key);
}

/** A meter that is open; it counts as the one that was used last. */
function known(key: string): KnownMeter | undefined {
  const found = meters.get(key);
  if (found) {
    meters.delete(key);
    meters.set(key, found);
  }
  return found;
}

async function open(key: string, settings: MeasureSettings, places: Places): Promise<KnownMeter> {
  const made: KnownMeter = { stamp: await stampOf(settings, places), opened: openMeter(settings, places) };
  meters.set(key, made);
  const [oldest] = meters.keys();
  if (meters.size > KEPT && oldest !== undefined) meters.delete(oldest);
  // A folder that is broken now may be mended later.
  made.opened.catch(() => meters.delete(key));
  return made;
}

function perform(opened: OpenedMeter, task: Exclude<CountTask, OpenTask>): unknown {
  switch (task.kind) {
    case 'count':
      return task.records.map((record) => count(opened, record));
    case 'measure':
      return measure(opened, task.record);
    case 'sequences':
      return sequencesOf(opened, task.record);
    case 'countText':
      return opened.tokenizer.count(task.text);
    case 'locate':
      return locate(opened, task);
  }
}

function factsOf({ meter: _meter, tokenizer, ...facts }: OpenedMeter) {
  return { ...facts, tokenizer: tokenizer.name };
}

function count({ meter, cutoff }: OpenedMeter, record: string): Counted {
  try {
    return countRecord(record, { meter, cutoff });
  } catch (error) {
    // A record that is no JSON has nothing to count.
    if (error instanceof SyntaxError) return NOTHING_COUNTED;
    // One record must not keep the others from being counted.
    return { ...NOTHING_COUNTED, status: 'failed', reports: [uncountable(error)] };
  }
}

function uncountable(error: unknown): LengthReport {
  const detail = error instanceof Error ? error.message : String(error);
  return { rule: templateFailed.id, pointer: '', message: l10n.t('This record can’t be counted: {0}', detail) };
}

function measure({ meter }: OpenedMeter, record: string): Measure {
  try {
    return meter.measure(parseFor(meter, record));
  } catch (error) {
    return unused('failed', error instanceof Error ? error.message : String(error));
  }
}

/** The tokens of a text that a part of it touches. */
function locate({ tokenizer }: OpenedMeter, { text, from, to, limit }: LocateTask): LocatedTokens {
  const touching = tokenizer.locate(text).filter(({ start, end }) => start < to && end > from);
  const tokens = touching.slice(0, limit).map((token) => {
    const special = tokenizer.specialText(token.id) ?? null;
    return { ...token, special, text: special ?? tokenizer.decode([token.id]) };
  });
  return { tokens, total: touching.length };
}
