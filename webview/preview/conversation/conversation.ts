import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PanelOutcome, PanelState } from '../../../src/protocol/panel';
import type { ChosenFix, PreviewSample, PreviewTurn } from '../../../src/protocol/preview';
import type { RecordOperation } from '../../../src/protocol/records';
import type { Host, ViewOptions } from '../host';
import { Comparison } from './comparison';
import { conversationStyles } from './conversationStyles';
import { draftNotices } from './draftNotices';
import { Drafts } from './drafts';
import { findingStyles } from './findings';
import { columns, differenceSwitch, turnList, turnsOf, type Column, type Cursor, type TurnList } from './layout';
import { noticeBar, noTurns, unreadable, type Notice } from './notices';
import { operationText, turnAfter } from './operationText';
import { headStyles, recordHead } from './recordHead';
import { isSameRecord, shownIn, type ShownRecord } from './shownRecord';
import type { TunesetTurn } from './turn';
import type { TurnContext } from './turnContext';
import { TurnKeys } from './turnKeys';
import { turnKey, type TurnKey } from './turnKeyboard';
import { partStyles } from './turnStyles';

/** The record as a conversation. */
@customElement('tuneset-conversation')
export class TunesetConversation extends LitElement {
  static override styles = [partStyles, findingStyles, headStyles, conversationStyles];

