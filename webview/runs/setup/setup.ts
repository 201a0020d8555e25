import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import type { CountedCases, RunsState, RunWish } from '../../../src/protocol/probeRuns';
import { controlStyles } from '../../ui/controlStyles';
import { formStyles } from '../../ui/formStyles';
import type { RunsHost } from '../host';
import { whole } from '../numbers';
import { draftFrom, emptyDraft, wishOf, type DraftFaults, type RunDraft } from './draft';
import { endpointFields } from './endpointFields';
import { limitFields } from './limitFields';
import { measureFields } from './measureFields';
import { recordFields } from './recordFields';

/** What draws a part of the form. */
export interface DraftPart {
  readonly runs: RunsState;
  readonly draft: RunDraft;
  readonly faults: DraftFaults;
  readonly change: (change: Partial<RunDraft>) => void;
}

const KEY = 'draft';
/** Milliseconds after the last change until the calls are counted. */
const PAUSE = 300;

/** A run that is to be started: which records, which endpoints, how it is measured, how fast. */
@customElement('tuneset-run-setup')
export class TunesetRunSetup extends LitElement {
  static override styles = [
    controlStyles,
    formStyles,
    css`
      :host {
        display: block;
        max-width: 62em;
        padding: 10px;
      }
      .choices,
      .measure,
      .choices + .fields {
        margin-top: 8px;
      }
      .start {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
      }
      .cost {
        flex: 1 1 20em;
      }
    `,
  ];

  @property({ attribute: false }) accessor runs!: RunsState;
  @property({ attribute: false }) accessor host!: RunsHost;
  @state() private accessor draft: RunDraft = emptyDraft;
  @state() private accessor counted: CountedCases | null = null;
  @state() private accessor isCounting = false;
  @state() private accessor isStarting = false;
  @state() private accessor refusal: string | null = null;
  /** Faults are told once the user tried to start. */
  @state() private accessor hasTried = false;
  private timer: number | undefined;
  private counting: CancellationTokenSource | undefined;
  /** The wish that was counted last, as text. */
  private asked = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.draft = draftFrom(this.host.recall(KEY));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.timer);
    this.counting?.cancel();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('runs');
    if (!changed.has('runs')) return;
    const ids = this.runs.endpoints.map(({ id }) => id);
    const isFirst = this.draft.endpoints.length === 0 && !before?.endpoints.length;
    if (isFirst && ids.length > 0) this.draft = { ...this.draft, endpoints: ids.slice(0, 1) };
    if (this.runs.selected && !before?.selected) this.draft = { ...this.draft, which: 'selected' };
    if (!this.runs.selected && this.draft.which === 'selected') this.draft = { ...this.draft, which: 'query' };
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('draft') || changed.has('runs')) this.count();
  }

  override render(): TemplateResult {
    const { runs, draft } = this;
    const made = this.made();
    const faults = this.hasTried && 'faults' in made ? made.faults : {};
    const part: DraftPart = { runs, draft, faults, change: (change) => this.change(change) };
    return html`
      ${recordFields(part)}${endpointFields(part, () => void this.host.act({ kind: 'endpoints' }))}
      ${measureFields(part)}${limitFields(part)}
      <div class="start">
        <vscode-button ?disabled=${runs.locked !== null || this.isStarting} @click=${() => void this.start()}
          >${l10n.t('Start')}</vscode-button
        >
        <span class="cost hint" role="status">${this.cost(made)}</span>
      </div>
      <div role="alert">
        ${this.refusal === null ? nothing : html`<p class="fault">${this.refusal}</p>`}
        ${runs.locked === null ? nothing : html`<p class="fault">${runs.locked}</p>`}
      </div>
    `;
  }

  private cost(made: ReturnType<typeof wishOf>): TemplateResult | string {
    const { counted } = this;
    if ('faults' in made) return Object.values(made.faults)[0] ?? '';
    if (this.isCounting || !counted) return this.isCounting ? l10n.t('Counting…') : '';
    const { cases, calls, leftOut, tokens } = counted;
    const texts = [l10n.t('{0} places in records, {1} calls.', whole(cases), whole(calls))];
    if (tokens !== null) texts.push(l10n.t('About {0} tokens with prompts and answers.', whole(tokens)));
    if (leftOut > 0) texts.push(l10n.t('{0} records can’t be asked for.', whole(leftOut)));
    return texts.join(' ');
  }

  private made(): ReturnType<typeof wishOf> {
    const { endpoints, selected } = this.runs;
    const ids = endpoints.map(({ id }) => id);
    return wishOf(this.draft, ids, selected);
  }

  private change(change: Partial<RunDraft>): void {
    this.draft = { ...this.draft, ...change };
    this.refusal = null;
    this.host.remember(KEY, this.draft);
  }

  /** Asks how many calls it will be, a little after the last change. */
  private count(): void {
    const made = this.made();
    const wish = 'wish' in made ? made.wish : undefined;
    const asked = wish ? JSON.stringify([countedBy(wish), this.runs.records]) : '';
    if (asked === this.asked) return;
    this.asked = asked;
    this.counting?.cancel();
    window.clearTimeout(this.timer);
    this.isCounting = wish !== undefined;
    this.counted = null;
    if (wish) this.timer = window.setTimeout(() => void this.countNow(wish, asked), PAUSE);
  }

  private async countNow(wish: RunWish, asked: string): Promise<void> {
    const source = (this.counting = new CancellationTokenSource());
    const counted = await this.host.count(wish, source.token);
    if (asked !== this.asked) return;
    this.counted = counted;
    this.isCounting = false;
  }

  private async start(): Promise<void> {
    const made = this.made();
    this.hasTried = true;
    if ('faults' in made) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    if (this.isStarting) return;
    this.isStarting = true;
    const { refused } = await this.host.start(made.wish);
    this.isStarting = false;
    this.refusal = refused;
    if (refused !== null) return;
    this.hasTried = false;
    this.change({ name: '' });
  }
}

/** What the number of calls hangs on. */
function countedBy({ choice, turns, endpoints, tries, measures }: RunWish): unknown {
  return [choice, turns, endpoints, tries, measures];
}
