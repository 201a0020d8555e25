import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import {
  continueFrom,
  leastSure,
  leavesAt,
  probability,
  tokenAt,
  tokenPlaces,
  type AnswerToken,
  type ProbeCall,
  type Reference,
} from '../../../src/protocol/probe';
import { icon } from '../../ui/icon';
import { wordsBefore } from './wordsBefore';
import { percent, tokenText, type LikelyToken } from './probabilities';

/** So many of the least sure tokens are listed, and none that is surer than this. */
const LEAST_SURE = 10;
const SURE = 0.9;

/** The UTF-16 unit of beginning and answer together at which it leaves the reference as it is now, which need not be the one it was asked for; null: it doesn't. */
function leavingPlace({ prefill, answer, progress }: ProbeCall, reference: Reference): number | null {
  const isWhole = progress === 'done' && answer.state === 'finished';
  return answer.content === '' ? null : leavesAt(prefill + answer.content, reference.content, isWhole);
}

/** The token at which an answer leaves the reference; undefined: it doesn't, or it is not told. */
export function leavingToken(call: ProbeCall, reference: Reference): number | undefined {
  const { prefill, answer } = call;
  const place = answer.tokens ? leavingPlace(call, reference) : null;
  if (place === null) return undefined;
  return tokenAt(tokenPlaces(answer.tokens!, answer.content), place - prefill.length) ?? undefined;
}

/** What is sent so that the model goes on from a token, with another one in its place; null: that can't be said. */
export function beginningAt(
  { answer, prefill }: ProbeCall,
  index: number,
  chosen: Pick<AnswerToken, 'text' | 'bytes'> | undefined,
): string | null {
  return answer.tokens ? continueFrom(answer.tokens, answer.content, prefill, index, chosen ?? null) : null;
}

/** Where an answer leaves the reference, for people. `chip`: draws a token that leads to its place. */
export function drawLeaving(
  call: ProbeCall,
  reference: Reference,
  chip: (index: number) => TemplateResult,
): TemplateResult | typeof nothing {
  const { prefill, answer } = call;
  if (answer.content === '') return nothing;
  const text = prefill + answer.content;
  const place = leavingPlace(call, reference);
  if (place === null) {
    return text === reference.content
      ? html`<p class="insight">${icon('check')} ${l10n.t('Word for word the reference.')}</p>`
      : nothing;
  }
  const token = leavingToken(call, reference);
  if (token !== undefined)
    return html`<p class="insight">${l10n.t('Departs from the reference at')} ${chip(token)}</p>`;
  if (place === text.length) return html`<p class="insight">${l10n.t('Ends where the reference goes on.')}</p>`;
  const before = wordsBefore(text, place);
  return html`<p class="insight">
    ${before === '' ? l10n.t('Differs from the reference from its first character on.') : l10n.t('Departs from the reference after “{0}”.', before)}
  </p>`;
}

/** The tokens of which the model was least sure; nothing where it was sure of all. */
export function drawLeastSure(
  tokens: readonly LikelyToken[],
  title: string,
  chip: (index: number) => TemplateResult,
): TemplateResult | typeof nothing {
  const least = leastSure(tokens, LEAST_SURE).filter((index) => probability(tokens[index]!) < SURE);
  if (least.length === 0) return nothing;
  return html`<details class="insight">
    <summary>${title}</summary>
    <ul class="chips">
      ${least.map((index) => html`<li>${chip(index)}</li>`)}
    </ul>
  </details>`;
}

/** A token with its probability, to be pressed. */
export function drawTokenChip(token: LikelyToken, show: (event: Event) => void): TemplateResult {
  return html`<button class="chip" @click=${show}><code>${tokenText(token)}</code> ${percent(token.logprob)}</button>`;
}
