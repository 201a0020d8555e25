import * as l10n from '@vscode/l10n';
import type { ProbeEndpoint, ProbeState, Sampling } from '../../../src/protocol/probe';
import type { AnswerLook } from './answerView';

export const sections = ['answers', 'score', 'prompt', 'find'] as const;
export type Section = (typeof sections)[number];

export function sectionText(section: Section): string {
  switch (section) {
    case 'answers':
      return l10n.t('Answers of the model');
    case 'score':
      return l10n.t('Score of the reference');
    case 'prompt':
      return l10n.t('Rendered prompt');
    case 'find':
      return l10n.t('Find in the dataset');
  }
}

/** What is remembered of the view while it is hidden. */
export interface ProbeMemory {
  readonly section: Section;
  /** Ids of the endpoints that are asked; null: the first one. */
  readonly endpoints: readonly string[] | null;
  readonly tries: number;
  /** In place of the endpoints' own. */
  readonly sampling: Partial<Sampling>;
  /** Alternatives of each token; null: no probabilities. */
  readonly alternatives: number | null;
  readonly look: AnswerLook;
  readonly isBlind: boolean;
  /** Groups that were asked for blindly. */
  readonly blind: readonly string[];
}

/** Tries at once. */
export const MOST_TRIES = 20;
/** Servers give 20 at the most, where they are not told otherwise. */
export const MOST_ALTERNATIVES = 20;
const MOST_BLIND = 500;

const USUAL: ProbeMemory = {
  ...{ section: 'answers', endpoints: null, tries: 1, sampling: {}, alternatives: 5 },
  ...{ look: 'diff', isBlind: false, blind: [] },
};

/** Reads what was remembered, perhaps by another version of the view. */
export function readMemory(saved: unknown): ProbeMemory {
  const { section, endpoints, tries, sampling, alternatives, look, isBlind, blind } = asRecord(saved);
  return {
    section: sections.find((each) => each === section) ?? USUAL.section,
    endpoints: Array.isArray(endpoints) ? endpoints.filter(isText) : null,
    tries: isCount(tries, MOST_TRIES) && tries > 0 ? tries : 1,
    sampling: samplingOf(sampling),
    alternatives: alternatives === null || isCount(alternatives, MOST_ALTERNATIVES) ? alternatives : USUAL.alternatives,
    look: look === 'text' || look === 'tokens' ? look : 'diff',
    isBlind: isBlind === true,
    blind: Array.isArray(blind) ? blind.filter(isText).slice(-MOST_BLIND) : [],
  };
}

/** Those that are asked: what was chosen and is still there, or the first one. */
export function chosenOf(
  { endpoints: chosen }: ProbeMemory,
  { endpoints }: Pick<ProbeState, 'endpoints'>,
): readonly ProbeEndpoint[] {
  if (chosen === null) return endpoints.slice(0, 1);
  const there = endpoints.filter(({ id }) => chosen.includes(id));
  return there.length === 0 && chosen.length > 0 ? endpoints.slice(0, 1) : there;
}

function samplingOf(saved: unknown): Partial<Sampling> {
  const { temperature, topP, maxTokens, seed, stop } = asRecord(saved);
  return {
    ...(isNumber(temperature) && { temperature }),
    ...(isNumber(topP) && { topP }),
    ...(isNumber(maxTokens) && { maxTokens }),
    ...(isNumber(seed) && { seed }),
    ...(Array.isArray(stop) && { stop: stop.filter(isText) }),
  };
}

function isCount(value: unknown, most: number): value is number {
  return isNumber(value) && Number.isInteger(value) && value >= 0 && value <= most;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
