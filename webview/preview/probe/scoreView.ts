import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import type { ProbeEndpoint, ReferenceScore, ScoreProgressParams, ScoreResult } from '../../../src/protocol/probe';
import { formatted } from '../conversation/numbers';
import type { Host } from '../host';
import './endpointChoice';
import type { EndpointEvent } from './endpointChoice';
import { drawLeastSure, drawTokenChip } from './insight';
import { decimal, percent, rankOf, tokenText } from './probabilities';
import './probabilityText';
import type { TunesetProbabilities } from './probabilityText';
import { sectionStyles } from './sectionStyles';
import type { TokenEvent } from './tokenCard';

/** What a score is of. */
export interface ScoredPlace {
  readonly digest: string;
  readonly turn: number;
}

/** A score that was asked for in this view; `place`: of the record as it was then. */
interface Scored {
  readonly place: string;
  readonly endpoint: string;
  readonly result: ScoreResult;
}

/** Under this key scores are remembered, so many of them: some take long to get. */
const MEMORY = 'probe.scores';
const KEPT = 8;

/** How likely an endpoint takes the reference answer to be, token by token. */
@customElement('tuneset-probe-score')
export class TunesetProbeScore extends LitElement {
  static override styles = [
    sectionStyles,
    css`
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 24px;
        margin: 8px 0;
      }
      dl div {
        display: grid;
      }
      dt {
        color: var(--vscode-descriptionForeground);
      }
      dd {
        margin: 0;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) accessor host!: Host;
  @property({ attribute: false }) accessor endpoints: readonly ProbeEndpoint[] = [];
  @property({ attribute: false }) accessor chosen: string | undefined;
  @property({ attribute: false }) accessor place!: ScoredPlace;
  @state() private accessor scores: readonly Scored[] = [];
  @state() private accessor running:
    { readonly endpoint: string; readonly source: CancellationTokenSource } | undefined;
  @state() private accessor progress: ScoreProgressParams | undefined;
  private stopListening: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = this.host.recall(MEMORY);
    this.scores = Array.isArray(kept) ? (kept as readonly Scored[]) : [];
    this.stopListening = this.host.probe.onScoreProgress((progress) => (this.progress = progress));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.source.cancel();
    this.stopListening();
  }

  override render(): TemplateResult {
    const { endpoints, running } = this;
    const endpoint = endpoints.find(({ id }) => id === this.chosen) ?? endpoints[0];
    if (!endpoint) return html`${nothing}`;
    const scoring = endpoint.capabilities?.abilities.scoring;
    return html`<p class="lead">
        ${l10n.t('How likely is each token of the reference to the model? What it has not learnt, and what is wrong in the data, it finds unlikely.')}
      </p>
      <div class="row">
        <tuneset-endpoint-choice
          .endpoints=${endpoints}
          .chosen=${endpoint.id}
          @tuneset-endpoint=${(event: EndpointEvent) => (this.chosen = event.endpoint)}
        ></tuneset-endpoint-choice>
        <vscode-button
          ?disabled=${running !== undefined || scoring?.has === 'no'}
          @click=${() => void this.score(endpoint)}
          >${l10n.t('Score the reference')}</vscode-button
        >
      </div>
      ${
        scoring?.has === 'no'
          ? html`<p class="note">${l10n.t('This server can’t score a reference answer: {0}', scoring.why)}</p>`
          : nothing
      }
      ${running ? this.waiting() : nothing} ${this.results()}`;
  }

  private waiting(): TemplateResult {
    const { progress } = this;
    return html`<p class="row" role="status">
      <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>
      <span
        >${
          progress
            ? l10n.t('Scoring: {0} of {1} tokens', formatted(progress.done), formatted(progress.total))
            : l10n.t('Scoring…')
        }</span
      >
      <vscode-button appearance="secondary" @click=${() => this.running?.source.cancel()}
        >${l10n.t('Cancel')}</vscode-button
      >
    </p>`;
  }

  /** Those of this reference, the newest first. */
  private results(): TemplateResult[] {
    const place = placeOf(this.place);
    return this.scores
      .filter((scored) => scored.place === place)
      .map(({ endpoint, result }) => {
        const name = this.endpoints.find(({ id }) => id === endpoint)?.name ?? endpoint;
        return html`<section class="result" aria-label=${name} data-endpoint=${endpoint}>
          <h3><bdi>${name}</bdi></h3>
          ${'reason' in result ? html`<p class="note">${result.reason}</p>` : this.scored(result, name)}
        </section>`;
      });
  }

  private scored(score: ReferenceScore, name: string): TemplateResult {
    const { tokens, end, note, movedBoundary } = score;
    return html`${numbersOf(score)}
    ${
      movedBoundary > 0
        ? html`<p class="note">
            ${l10n.t(
              'Prompt and answer don’t part between two tokens: {0} of the prompt’s last tokens were made otherwise with the answer behind them, and are not scored.',
              formatted(movedBoundary),
            )}
          </p>`
        : nothing
    }
    ${note === null ? nothing : html`<p class="note">${note}</p>`}
    ${
      tokens.length === 0
        ? html`<p class="note">${l10n.t('This server tells only the mean, no single tokens.')}</p>`
        : html`<tuneset-probabilities
              .tokens=${tokens}
              .refusalAt=${() => l10n.t('This is the reference: there is nothing to be continued.')}
              label=${l10n.t('Tokens of the reference, by {0}: the arrow keys go from one to the next', name)}
              @tuneset-token=${(event: TokenEvent) => this.onToken(event, score)}
            ></tuneset-probabilities>
            ${drawLeastSure(tokens, l10n.t('Least expected tokens'), (index) =>
              drawTokenChip(tokens[index]!, (event) => showToken(event, index)),
            )}`
    }
    ${
      end === null
        ? nothing
        : html`<p class="end">
            ${l10n.t('The end of the turn, {0}, is {1} likely; it is not part of the numbers.', tokenText(end), percent(end.logprob))}
          </p>`
    }`;
  }

  private onToken({ does, index }: TokenEvent, { tokens }: ReferenceScore): void {
    if (does === 'find') this.dispatchEvent(new FindEvent(tokens[index]?.text.trim() ?? ''));
  }

  private async score({ id }: ProbeEndpoint): Promise<void> {
    const source = new CancellationTokenSource();
    const { digest, turn } = this.place;
    this.running = { endpoint: id, source };
    this.progress = undefined;
    const result = await this.host.probe.score({ digest, turn, endpoint: id }, source.token);
    this.running = undefined;
    if (result === null) return;
    const place = placeOf({ digest, turn });
    const others = this.scores.filter((scored) => scored.place !== place || scored.endpoint !== id);
    this.scores = [{ place, endpoint: id, result }, ...others].slice(0, KEPT);
    this.host.remember(MEMORY, this.scores);
  }
}

/** Asks for a text to be found in the dataset. */
export class FindEvent extends Event {
  constructor(readonly text: string) {
    super('tuneset-find', { bubbles: true, composed: true });
  }
}

function placeOf({ digest, turn }: ScoredPlace): string {
  return `${turn} ${digest}`;
}

function numbersOf({ meanNll, perplexity, count, tokens }: ReferenceScore): TemplateResult {
  const ranks = tokens.map(rankOf);
  const first = ranks.filter((rank) => rank === 1).length;
  const facts: readonly (readonly [string, string])[] = [
    [l10n.t('Mean NLL of a token'), decimal(meanNll, 4)],
    [l10n.t('Perplexity'), decimal(perplexity)],
    [l10n.t('Tokens'), formatted(count)],
    ...(tokens.length > 0 && ranks.every((rank) => rank !== null)
      ? [[l10n.t('Likeliest of all'), l10n.t('{0} of {1}', formatted(first), formatted(tokens.length))] as const]
      : []),
  ];
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function showToken({ currentTarget }: Event, index: number): void {
  const section = (currentTarget as Element).closest('section');
  section?.querySelector<TunesetProbabilities>('tuneset-probabilities')?.showToken(index);
}
