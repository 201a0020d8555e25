import * as l10n from '@vscode/l10n';
import { formatById, openFormat, type Format, type FormatChoice, type Purpose } from '../dataset/format';
import { isJsonObject } from '../dataset/jsonObject';
import { listOf } from '../dataset/listOf';
import type { Dialogue } from './dialogue';
import type { Loss } from './losses';
import type { Obstacle } from './obstacles';
import { object, rawJson, type Member, type RawJson } from './rawText';
import { readDialogue } from './readDialogue';
import { RecordSource } from './recordSource';
import { targetById, targets } from './targets';
import type { Target } from './targets/target';
import { Telling } from './telling';
import type { ThoughtPlace } from './thought';
import { wrongType } from './wrongType';

/*
 * How to use it: `planConversion` says whether records of a format can become records of another one at all; then `convertRecord` turns the JSON text of
 * one record into that of its results. It does nothing else: whoever calls it reads, counts (`LossTotals` of losses.ts) and writes.
 *
 *   const plan = planConversion({ id: 'alpaca' }, 'messages');
 *   if ('refusal' in plan) return show(plan.refusal);
 *   for (const piece of firstRecords) {
 *     const converted = convertRecord(plan, valueText(piece));
 *     if ('obstacle' in converted) show(obstacleText(converted.obstacle));
 *     else for (const text of converted.records) show(text);
 *   }
 */

export interface ConversionOptions {
  /** Where thoughts go; else where they are, if the target has a place there. */
  readonly thoughts?: ThoughtPlace | undefined;
  /** Leave out fields that the target's format does not have. */
  readonly dropFields?: boolean | undefined;
}

/** A conversion that makes sense. Plain use: hand it to {@link convertRecord}. */
export interface ConversionPlan {
  readonly from: Format;
  readonly to: Target;
  /** The target's format. */
  readonly result: Format;
  readonly options: ConversionOptions;
}

/** What became of a record: none, one or two records, each on one line; or why it can't be converted. */
export type Converted =
  { readonly records: readonly string[]; readonly losses: readonly Loss[] } | { readonly obstacle: Obstacle };

/** What records can become, by what they are for. */
const WAYS: Readonly<Record<Purpose, readonly Purpose[]>> = {
  sft: ['sft'],
  preference: ['preference', 'feedback', 'sft'],
  feedback: ['feedback', 'sft'],
  text: ['text'],
};

/** The formats that records of a format can be converted to, in the order of the list of formats. */
export function possibleTargets(from: FormatChoice): readonly string[] {
  const format = openFormat(from);
  return format ? targets.filter((target) => isPossible(format, target)).map(({ id }) => id) : [];
}

/** Plans a conversion; a refusal, for people, where it makes no sense. */
export function planConversion(
  from: FormatChoice,
  to: string,
  options: ConversionOptions = {},
): ConversionPlan | { readonly refusal: string } {
  const format = openFormat(from);
  const target = targetById(to);
  const result = formatById(to);
  if (!format || !target || !result) return { refusal: l10n.t('There is no format “{0}”.', format ? to : from.id) };
  if (isPossible(format, target)) return { from: format, to: target, result, options };
  const names = possibleTargets(from).filter((id) => id !== from.id);
  return {
    refusal: l10n.t(
      '{0} can’t become {1}: the records hold something else. It can become: {2}',
      format.id,
      to,
      listOf(names),
    ),
  };
}

function isPossible(from: Format, to: Target): boolean {
  // Only a prompt and its completion are one text once they stand together.
  if (to.id === 'text') return JOINABLE.includes(from.id);
  return purposesOf(from).some((purpose) => to.purposes.some((wanted) => WAYS[purpose].includes(wanted)));
}

const JOINABLE: readonly string[] = ['prompt-completion', 'kto-prompt-completion', 'text'];

/** Some formats can hold pairs besides. */
function purposesOf({ id, purpose }: Format): readonly Purpose[] {
  return id === 'query-response' || id === 'llamafactory-v1' ? ['sft', 'preference'] : [purpose];
}

