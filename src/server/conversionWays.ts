import { convertRecord, planConversion, type ConversionOptions, type Converted } from '../convert/conversion';
import { applyEdits } from '../dataset/edits';
import type { FormatChoice } from '../dataset/format';
import { ontoOneLine } from '../dataset/layout';
import type { ConversionChoices, ConversionParams } from '../protocol/conversion';

/** What becomes of a record's text. */
export type Way = (text: string) => Converted;

/** The way that is asked for; undefined if there is none. In its own format a dataset is copied, unless something is to be changed. */
export function wayOf(
  from: FormatChoice,
  { to, thoughts, dropFields }: Omit<ConversionParams, 'uri'>,
): Way | undefined {
  if (to === from.id && !from.mapping && thoughts === undefined && !dropFields) return copied;
  const plan = planConversion(from, to, { thoughts, dropFields });
  return 'refusal' in plan ? undefined : (text) => convertRecord(plan, text);
}

function copied(text: string): Converted {
  try {
    JSON.parse(text);
  } catch {
    return { obstacle: { code: 'notJson' } };
  }
  return { records: [applyEdits(text, ontoOneLine(text))], losses: [] };
}

/**
 * What the ways to one format differ in.
 *
 * @param texts the first records
 * @returns null if there is no way
 */
export function choicesFor(from: FormatChoice, to: string, texts: readonly string[]): ConversionChoices | null {
  const results = (options: ConversionOptions): readonly Converted[] | undefined => {
    const plan = planConversion(from, to, options);
    return 'refusal' in plan ? undefined : texts.map((text) => convertRecord(plan, text));
  };
  const usual = results({});
  if (!usual) return null;
  const isOther = (all: readonly Converted[]): boolean => recordsOf(all) !== recordsOf(usual);
  const thoughts = (['tags', 'field'] as const).filter((place) => isOther(results({ thoughts: place }) ?? usual));
  const lostAnyway = new Set(usual.flatMap(fieldsLost));
  const droppable = new Set((results({ dropFields: true }) ?? []).flatMap(fieldsLost));
  return { thoughts, fields: [...droppable].filter((name) => !lostAnyway.has(name)) };
}

function recordsOf(all: readonly Converted[]): string {
  return JSON.stringify(all.map((converted) => ('obstacle' in converted ? null : converted.records)));
}

function fieldsLost(converted: Converted): string[] {
  const losses = 'obstacle' in converted ? [] : converted.losses;
  return losses.flatMap(({ code, detail }) => (code === 'field' && detail !== undefined ? [detail] : []));
}
