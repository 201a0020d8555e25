import * as l10n from '@vscode/l10n';
import type { MeasureWish, RunWish } from '../../../src/protocol/probeRuns';
import type { RecordFilterName } from '../../../src/protocol/records';
import { plainMeasures, type PlainMeasure } from './measures';

/** What is filled in for a run. Numbers are kept as they were typed. */
export interface RunDraft {
  readonly name: string;
  readonly which: 'query' | 'perType' | 'selected' | 'numbers';
  readonly filter: RecordFilterName;
  readonly search: string;
  readonly perType: string;
  readonly seed: string;
  /** `1-20, 35`, from 1 on. */
  readonly numbers: string;
  readonly turns: 'last' | 'all';
  /** Ids. */
  readonly endpoints: readonly string[];
  readonly temperature: string;
  readonly topP: string;
  readonly maxTokens: string;
  readonly samplingSeed: string;
  readonly tries: string;
  readonly plain: readonly PlainMeasure[];
  readonly more: readonly MeasureDraft[];
  readonly concurrency: string;
  readonly requestsPerMinute: string;
  readonly tokensPerMinute: string;
  readonly tokens: string;
}

/** A measure that has fields. */
export type MeasureDraft =
  | { readonly kind: 'contains' | 'regex'; readonly text: string }
  | {
      readonly kind: 'length';
      readonly unit: 'characters' | 'words' | 'tokens';
      readonly least: string;
      readonly most: string;
    }
  | { readonly kind: 'judge'; readonly endpoint: string; readonly prompt: string; readonly scale: string };

export const emptyDraft: RunDraft = {
  name: '',
  which: 'query',
  filter: 'all',
  search: '',
  perType: '10',
  seed: '1',
  numbers: '',
  turns: 'last',
  endpoints: [],
  temperature: '',
  topP: '',
  maxTokens: '',
  samplingSeed: '',
  tries: '1',
  plain: ['normalised', 'rougeL', 'chrf'],
  more: [],
  concurrency: '4',
  requestsPerMinute: '',
  tokensPerMinute: '',
  tokens: '',
};

/** What was remembered, as far as it still is a draft. */
export function draftFrom(remembered: unknown): RunDraft {
  if (typeof remembered !== 'object' || remembered === null) return emptyDraft;
  const draft = { ...emptyDraft, ...(remembered as Partial<RunDraft>) };
  return { ...draft, plain: draft.plain.filter((kind) => plainMeasures.includes(kind)) };
}

/** Why a draft can't be started yet, by its fields, for people. */
export type DraftFaults = Readonly<Partial<Record<keyof RunDraft, string>>>;

/**
 * A draft as a wish, or what is wrong with it.
 *
 * @param known ids of the endpoints that there are
 * @param selected records that are selected in the editor
 */
export function wishOf(
  draft: RunDraft,
  known: readonly string[],
  selected: readonly number[] | null,
): { readonly wish: RunWish } | { readonly faults: DraftFaults } {
  const faults: { -readonly [Field in keyof RunDraft]?: string } = {};
  const number = (field: NumberField, least: number, most = Number.MAX_SAFE_INTEGER): number | null => {
    const text = draft[field].trim();
    if (text === '') return null;
    const value = Number(text);
    const isWhole = Number.isSafeInteger(value) || field === 'temperature' || field === 'topP';
    if (isWhole && value >= least && value <= most) return value;
    faults[field] =
      most === Number.MAX_SAFE_INTEGER
        ? l10n.t('A number of at least {0} belongs here.', least)
        : l10n.t('A number from {0} to {1} belongs here.', least, most);
    return null;
  };
  const needed = (field: NumberField, least: number, most: number): number => {
    const value = number(field, least, most);
    if (value === null) faults[field] ??= l10n.t('A number from {0} to {1} belongs here.', least, most);
    return value ?? least;
  };
  const [temperature, topP] = [number('temperature', 0, 5), number('topP', 0, 1)];
  const [maxTokens, seed] = [number('maxTokens', 1), number('samplingSeed', 0)];
  const limits = {
    concurrency: needed('concurrency', 1, 256),
    requestsPerMinute: number('requestsPerMinute', 1),
    tokensPerMinute: number('tokensPerMinute', 1),
    tokens: number('tokens', 1),
  };
  const tries = needed('tries', 1, 100);
  const endpoints = draft.endpoints.filter((id) => known.includes(id));
  if (endpoints.length === 0) faults.endpoints = l10n.t('Choose at least one endpoint.');
  const measures = measuresOf(draft, known);
  if (typeof measures === 'string') faults.more = measures;
  else if (measures.length === 0) faults.plain = l10n.t('Choose at least one measure.');
  const query = { filter: draft.filter, search: draft.search };
  const perType = draft.which === 'perType' ? needed('perType', 1, 1_000_000) : 1;
  const drawSeed = draft.which === 'perType' ? needed('seed', 0, 0xffff_ffff) : 0;
  const records = draft.which === 'selected' ? selected : draft.which === 'numbers' ? recordsIn(draft.numbers) : [];
  if (records === null || (records.length === 0 && ['selected', 'numbers'].includes(draft.which))) {
    const way = l10n.t('Numbers of records belong here, such as 1-20, 35.');
    faults.numbers = draft.which === 'selected' ? l10n.t('No records are selected in the editor.') : way;
  }
  if (Object.keys(faults).length > 0 || typeof measures === 'string' || records === null) return { faults };
  const choices = {
    query: { kind: 'query', query },
    perType: { kind: 'perType', count: perType, seed: drawSeed, query },
    selected: { kind: 'records', records },
    numbers: { kind: 'records', records },
  } as const;
  const sampling = {
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { topP }),
    ...(maxTokens === null ? {} : { maxTokens }),
    ...(seed === null ? {} : { seed }),
  };
  const { turns } = draft;
  const name = draft.name.trim();
  return { wish: { name, choice: choices[draft.which], turns, endpoints, sampling, tries, measures, limits } };
}