/**
 * Converts one record.
 *
 * @param text the record's JSON text
 */
export function convertRecord(plan: ConversionPlan, text: string): Converted {
  const source = RecordSource.read(text);
  if (!(source instanceof RecordSource)) return { obstacle: source };
  if (!isJsonObject(source.value)) return { obstacle: { code: 'notRecord' } };
  const wrong = wrongType(plan.from, source.value);
  if (wrong !== undefined) return { obstacle: { code: 'wrongType', detail: wrong } };
  const telling = new Telling();
  const dialogue = readDialogue(source, plan.from);
  if (!dialogue.isOfFormat) return { obstacle: { code: 'otherFormat', detail: plan.from.name } };
  const dialogues = forPurpose(dialogue, plan.to, telling);
  const records = dialogues.map((each) => writeDialogue(plan, each, telling));
  return telling.obstacle ? { obstacle: telling.obstacle } : { records, losses: telling.losses };
}

/** The dialogues that a record becomes: of a pair both answers, or the chosen one; of an answer that isn't desired none. */
function forPurpose(dialogue: Dialogue, { purposes }: Target, telling: Telling): readonly Dialogue[] {
  const { messages, chosen, rejected, label, ...rest } = dialogue;
  const isPair = chosen !== undefined || rejected !== undefined;
  if (purposes.includes('preference') && (isPair || !purposes.includes('sft'))) {
    if (!chosen || !rejected) telling.stop('noPair');
    return [dialogue];
  }
  if (isPair) {
    if (!chosen || (purposes.includes('feedback') && !rejected)) telling.stop('noPair');
    const accepted = { ...rest, messages: [...messages, ...(chosen ?? [])] };
    if (purposes.includes('feedback')) {
      telling.tell('pairSplit');
      return [
        { ...accepted, label: true },
        { ...rest, messages: [...messages, ...(rejected ?? [])], label: false },
      ];
    }
    telling.tell('rejected');
    return [accepted];
  }
  if (purposes.includes('feedback')) {
    if (label === undefined) telling.stop('noLabel');
    return [dialogue];
  }
  if (label === false) telling.tell('undesired');
  return label === false ? [] : [{ ...rest, messages }];
}

/** A dialogue in the target's format, on one line, with the further fields that go along. */
export function writeDialogue(plan: ConversionPlan, dialogue: Dialogue, telling: Telling): RawJson {
  const { to, options } = plan;
  tellOfJoinedInput(dialogue, to, telling);
  const members = to.write(dialogue, { telling, thoughts: options.thoughts });
  for (const place of dialogue.left) telling.tell('field', place);
  const written = new Set(members.map(([name]) => name));
  const kept = (further: readonly Member[]): readonly Member[] =>
    further.filter(([name]) => keeps(name, written, plan, telling));
  return object(
    [...kept(dialogue.before), ...members, ...kept(dialogue.after)].map(([name, value]) => [name, rawJson(value)]),
  );
}

function tellOfJoinedInput({ family, messages }: Dialogue, to: Target, telling: Telling): void {
  if (to.family !== 'alpaca' && family === 'alpaca' && messages.some(({ pair }) => pair)) telling.tell('inputJoined');
}

/** True if a further field goes along; tells of it if it doesn't, or if somebody might mind. */
function keeps(
  name: string,
  written: ReadonlySet<string>,
  { from, to, result, options }: ConversionPlan,
  telling: Telling,
): boolean {
  const isOwn = Object.hasOwn(from.schema.properties, name);
  const isTheirs = Object.hasOwn(result.schema.properties, name);
  if (written.has(name) || (isTheirs && !isOwn)) {
    telling.tell('fieldTaken', name);
    return false;
  }
  if ((isOwn && !isTheirs) || (options.dropFields && !isTheirs)) {
    telling.tell('field', name);
    return false;
  }
  if (to.isStrict && !isTheirs) telling.tell('fieldKept', name);
  return true;
}
