import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ProbeCall, ProbeEndpoint, Reference } from '../../../src/protocol/probe';
import { controlStyles } from '../../ui/controlStyles';
import { detailTitle } from '../../ui/detailTitle';
import { icon } from '../../ui/icon';
import '../../ui/judgement';
import type { JudgeEvent } from '../../ui/judgement';
import '../../ui/menu';
import { roleText } from '../../ui/roleText';
import type { ViewOptions } from '../host';
import { answerMenu, selectedText, type CallWish } from './answerMenu';
import { answerStyles } from './answerStyles';
import { duration, factsOf, sentFacts, troubleOf } from './callTexts';
import { beginningAt, drawLeastSure, drawLeaving, drawTokenChip, leavingToken } from './insight';
import { LiveDiff } from './liveDiff';
import './probabilityText';
import type { TunesetProbabilities } from './probabilityText';
import { contentOf, drawSaid } from './said';
import type { TokenEvent } from './tokenCard';

/** How answers are drawn. */
export type AnswerLook = 'diff' | 'text' | 'tokens';

/** What is wished at an answer. */
export class CallEvent extends Event {
  constructor(
    readonly call: ProbeCall,
    readonly wish: CallWish,
  ) {
    super('tuneset-call', { bubbles: true, composed: true });
  }
}

/** Milliseconds between two looks at the clock. */
const TICK = 1000;

/** One answer: as it comes, with what is to be known of it and what can be made of it. */
@customElement('tuneset-probe-answer')
export class TunesetProbeAnswer extends LitElement {
  static override styles = [controlStyles, answerStyles];

