import { mostSimilar, type Example, type Features, type Similar, type Weights } from './similarRecords';
import type { TaskType } from './taskType';

/** A record that has a task type. */
export interface TaggedExample extends Example {
  readonly type: TaskType;
}

/** A task type that a record may have, and why. */
export interface Suggestion {
  readonly type: TaskType;
  /** How many of the most similar records have it, and how many these are. */
  readonly having: number;
  readonly similar: number;
  /** What the prompts share, the most telling first. */
  readonly words: readonly string[];
}

/** Similar records that have a say. */
const NEIGHBOURS = 7;
/** Below this, what two prompts share is chance. */
const MIN_SIMILARITY = 0.18;
/** What a record must share with the only one that has a type. */
const MIN_ALONE = 0.4;
/** The part of the neighbours' weight that a type needs. */
const MIN_SHARE = 0.5;
const MAX_WORDS = 4;

/**
 * The task type of the records that are most like one, if they agree.
 *
 * @param text the record's prompt, from which `features` were taken
 * @param examples not the record itself
 */
export function suggest(text: string, features: Features, examples: readonly TaggedExample[]): Suggestion | undefined {
  const { similar, weights } = mostSimilar(features, examples, NEIGHBOURS);
  const near = similar.filter(({ similarity }) => similarity >= MIN_SIMILARITY);
  const groups = new Map<string, Similar<TaggedExample>[]>();
  for (const each of near) {
    const key = JSON.stringify(each.example.type);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const weightOf = (group: readonly Similar<TaggedExample>[]): number =>
    group.reduce((sum, { similarity }) => sum + similarity ** 2, 0);
  const [best] = [...groups.values()].sort((a, b) => weightOf(b) - weightOf(a));
  if (!best || weightOf(best) < MIN_SHARE * weightOf(near)) return undefined;
  if (best.length === 1 && best[0]!.similarity < MIN_ALONE) return undefined;
  return {
    type: best[0]!.example.type,
    having: best.length,
    similar: near.length,
    words: tellingWords(text, best, weights),
  };
}

/** The most telling of what the record shares with these; pairs of characters that overlap in its text make one word. */
function tellingWords(text: string, group: readonly Similar<TaggedExample>[], weights: Weights): string[] {
  const scores = new Map<string, number>();
  for (const { shared } of group) {
    for (const feature of shared) scores.set(feature, (scores.get(feature) ?? 0) + weights.get(feature)!);
  }
  const best = [...scores].sort(([, a], [, b]) => b - a).map(([feature]) => feature);
  return joinedPairs(text.toLowerCase(), best.slice(0, 2 * MAX_WORDS)).slice(0, MAX_WORDS);
}

function joinedPairs(text: string, features: readonly string[]): string[] {
  const words = [...features];
  for (let i = 0; i < words.length; i++) {
    for (let j = i + 1; j < words.length;) {
      const joined = joinedIn(text, words[i]!, words[j]!);
      if (joined === undefined) {
        j++;
      } else {
        words[i] = joined;
        words.splice(j, 1);
        j = i + 1;
      }
    }
  }
  return words;
}

/** Two parts of a text as one, where the last character of one is the first of the other. */
function joinedIn(text: string, a: string, b: string): string | undefined {
  const [x, y] = [[...a], [...b]];
  for (const [first, second] of [
    [x, y],
    [y, x],
  ] as const) {
    const joined = [...first, ...second.slice(1)].join('');
    if (/^\p{Script=Han}+$/u.test(joined) && first.at(-1) === second[0] && text.includes(joined)) return joined;
  }
  return undefined;
}