  @property({ attribute: false }) accessor panel: PanelState | undefined;
  @property({ attribute: false }) accessor host!: Host;
  @property({ attribute: false }) accessor options: ViewOptions = { isRaw: false, showsInvisible: false };
  /** Index of the turn that keys go from. */
  @state() private accessor current = 0;
  @state() private accessor notice: Notice | null = null;
  /** Whether what differs is marked, if the user said so. */
  @state() private accessor marksDifferences: boolean | undefined;
  private readonly keys = new TurnKeys();
  private readonly otherKeys = new TurnKeys();
  private context: TurnContext | undefined;
  private otherContext: TurnContext | undefined;
  private shown: ShownRecord | undefined;
  /** Counts the records that were shown one after the other. */
  private records = 0;
  /** The turn to go to when the record comes back changed. */
  private wanted: { readonly turn: number; readonly edits: boolean; readonly digest: string } | undefined;
  /** The text of the record before the change that the notice tells of, and after it, once that is here. */
  private told: { readonly before: string; readonly after: string | undefined } | undefined;
  private readonly compared = new Comparison();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKey);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('panel') || changed.has('options')) this.setContexts();
    if (!changed.has('panel')) return;
    this.noteRecord(shownIn(this.panel));
    this.current = Math.max(0, Math.min(this.current, (this.sample?.turns.length ?? 0) - 1));
  }

  private noteRecord(now: ShownRecord | undefined): void {
    const before = this.shown;
    this.shown = now;
    if (before && now && isSameRecord(before, now)) {
      const [from, to] = [before.place.record, now.place.record];
      if (from !== to) this.context?.drafts.move(now.uri, from, to);
      this.followNotice(now.place.digest);
      return;
    }
    this.records += 1;
    this.current = 0;
    this.notice = null;
    this.wanted = undefined;
  }

  /** What was told is over as soon as the record says something else again: what would be undone then is another change. */
  private followNotice(digest: string): void {
    if (!this.told) return;
    const { before, after } = this.told;
    if (after === undefined) {
      if (digest !== before) this.told = { before, after: digest };
    } else if (digest !== after) {
      this.told = undefined;
      this.notice = null;
    }
  }

  override updated(): void {
    const { wanted, sample } = this;
    if (!wanted || !sample || sample.place.digest === wanted.digest) return;
    this.wanted = undefined;
    this.current = Math.max(0, Math.min(wanted.turn, sample.turns.length - 1));
    void this.updateComplete.then(() => {
      this.currentTurn?.focus();
      if (wanted.edits) this.currentTurn?.edit();
    });
  }

  override render(): TemplateResult {
    const { panel } = this;
    if (!panel) return html``;
    return html`${this.content(panel)}
    ${noticeBar(this.notice, { undo: () => this.undo(), close: () => (this.notice = null) })}`;
  }

  private content(panel: PanelState): TemplateResult {
    switch (panel.sample.kind) {
      case 'loading':
        return html`<div class="empty" role="status">
          <vscode-progress-ring></vscode-progress-ring>${l10n.t('Reading the record…')}
        </div>`;
      case 'none':
        return html`<div class="empty" role="status">${panel.sample.message}</div>`;
      case 'sample':
        return this.context ? this.record(panel, panel.sample.sample, this.context) : html``;
    }
  }

  private setContexts(): void {
    const { panel, sample } = this;
    this.context = panel && sample && this.contextOf(panel, sample);
    this.otherContext = panel?.other ? { ...this.contextOf(panel, panel.other.sample), isReadonly: true } : undefined;
  }

  private record(panel: PanelState, sample: PreviewSample, context: TurnContext): TemplateResult {
    return html`${draftNotices(context)} ${recordHead(context)}
    ${sample.unreadable ? unreadable(sample.unreadable, context) : this.turns(panel, context)}`;
  }

  private turns(panel: PanelState, context: TurnContext): TemplateResult {
    const { sample } = context;
    const keys = this.keys.of(String(this.records), sample);
    const cursor: Cursor = { sample, turn: this.current, moveTo: (turn) => (this.current = turn) };
    if (panel.other && this.otherContext)
      return this.comparison({ context, keys }, panel.other, this.otherContext, cursor);
    if (sample.turns.length === 0) return noTurns(context);
    const side = (name: PreviewTurn['side']): number[] =>
      sample.turns.flatMap((turn, index) => (turn.side === name ? [index] : []));
    const prompt = side('prompt');
    return html`${
      prompt.length === 0
        ? nothing
        : html`<section aria-label=${sample.isPair ? l10n.t('Prompt') : l10n.t('Conversation')}>
            ${turnList({ context, indices: prompt, keys }, cursor)}
          </section>`
    }
    ${
      sample.isPair
        ? this.columns(
            { title: l10n.t('Chosen answer'), context, indices: side('chosen'), keys },
            { title: l10n.t('Rejected answer'), context, indices: side('rejected'), keys },
            cursor,
          )
        : nothing
    }`;
  }

  private comparison(
    { context, keys }: Pick<TurnList, 'context' | 'keys'>,
    other: NonNullable<PanelState['other']>,
    otherContext: TurnContext,
    cursor: Cursor,
  ): TemplateResult {
    const all = (sample: PreviewSample): number[] => [...sample.turns.keys()];
    return this.columns(
      { title: l10n.t('Record {0}', context.sample.place.record + 1), context, indices: all(context.sample), keys },
      {
        title: l10n.t('Record {0} of {1}, pinned', other.record + 1, other.name),
        context: otherContext,
        indices: all(other.sample),
        keys: this.otherKeys.of(`${other.name}#${other.record}`, other.sample),
      },
      cursor,
    );
  }

  private columns(left: Column, right: Column, cursor: Cursor): TemplateResult {
    const turns = [turnsOf(left), turnsOf(right)] as const;
    const marks = this.marksDifferences ?? this.compared.areAlike(...turns);
    const diffs = marks ? this.compared.diffs(...turns) : null;
    const toggle = (): void => {
      this.marksDifferences = !marks;
    };
    return html`${differenceSwitch(marks, diffs, toggle)} ${columns(left, right, cursor, diffs)}`;
  }

  private contextOf(panel: PanelState, sample: PreviewSample): TurnContext {
    const { host, options } = this;
    const { uri, mediaUris, isReadonly } = panel;
    return {
      ...{ uri, sample, mediaUris, isReadonly, options, host },
      showsSides: panel.other !== null && sample.isPair,
      drafts: new Drafts(host, () => void this.updateComplete.then(() => this.requestUpdate())),
      findings: {
        fix: (chosen) => void this.fix(sample, chosen),
        showRule: (rule) => void host.act({ kind: 'showRule', rule }),
      },
      operate: (operation) => this.operate(operation),
    };
  }

  private async operate(operation: RecordOperation): Promise<PanelOutcome> {
    const { sample } = this;
    if (!sample) return { refused: l10n.t('The record is not there any more.') };
    const { digest } = sample.place;
    const turn = turnAfter(operation);
    this.wanted = turn === undefined ? undefined : { turn, edits: operation.kind === 'addTurn', digest };
    const outcome = await this.host.edit({ digest, operation });
    if (outcome.refused !== null) this.wanted = undefined;
    this.tell(outcome, operationText(operation), digest);
    return outcome;
  }

  private async fix(sample: PreviewSample, chosen: ChosenFix): Promise<void> {
    const outcome = await this.host.fix({ digest: sample.place.digest, chosen });
    this.tell(outcome, l10n.t('The fix was made.'), sample.place.digest);
  }

  /** @param before digest of the record before it was changed */
  private tell({ refused }: PanelOutcome, done: string, before: string): void {
    const digest = this.sample?.place.digest;
    this.told = refused === null ? { before, after: digest === before ? undefined : digest } : undefined;
    this.notice = refused === null ? { text: done, kind: 'done' } : { text: refused, kind: 'refused' };
  }

  private undo(): void {
    this.notice = null;
    const version = this.sample?.place.version;
    void this.host.act({ kind: 'undo', ...(version === undefined ? {} : { version }) });
    this.currentTurn?.focus();
  }

  private onKey = (event: KeyboardEvent): void => {
    const isHere = event.composedPath().includes(this) || event.composedPath()[0] === document.body;
    const key = isHere && this.checkVisibility() ? turnKey(event) : undefined;
    if (key && this.act(key)) event.preventDefault();
  };

  /** Whether the key did something. */
  private act(key: TurnKey): boolean {
    const turn = this.currentTurn;
    if (!turn) return false;
    switch (key.kind) {
      case 'step':
        return this.step(turn, key.by, key.scrolls);
      case 'goTo':
        return this.goTo(key.end === 'first' ? 0 : this.turnElements.length - 1);
      case 'edit':
        turn.edit();
        return true;
      case 'menu':
        turn.openMenu();
        return true;
      case 'operate':
        return this.operateByKey(turn, key);
    }
  }

  private operateByKey(turn: TunesetTurn, { action, operation }: Extract<TurnKey, { kind: 'operate' }>): boolean {
    if (turn.context.isReadonly) return false;
    const refused = turn.turn.can[action];
    if (refused === null) void this.operate(operation(turn.index));
    else this.notice = { text: refused, kind: 'refused' };
    return true;
  }

  private step(turn: TunesetTurn, by: -1 | 1, scrolls: boolean): boolean {
    const { top, bottom } = turn.box;
    const seen = (this.closest('main') ?? document.documentElement).getBoundingClientRect();
    if (scrolls && (by === 1 ? bottom > seen.bottom : top < seen.top)) return false;
    const isFocused = this.shadowRoot?.activeElement === turn;
    return this.goTo(isFocused ? this.current + by : this.current);
  }

  private goTo(place: number): boolean {
    const turn = this.turnElements.find(({ index }) => index === place);
    if (!turn) return false;
    turn.focus();
    turn.scrollIntoView({ block: 'nearest' });
    return true;
  }

  /** Of this record, in their order on the page. */
  private get turnElements(): TunesetTurn[] {
    return [...this.renderRoot.querySelectorAll<TunesetTurn>('tuneset-turn.shown')];
  }

  private get currentTurn(): TunesetTurn | undefined {
    return this.turnElements.find(({ index }) => index === this.current);
  }

  private get sample(): PreviewSample | undefined {
    return this.panel?.sample.kind === 'sample' ? this.panel.sample.sample : undefined;
  }
}
