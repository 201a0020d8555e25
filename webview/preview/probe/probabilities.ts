import * as l10n from '@vscode/l10n';
import { isSameToken, probability, spreadOf, type AnswerToken, type ScoredToken } from '../../../src/protocol/probe';
import { formatted } from '../conversation/numbers';
import { quoted } from '../model/tokenTexts';

/** A token as it is drawn with its probability: of an answer, or of a scored reference. */
export type LikelyToken = AnswerToken | ScoredToken;

/** How sure a model was, as the class of the style sheet: `sure` is drawn as plain text. */
export type Sureness = 'sure' | 'likely' | 'unsure' | 'unlikely' | 'surprising';

export function surenessOf(logprob: number): Sureness {
  const value = probability({ logprob });
  if (value >= 0.9) return 'sure';
  if (value >= 0.5) return 'likely';
  if (value >= 0.2) return 'unsure';
  return value >= 0.02 ? 'unlikely' : 'surprising';
}

/** What each of the shades means; in the order of the legend. */
export function surenessTexts(): readonly (readonly [Sureness, string])[] {
  return [
    ['sure', l10n.t('{0} and more', '90%')],
    ['likely', '50–90%'],
    ['unsure', '20–50%'],
    ['unlikely', '2–20%'],
    ['surprising', l10n.t('less than {0}', '2%')],
  ];
}

/** A probability for people, from its natural logarithm. */
export function percent(logprob: number): string {
  return percentOf(probability({ logprob }));
}

/** @param value from 0 to 1 */
function percentOf(value: number): string {
  return value < 0.0005 ? `<${percentNumber(0.001)}` : percentNumber(value);
}

function percentNumber(value: number): string {
  const digits = value >= 0.1 && value < 0.995 ? 0 : 1;
  return new Intl.NumberFormat(document.documentElement.lang || undefined, {
    style: 'percent',
    maximumFractionDigits: digits,
  }).format(value);
}

/** In quotes; a token that ends within a character is told by its bytes. */
export function tokenText({ text, bytes }: Pick<LikelyToken, 'text' | 'bytes'>): string {
  if (text !== '' || bytes === null) return quoted(text);
  return l10n.t('a part of a character: {0}', bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' '));
}

/** All that is told of a token, line by line. */
export function tokenFacts(token: LikelyToken, index: number, count: number): readonly string[] {
  const { logprob, id, alternatives } = token;
  const rank = rankOf(token);
  return [
    l10n.t('{0} likely (log-probability {1})', percent(logprob), decimal(logprob)),
    ...(rank === null ? [] : [rank === 1 ? l10n.t('the likeliest one') : l10n.t('rank {0}', formatted(rank))]),
    ...(alternatives.length > 0 ? [spreadText(token)] : []),
    ...(id === null ? [] : [l10n.t('id {0}', id)]),
    l10n.t('Token {0} of {1}', formatted(index + 1), formatted(count)),
  ];
}

/** What the server says, or what the alternatives show; null: not known. */
export function rankOf(token: LikelyToken): number | null {
  if ('rank' in token && token.rank !== null) return token.rank;
  const place = token.alternatives.findIndex((other) => isSameToken(other, token));
  return place === -1 ? null : place + 1;
}

function spreadText(token: LikelyToken): string {
  const { covered, entropy } = spreadOf(token);
  return l10n.t('all known ones make up {0}, entropy {1} nats', percentOf(covered), decimal(entropy, 2));
}

/** A number with up to three digits behind the point. */
export function decimal(value: number, digits = 3): string {
  return value.toLocaleString(document.documentElement.lang || undefined, { maximumFractionDigits: digits });
}