  @property({ attribute: false }) accessor call!: ProbeCall;
  @property({ attribute: false }) accessor name = '';
  /** Nothing is told from which one could guess whose answer it is. */
  @property({ attribute: false }) accessor isHidden = false;
  @property({ attribute: false }) accessor reference!: Reference;
  /** As it is now; undefined: it is there no more. */
  @property({ attribute: false }) accessor endpoint: ProbeEndpoint | undefined;
  @property({ attribute: false }) accessor look: AnswerLook = 'diff';
  @property({ attribute: false }) accessor options!: ViewOptions;
  @property({ attribute: false }) accessor classes: readonly string[] = [];
  /** Why nothing can be changed in the file, for people; null: it can be. */
  @property({ attribute: false }) accessor refusal: string | null = null;
  @query('tuneset-probabilities') private accessor probabilities!: TunesetProbabilities | null;
  private readonly diff = new LiveDiff();
  private timer: number | undefined;
  /** When the call's elapsed time was told. */
  private toldAt = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = window.setInterval(() => this.call.progress !== 'done' && this.requestUpdate(), TICK);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('call')) return;
    const before = changed.get('call');
    if (before?.id !== this.call.id || before.elapsed !== this.call.elapsed) this.toldAt = performance.now();
  }

  override render(): TemplateResult {
    const { call, name, isHidden } = this;
    return html`<article class="box answer ${call.isBest ? 'best' : ''}" aria-labelledby="name">
      <header>
        <h4 id="name">
          <bdi>${name}</bdi>
          ${
            isHidden
              ? nothing
              : html`<span class="own"
                  ><bdi>${call.answer.model ?? call.endpoint.model}</bdi> · ${roleText(call.endpoint.role)}</span
                >`
          }
          ${call.isBest ? html`<span class="badge trained">${icon('check')}${l10n.t('voted the best')}</span>` : nothing}
        </h4>
        ${call.progress === 'done' && !isHidden ? this.actions() : nothing}
      </header>
      ${call.progress === 'done' ? nothing : this.progress()} ${this.trouble()} ${this.body()}
      ${call.progress === 'done' && !isHidden ? this.facts() : nothing} ${isHidden ? nothing : this.insight()}
      ${
        call.progress === 'done' && !isHidden && call.answer.state !== 'failed'
          ? html`<tuneset-judgement
              label=${name}
              .call=${call.id}
              .judgement=${call.judgement}
              .classes=${this.classes}
              @tuneset-judge=${({ judgement }: JudgeEvent) => this.ask({ kind: 'judge', ...judgement })}
            ></tuneset-judgement>`
          : nothing
      }
    </article>`;
  }

  private progress(): TemplateResult {
    const { call } = this;
    const time = duration(Math.floor((call.elapsed + performance.now() - this.toldAt) / 1000) * 1000);
    const text =
      call.progress === 'waiting' ? l10n.t('Waiting for the first token… {0}', time) : l10n.t('Answering… {0}', time);
    return html`<p class="waiting">
      <vscode-progress-ring aria-hidden="true"></vscode-progress-ring><span>${text}</span>
      <vscode-button
        appearance="secondary"
        aria-label=${l10n.t('Cancel: {0}', this.name)}
        @click=${() => this.ask({ kind: 'cancel' })}
        >${l10n.t('Cancel')}</vscode-button
      >
    </p>`;
  }

  private trouble(): TemplateResult | typeof nothing {
    const { call, isHidden } = this;
    const trouble = troubleOf(call, isHidden);
    if (trouble === null) return nothing;
    const { state, fault } = call.answer;
    const leads = fault !== null && !isHidden && LEADS_TO_ENDPOINT.has(fault.kind);
    return html`<div class="trouble ${state}" role="note">
      ${trouble}
      ${
        leads
          ? html`<button class="link" @click=${() => this.ask({ kind: 'endpoint' })}>
              ${l10n.t('Open the endpoint')}
            </button>`
          : nothing
      }
      ${
        fault === null || fault.detail === null || fault.detail === '' || isHidden
          ? nothing
          : html`<details>
              <summary>${detailTitle(fault.kind)}</summary>
              <pre tabindex="0">${fault.detail.slice(0, 5000)}</pre>
            </details>`
      }
    </div>`;
  }

  private body(): TemplateResult | typeof nothing {
    const { call, options, look, reference } = this;
    const { answer, prefill } = call;
    const hasNothing = answer.content === '' && answer.reasoning === '' && answer.calls.length === 0;
    if (hasNothing && (call.progress !== 'done' || answer.state !== 'finished')) return nothing;
    const said = { ...answer, content: prefill + answer.content };
    const begun =
      prefill === ''
        ? nothing
        : html`<p class="note">${l10n.t('It was given the beginning: {0}', JSON.stringify(shortened(prefill)))}</p>`;
    if (look === 'tokens') return html`${begun}${this.tokens(said)}`;
    const isGrowing = call.progress !== 'done';
    const diff =
      look === 'diff' ? this.diff.of(contentOf(said), contentOf(reference), isGrowing, performance.now()) : null;
    // Half of a Markdown text is drawn as something else with each word: as it comes it is plain. Behind a beginning it may be what Markdown does not show, such as
    // the language of a block of code.
    const drawnWith = isGrowing || prefill !== '' ? { ...options, isRaw: true } : options;
    return html`${begun}${drawSaid(said, drawnWith, { diff: diff?.left ?? null })}`;
  }

  private tokens(said: ProbeCall['answer']): TemplateResult {
    const { call, options } = this;
    const { tokens, tokensAreLossy } = call.answer;
    if (!tokens || tokens.length === 0) {
      const why = this.endpoint?.capabilities?.abilities.logprobs;
      const reason =
        call.progress !== 'done'
          ? null
          : why?.has === 'no'
            ? l10n.t('The server tells no probabilities: {0}', why.why)
            : l10n.t('There are no probabilities of this answer.');
      return html`${reason === null || this.isHidden ? nothing : html`<p class="note">${reason}</p>`}
      ${drawSaid(said, { ...options, isRaw: options.isRaw || call.prefill !== '' })}`;
    }
    const text = html`<tuneset-probabilities
      .tokens=${tokens}
      .leavesAt=${leavingToken(call, this.reference)}
      .refusalAt=${(index: number) => this.refusalAt(index)}
      .canContinue=${(index: number, chosen?: TokenEvent['chosen']) => beginningAt(call, index, chosen) !== null}
      label=${l10n.t('Tokens of {0}: the arrow keys go from one to the next, Enter shows what can be done', this.name)}
      @tuneset-token=${this.onToken}
    ></tuneset-probabilities>`;
    return html`${drawSaid(said, options, { text })}
    ${
      tokensAreLossy
        ? html`<p class="note">${l10n.t('Some tokens may be missing or merged: this server tells them so.')}</p>`
        : nothing
    }`;
  }

  private facts(): TemplateResult {
    const facts = [...factsOf(this.call), ...sentFacts(this.call)];
    return html`<p class="facts">${facts.join(' · ')}</p>`;
  }

  /** Where it leaves the reference, and where it was least sure. */
  private insight(): TemplateResult | typeof nothing {
    const { call } = this;
    const { tokens } = call.answer;
    if (call.progress !== 'done') return nothing;
    const chip = (index: number): TemplateResult => drawTokenChip(tokens![index]!, () => void this.showToken(index));
    return html`${drawLeaving(call, this.reference, chip)}
    ${drawLeastSure(tokens ?? [], l10n.t('Least sure tokens'), chip)}`;
  }

  private async showToken(index: number): Promise<void> {
    if (this.look !== 'tokens') {
      this.dispatchEvent(new LookEvent('tokens'));
      await new Promise(requestAnimationFrame);
      await this.updateComplete;
    }
    await this.probabilities?.updateComplete;
    this.probabilities?.showToken(index);
  }

  private actions(): TemplateResult {
    const { call } = this;
    const entries = answerMenu(call, this.refusal, (wish) => this.ask(wish));
    return html`<span class="buttons">
      <vscode-button
        appearance="icon"
        title=${l10n.t('Ask once more')}
        aria-label=${l10n.t('Ask once more: {0}', this.name)}
        @click=${() => this.ask({ kind: 'retry' })}
        >${icon('redo')}</vscode-button
      >
      <tuneset-menu label=${l10n.t('More about {0}', this.name)} .entries=${entries}></tuneset-menu>
    </span>`;
  }

  private refusalAt(index: number): string | null {
    const { call, endpoint, isHidden } = this;
    if (isHidden) return l10n.t('Vote first.');
    if (call.progress !== 'done') return l10n.t('The answer is not complete yet.');
    const prefill = endpoint?.capabilities?.abilities.prefill;
    if (!endpoint) return l10n.t('This endpoint is not there any more.');
    if (prefill?.has === 'no') return l10n.t('The server can’t continue a beginning: {0}', prefill.why);
    return beginningAt(call, index, undefined) === null && !call.answer.tokens?.[index]?.alternatives.length
      ? l10n.t('Nothing can be continued here: it is within a character, or part of the reasoning.')
      : null;
  }

  private onToken = ({ does, index, chosen }: TokenEvent): void => {
    const token = this.call.answer.tokens?.[index];
    if (!token) return;
    if (does === 'find') return this.ask({ kind: 'find', text: (selectedText() || token.text).trim() });
    // The token itself is tried anew; writing on goes on behind it.
    const beginning = beginningAt(this.call, index, does === 'edit' ? token : chosen);
    if (beginning !== null) this.ask({ kind: does, beginning });
  };

  private ask(wish: CallWish): void {
    this.dispatchEvent(new CallEvent(this.call, wish));
  }
}

/** Asks for answers to be drawn otherwise. */
export class LookEvent extends Event {
  constructor(readonly look: AnswerLook) {
    super('tuneset-look', { bubbles: true, composed: true });
  }
}

const LEADS_TO_ENDPOINT: ReadonlySet<string> = new Set([
  'connection',
  'timeout',
  'unauthorized',
  'notFound',
  'unsupported',
]);

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 40).toWellFormed()}…${text.slice(-40).toWellFormed()}` : text;
}
