import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PanelState, ReviewSampleParams } from '../../../src/protocol/panel';
import type { PreviewSample } from '../../../src/protocol/preview';
import type { ReviewState, Verdict } from '../../../src/protocol/review';
import { controlStyles } from '../../ui/controlStyles';
import { icon } from '../../ui/icon';
import type { Host, ViewOptions } from '../host';
import { NoteDrafts } from './noteDrafts';
import { reviewKey } from './reviewKeys';
import './reviewProgress';
import { reviewStyles } from './reviewStyles';
import { verdictLooks, type VerdictLook } from './verdicts';

/** Milliseconds that a next record is waited for before the one that is shown takes keys again. */
const PATIENCE = 500;

/** Goes through the records one by one: a key for each verdict, a note, and how far one has come. */
@customElement('tuneset-review-bar')
export class TunesetReviewBar extends LitElement {
  static override styles = [controlStyles, reviewStyles];

  @property({ attribute: false }) accessor panel!: PanelState;
  @property({ attribute: false }) accessor host!: Host;
  @property({ attribute: false }) accessor options!: ViewOptions;
  /** Why something couldn't be written. */
  @state() private accessor refusal: string | null = null;
  /** For screen readers: what was done. */
  @state() private accessor said = '';
  /** Index of the record that got a verdict here last. */
  @state() private accessor last: number | undefined;
  @query('textarea') private accessor field!: HTMLTextAreaElement | null;
  private drafts: NoteDrafts | undefined;
  /** The digest of the record whose verdict is being written, or that is still shown after it. */
  private judged: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.drafts = new NoteDrafts(this.host);
    document.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('panel');
    if (!before || digestIn(before) === digestIn(this.panel)) return;
    this.judged = undefined;
    this.refusal = null;
  }

  override render(): TemplateResult {
    const { sample } = this;
    const review = sample?.review;
    if (sample && !review) {
      return html`<div class="row">
        <span class="said"
          >${l10n.t('Save the file on disk to review it: what is said of its records lies beside it.')}</span
        >
        ${this.endButton()}
      </div>`;
    }
    return html`<div class="row">
        <div class="verdicts" role="group" aria-label=${l10n.t('Verdict of the review')}>
          ${verdictLooks().map((look) => this.verdictButton(look, review))} ${this.takeBackButton(review)}
        </div>
        <div class="end">${this.pendingButton(review)}${this.endButton()}</div>
      </div>
      ${this.note(sample, review)}
      ${this.refusal === null ? nothing : html`<div class="refusal" role="alert">${this.refusal}</div>`}
      ${review ? this.standing(review) : nothing}
      <div class="unseen" role="status">${this.said}</div>`;
  }

  private standing(review: ReviewState): TemplateResult {
    return html`<div class="row">
        <span class="said">${saidText(review)}</span>
        <tuneset-review-progress .progress=${review.progress}></tuneset-review-progress>
      </div>
      ${isDone(review) ? this.done() : nothing}`;
  }

  private verdictButton(
    { verdict, key, icon: name, action }: VerdictLook,
    review?: ReviewState | null,
  ): TemplateResult {
    const isGiven = review?.verdict === verdict;
    return html`<vscode-button
      appearance="secondary"
      data-verdict=${verdict}
      aria-pressed=${isGiven ? 'true' : 'false'}
      aria-keyshortcuts=${key}
      ?disabled=${!review}
      @click=${() => this.judge(verdict)}
      ><span slot="start">${icon(name)}</span>${action}<kbd aria-hidden="true">${key}</kbd></vscode-button
    >`;
  }

  private takeBackButton(review?: ReviewState | null): TemplateResult {
    const isGiven = review?.verdict != null;
    const isBack = !isGiven && this.lastElsewhere !== undefined;
    return html`<vscode-button
      appearance="secondary"
      data-action="takeBack"
      aria-keyshortcuts="U"
      ?disabled=${!isGiven && !isBack}
      @click=${this.takeBack}
      ><span slot="start">${icon('discard')}</span>${isBack ? l10n.t('Back to the last one') : l10n.t('Take back')}<kbd
        aria-hidden="true"
        >U</kbd
      ></vscode-button
    >`;
  }

  private pendingButton(review?: ReviewState | null): TemplateResult | typeof nothing {
    if (!review || isDone(review)) return nothing;
    const label = l10n.t('Next record without a verdict');
    return html`<vscode-button
      appearance="icon"
      data-action="pending"
      aria-label=${label}
      title=${label}
      @click=${() => this.host.goTo({ kind: 'nextOf', filter: 'pending' })}
      >${icon('listSelection')}</vscode-button
    >`;
  }

  private endButton(): TemplateResult {
    const label = l10n.t('End the review');
    return html`<vscode-button
      appearance="icon"
      data-action="end"
      aria-label=${label}
      title=${label}
      @click=${() => this.host.act({ kind: 'stopReview' })}
      >${icon('close')}</vscode-button
    >`;
  }

  private note(sample: PreviewSample | undefined, review?: ReviewState | null): TemplateResult {
    const saved = review?.note ?? '';
    const text = (sample && this.drafts?.of(sample.place.digest)) ?? saved;
    return html`<div class="note">
      <label for="note">${l10n.t('Note')}<kbd aria-hidden="true">N</kbd></label>
      <textarea
        id="note"
        rows="1"
        aria-keyshortcuts="N"
        placeholder=${l10n.t('What is wrong with it; Enter saves, Escape leaves')}
        .value=${live(text)}
        ?disabled=${!review}
        @input=${this.onNote}
        @keydown=${this.onNoteKey}
        @blur=${this.saveNote}
      ></textarea>
    </div>`;
  }

  private done(): TemplateResult {
    return html`<div class="row" data-part="done">
      <span class="said" role="status">${l10n.t('Every record has a verdict.')}</span>
      <vscode-button appearance="secondary" @click=${() => this.host.act({ kind: 'reviewReport' })}
        ><span slot="start">${icon('graph')}</span>${l10n.t('Show the report')}</vscode-button
      >
      <vscode-button @click=${() => this.host.act({ kind: 'exportReviewed' })}
        ><span slot="start">${icon('exportTo')}</span>${l10n.t('Export…')}</vscode-button
      >
    </div>`;
  }

  private get sample(): PreviewSample | undefined {
    const { sample } = this.panel;
    return sample.kind === 'sample' ? sample.sample : undefined;
  }

  private judge(verdict: Verdict): void {
    const record = this.sample?.place.record;
    const look = verdictLooks().find((each) => each.verdict === verdict)!;
    void this.say({ verdict, advance: true }, look.state).then((isDone) => {
      if (isDone) this.last = record;
    });
  }

  private takeBack = (): void => {
    if (this.sample?.review?.verdict != null) void this.say({ verdict: null, advance: false }, l10n.t('Taken back'));
    else if (this.lastElsewhere !== undefined) void this.host.goTo({ kind: 'record', record: this.lastElsewhere });
  };

  /** Index of the record that was judged last, if it is not shown. */
  private get lastElsewhere(): number | undefined {
    return this.last === this.sample?.place.record ? undefined : this.last;
  }

  /**
   * Says something of the record that is shown, and its note with it. Until another one is shown, or this one has changed, nothing more is said of it.
   *
   * @returns false if it couldn't be written
   */
  private async say(params: Omit<ReviewSampleParams, 'digest' | 'note'>, done: string): Promise<boolean> {
    const { sample } = this;
    if (!sample?.review || this.judged !== undefined) return false;
    const { digest } = sample.place;
    const note = this.drafts?.of(digest);
    this.judged = digest;
    const { refused } = await this.host.review({ digest, ...params, ...(note !== undefined && { note }) });
    this.refusal = this.whyNot(refused, sample);
    this.said = this.refusal ?? done;
    if (refused === null) this.drafts?.written(digest, note);
    if (refused !== null || !params.advance) this.judged = undefined;
    else setTimeout(() => (this.judged = this.judged === digest ? undefined : this.judged), PATIENCE);
    this.requestUpdate();
    return refused === null;
  }

  /** @param sample of which something couldn't be written; another one may be shown by now */
  private whyNot(refused: string | null, { place }: PreviewSample): string | null {
    if (refused === null || place.digest === this.sample?.place.digest) return refused;
    return l10n.t('Record {0}: {1}', place.record + 1, refused);
  }

  private onNote = (): void => {
    const { sample, field } = this;
    if (!sample?.review || !field) return;
    if (field.value === sample.review.note) this.drafts?.forget(sample.place.digest);
    else this.drafts?.set(sample.place.digest, field.value);
  };

  private onNoteKey = (event: KeyboardEvent): void => {
    // What an input method takes is none of ours.
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape') || event.shiftKey) return;
    event.preventDefault();
    if (event.key === 'Escape' && this.sample) this.drafts?.forget(this.sample.place.digest);
    this.field?.blur();
    this.requestUpdate();
  };

  private saveNote = async (): Promise<void> => {
    const { sample } = this;
    if (!sample) return;
    const { digest } = sample.place;
    const note = this.drafts?.of(digest);
    // A verdict that is being written takes it along.
    if (note === undefined || this.judged !== undefined) return;
    const { refused } = await this.host.review({ digest, note, advance: false });
    this.refusal = this.whyNot(refused, sample);
    if (refused !== null) return;
    this.said = l10n.t('Note saved');
    this.drafts?.written(digest, note);
    this.requestUpdate();
  };

  private onKey = (event: KeyboardEvent): void => {
    const key = reviewKey(event);
    if (!key) return;
    event.preventDefault();
    if (key.kind === 'verdict') this.judge(key.verdict);
    else if (key.kind === 'note') this.field?.focus();
    else this.takeBack();
  };
}

function digestIn({ sample, uri }: PanelState): string {
  return sample.kind === 'sample' ? `${uri} ${sample.sample.place.record} ${sample.sample.place.digest}` : uri;
}

function isDone({ progress }: ReviewState): boolean {
  const { records, accepted, rejected, needsWork, isCounting } = progress;
  return !isCounting && records > 0 && accepted + rejected + needsWork >= records;
}

/** Who said what, and when. */
function saidText({ verdict, reviewer, at, note }: ReviewState): string {
  if (at === null) return l10n.t('No verdict yet');
  const time = new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const when = time.format(new Date(at));
  const who = reviewer || l10n.t('somebody');
  const look = verdictLooks().find((each) => each.verdict === verdict);
  if (look) return l10n.t('{0} by {1}, {2}', look.state, who, when);
  return note === '' ? l10n.t('No verdict yet') : l10n.t('Noted by {0}, {1}', who, when);
}
