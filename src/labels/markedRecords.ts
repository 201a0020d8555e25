import type { Fields, Format } from '../dataset/format';
import { allTurns } from '../dataset/sample';
import type { LabelSettings } from './labelSettings';
import { markerOf, namedKinds } from './marker';

/** By what a record is recognised in another version of its file. Equal digests: equal texts. */
export interface Identity {
  readonly id: string | undefined;
  /** Digest of {@link SaidTexts.prompt}. */
  readonly prompt: string;
  /** Digest of {@link SaidTexts.answer}; undefined if nothing else is said. */
  readonly answer: string | undefined;
  /** The id of its clean twin. */
  readonly variantOf: string | undefined;
  /** Of its marker, in the order of the alphabet; {@link UNNAMED} if it names none; none if it has no marker. */
  readonly kinds: readonly string[];
}

/** Stands for the kinds of a marker that names none. */
export const UNNAMED = 'true';

/** What the user says in a record, and the rest of what is said. */
export interface SaidTexts {
  readonly prompt: string;
  readonly answer: string;
}

/** Makes a short text of a long one; equal ones of equal ones only. */
export type Digest = (text: string) => string;

/** Between texts that are joined, so that two short ones aren't taken for one long one. */
const BETWEEN = '\n\u0000';

/** Characters of a prompt that are shown. */
const EXCERPT = 60;

/** What the user says in a record, and the rest. Of a record that no format reads, all that it holds but its labels counts as the prompt. */
export function textsOf(record: Fields, labels: LabelSettings, format: Format | undefined): SaidTexts {
  const turns = format ? allTurns(format.read(record)) : [];
  const said = (isUser: boolean): string =>
    turns
      .filter(({ role }) => (role === 'user') === isUser)
      .map(({ content }) => content)
      .join(BETWEEN);
  if (turns.some(({ role }) => role === 'user')) return { prompt: said(true), answer: said(false) };
  const { taskType, robustness } = labels;
  const ours = new Set([...taskType.fields, robustness.field, robustness.variantOf]);
  const rest = Object.entries(record).filter(([name]) => !ours.has(name));
  return { prompt: JSON.stringify(rest.sort(([a], [b]) => (a < b ? -1 : 1))), answer: '' };
}

/** What a record is recognised by. */
export function identityOf(
  record: Fields,
  { robustness }: LabelSettings,
  { prompt, answer }: SaidTexts,
  digest: Digest,
): Identity {
  const marker = markerOf(record, robustness);
  const kinds = namedKinds(record, robustness);
  const { id } = record;
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
    prompt: digest(prompt),
    answer: answer === '' ? undefined : digest(answer),
    variantOf: marker?.variantOf,
    kinds: marker ? (kinds.length > 0 ? [...kinds].sort() : [UNNAMED]) : [],
  };
}

/** Kinds of which every combination is tried. */
const MOST_KINDS = 6;

/** Marked records with the same prompt and the same kinds of noise count as the same. */
export function markedKey({ prompt, kinds }: Pick<Identity, 'prompt' | 'kinds'>): string {
  return [prompt, ...kinds].join(BETWEEN);
}

/** The {@link markedKey} of a record first, then those that it had with fewer kinds: a marker may get further ones. */
export function earlierKeys({ prompt, kinds }: Identity): readonly string[] {
  const unnamed = kinds.length > 0 ? [markedKey({ prompt, kinds: [UNNAMED] })] : [];
  if (kinds.length > MOST_KINDS) return [markedKey({ prompt, kinds }), ...unnamed];
  const all = kinds.reduce<readonly (readonly string[])[]>(
    (sets, kind) => sets.flatMap((set) => [[...set, kind], set]),
    [[]],
  );
  return [...all.filter((set) => set.length > 0).map((set) => markedKey({ prompt, kinds: set })), ...unnamed];
}

/** The beginning of a text on one line. */
export function excerptOf(text: string): string {
  const line = text
    .slice(0, EXCERPT * 2)
    .replace(/[\s\u0000]+/gu, ' ')
    .trim();
  return line.length > EXCERPT || text.length > EXCERPT * 2 ? `${[...line].slice(0, EXCERPT).join('')}…` : line;
}