type NumberField =
  'perType' | 'seed' | 'temperature' | 'topP' | 'maxTokens' | 'samplingSeed' | 'tries' | keyof RunWish['limits'];

/** So many records can be named by their numbers. */
const MOST_NUMBERED = 1_000_000;

/** Indices (0-based) of numbers and ranges; null for anything else. */
export function recordsIn(text: string): readonly number[] | null {
  const records = new Set<number>();
  for (const part of text.split(/[,;，；、\s]+/).filter((each) => each !== '')) {
    const [, first, last] = /^(\d+)(?:[-–—~](\d+))?$/.exec(part) ?? [];
    if (first === undefined) return null;
    const [from, to] = [Number(first), Number(last ?? first)];
    if (from < 1 || to < from || records.size + to - from > MOST_NUMBERED) return null;
    for (let number = from; number <= to; number++) records.add(number - 1);
  }
  return [...records].sort((a, b) => a - b);
}

/** The measures; or what is wrong with one of them, for people. */
function measuresOf({ plain, more }: RunDraft, known: readonly string[]): readonly MeasureWish[] | string {
  const wishes: MeasureWish[] = plain.map((kind) => ({ kind }));
  for (const draft of more) {
    const wish = measureOf(draft, known);
    if (typeof wish === 'string') return wish;
    wishes.push(wish);
  }
  return wishes;
}

function measureOf(draft: MeasureDraft, known: readonly string[]): MeasureWish | string {
  switch (draft.kind) {
    case 'contains':
      return draft.text === ''
        ? l10n.t('Say which text the answer is to contain.')
        : { kind: draft.kind, text: draft.text };
    case 'regex':
      return isPattern(draft.text)
        ? { kind: 'regex', pattern: draft.text }
        : l10n.t('That is no regular expression: {0}', draft.text);
    case 'length': {
      const [least, most] = [bound(draft.least), bound(draft.most)];
      if (least === undefined || most === undefined) return l10n.t('Lengths are whole numbers.');
      if (least === null && most === null) return l10n.t('Say how long the answer is to be, at least or at most.');
      if (least !== null && most !== null && least > most) return l10n.t('The least length is greater than the most.');
      return { kind: 'length', unit: draft.unit, least, most };
    }
    case 'judge': {
      const { endpoint, prompt } = draft;
      const scale = Number(draft.scale);
      if (!known.includes(endpoint)) return l10n.t('Choose the endpoint that judges.');
      if (!prompt.includes('{{answer}}')) return l10n.t('The judge’s prompt needs {0} in it.', '{{answer}}');
      if (!(scale > 0)) return l10n.t('The judge’s scale is a number above 0.');
      return { kind: 'judge', endpoint, prompt, scale };
    }
  }
}

function isPattern(text: string): boolean {
  try {
    return text !== '' && Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}

/** Null: none; undefined: no whole number. */
function bound(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
