import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PreviewCall, PreviewTurn } from '../../../src/protocol/preview';
import type { TurnOperation } from '../../../src/protocol/records';
import { icon } from '../../ui/icon';
import '../../ui/menu';
import type { TunesetMenu } from '../../ui/menu';
import type { DiffPart } from '../../ui/wordDiff';
import { findingList, findingStyles } from './findings';
import { mediaList } from './medium';
import { formatted } from './numbers';
import { turnMenu } from './operations';
import { lookOf, ownNameOf } from './roles';
import { partThought } from './thoughts';
import { tokenBadges } from './tokenBadge';
import type { TurnContext } from './turnContext';
import './turnEditor';
import type { TurnEditorEvents } from './turnEditor';
import './turnText';
import { turnStyles } from './turnStyles';

/** A text with its place, as it can be edited. */
interface EditableText {
  readonly pointer: string;
  readonly text: string;
}

/** One turn of a conversation. */
@customElement('tuneset-turn')
export class TunesetTurn extends LitElement {
  static override styles = [turnStyles, findingStyles];

  @property({ attribute: false }) accessor context!: TurnContext;
  /** Of the turn in the sample. */
  @property({ attribute: false }) accessor index = 0;
  /** Keys go from this turn on. */
  @property({ attribute: false }) accessor isCurrent = false;
  /** Its text, compared with that of the turn beside it; null: it is not compared. */
  @property({ attribute: false }) accessor diff: readonly DiffPart[] | null = null;
  @property({ attribute: false }) accessor side: 'left' | 'right' = 'left';
  /** Which of its texts are edited: `reasoning`, or the index of the text. */
  @state() private accessor open: ReadonlySet<string> = new Set();
  @state() private accessor fault: string | null = null;
  /** Which of them is being saved. */
  @state() private accessor saving: string | undefined;
  @query('article') private accessor article!: HTMLElement;
  @query('tuneset-menu') private accessor menu!: TunesetMenu | null;
  private hasLooked = false;

  get turn(): PreviewTurn {
    return this.context.sample.turns[this.index]!;
  }

  override willUpdate(): void {
    if (this.hasLooked) return;
    this.hasLooked = true;
    const parts = [...this.turn.texts.keys()].map(String).concat('reasoning');
    const { uri, sample, drafts, isReadonly } = this.context;
    if (isReadonly) return;
    this.open = new Set(
      parts.filter((part) => {
        const text = this.textOf(part);
        return text && drafts.find(uri, sample.place.record, text.pointer, text.text);
      }),
    );
  }

  override render(): TemplateResult {
    const { turn } = this;
    const look = lookOf(turn);
    return html`<article
      class="turn ${look.colour}"
      tabindex=${this.isCurrent ? 0 : -1}
      aria-labelledby="name"
      data-turn=${this.index}
    >
      <header>
        <span class="symbol">${icon(look.icon)}</span>
        <div class="title">
          <h3 id="name">
            <bdi>${look.name}</bdi
            >${ownNameOf(turn) === '' ? nothing : html` <span class="own"><bdi>${turn.name}</bdi></span>`}
            ${
              turn.callId === null
                ? nothing
                : html`<span class="own"
                    >${l10n.t('answers')} <code><bdi>${turn.callId}</bdi></code></span
                  >`
            }
            ${this.context.showsSides ? sideOf(turn) : nothing}
            ${turn.isKnown ? nothing : html`<span class="badge warns">${icon('warning')}${l10n.t('unknown role')}</span>`}
          </h3>
          <span class="badges">${tokenBadges(turn, this.context.sample.tokens?.exact ?? true)}</span>
        </div>
        <span class="actions">${this.actions()}</span>
      </header>
      ${mediaList(
        turn.media.flatMap((index) => this.context.sample.media[index] ?? []),
        this.context,
      )}
      ${this.reasoning(turn)} ${this.texts(turn)} ${turn.calls.map((call) => this.call(call))}
      ${findingList(this.context.sample, turn.findings, this.context.isReadonly, this.context.findings)}
    </article>`;
  }

  override focus(): void {
    this.article.focus();
  }

  /** Where the turn stands in the window. */
  get box(): DOMRect {
    return this.article.getBoundingClientRect();
  }

  openMenu(): void {
    void this.menu?.open();
  }

  /** Edits the first text, or what there is instead. */
  edit(): void {
    if (this.context.isReadonly) return;
    if (this.turn.texts.length > 0) this.openEditor('0');
    else if (this.turn.reasoning) this.openEditor('reasoning');
    else void this.context.host.act({ kind: 'openRecord' });
  }

  private actions(): TemplateResult {
    const label = l10n.t('More about turn {0}', this.index + 1);
    return html`${
        this.context.isReadonly
          ? nothing
          : html`<button
              class="edit"
              title=${l10n.t('Edit the text (E)')}
              aria-label=${l10n.t('Edit the text (E)')}
              @click=${() => this.edit()}
            >
              ${icon('edit')}
            </button>`
      }<tuneset-menu
        label=${label}
        .entries=${turnMenu(this.context.sample, this.index, this.context.isReadonly, {
          operate: (operation) => void this.operate(operation),
          edit: () => this.edit(),
          editToSplit: () => this.edit(),
          reveal: () => void this.context.host.act({ kind: 'reveal', pointer: this.turn.pointer }),
          copy: () =>
            void this.context.host.act({ kind: 'copy', text: this.turn.texts.map(({ text }) => text).join('\n') }),
        })}
      ></tuneset-menu>`;
  }

  private reasoning({ reasoning }: PreviewTurn): TemplateResult | typeof nothing {
    if (!reasoning) return nothing;
    if (this.open.has('reasoning')) return this.editor('reasoning', reasoning);
    const edit = this.context.isReadonly
      ? nothing
      : html`<button class="link" @click=${() => this.openEditor('reasoning')}>
          ${l10n.t('Edit the reasoning')}
        </button>`;
    return this.thought(reasoning.text, true, edit);
  }

  private thought(text: string, isClosed: boolean, behind: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`<details class="thought">
      <summary>
        ${icon('thinking')}<span>${l10n.t('Reasoning')}</span>
        <span class="own">
          ${text.trim() === '' ? l10n.t('empty') : l10n.t('{0} characters', formatted(text.length))}
          ${isClosed ? nothing : l10n.t('never closed')}
        </span>
      </summary>
      <tuneset-turn-text .text=${text} .options=${this.context.options}></tuneset-turn-text>
      ${behind}
    </details>`;
  }

  private texts(turn: PreviewTurn): TemplateResult | typeof nothing {
    const { texts, calls, callsAreText, reasoning, media } = turn;
    if (texts.length === 0 && calls.length === 0 && !reasoning && media.length === 0)
      return html`<p class="note">${l10n.t('There is no text here.')}</p>`;
    return html`${texts.map((text, at) => {
      if (this.open.has(String(at))) return this.editor(String(at), text);
      const isShownAsCalls = callsAreText && calls.length > 0 && !this.showsSource && this.diff === null;
      return isShownAsCalls ? this.thoughtBeforeCalls(text.text) : this.text(turn, text, at);
    })}`;
  }

  private text(
    { role, calls }: PreviewTurn,
    { text, pointer }: EditableText,
    at: number,
  ): TemplateResult | typeof nothing {
    // Beside calls an empty text is usual.
    if (text === '' && calls.length > 0) return nothing;
    const parted = role === 'assistant' && !this.showsSource && !this.diff ? partThought(text) : undefined;
    const rest = parted?.thought === null || !parted ? text : parted.rest.replace(/^\s+/, '');
    return html`${parted && parted.thought !== null ? this.thought(parted.thought, parted.isClosed) : nothing}
      <tuneset-turn-text
        .text=${rest}
        .kind=${role === 'tool' ? 'result' : 'prose'}
        .options=${this.context.options}
        .diff=${this.diff}
        .side=${this.side}
      ></tuneset-turn-text>
      ${
        at > 0 && !this.context.isReadonly
          ? html`<button class="link" title=${pointer} @click=${() => this.openEditor(String(at))}>
              ${l10n.t('Edit this part')}
            </button>`
          : nothing
      }`;
  }

  private thoughtBeforeCalls(text: string): TemplateResult | typeof nothing {
    const { thought, isClosed } = partThought(text);
    return thought === null ? nothing : this.thought(thought, isClosed);
  }

  private get showsSource(): boolean {
    return this.context.options.isRaw || this.context.options.showsInvisible;
  }

  private call({ name, arguments: text, id }: PreviewCall): TemplateResult {
    if (this.turn.callsAreText && (this.showsSource || this.diff)) return html`${nothing}`;
    return html`<section class="call" aria-label=${l10n.t('Tool call')}>
      <div class="call-name">
        ${icon('tools')}<code><bdi>${name ?? l10n.t('a call without a name')}</bdi></code>
        ${id === null ? nothing : html`<span class="own"><bdi>${id}</bdi></span>`}
      </div>
      <tuneset-turn-text .text=${text} .kind=${'json'} .options=${this.context.options}></tuneset-turn-text>
    </section>`;
  }

  private editor(part: string, { text, pointer }: EditableText): TemplateResult {
    const { uri, sample, drafts } = this.context;
    const place = { uri, record: sample.place.record, pointer };
    const canSplit = part === 'reasoning' ? l10n.t('A thought can’t be split.') : this.turn.can.split;
    return html`<tuneset-turn-editor
      label=${part === 'reasoning' ? l10n.t('Reasoning') : l10n.t('Text of turn {0}, {1}', this.index + 1, lookOf(this.turn).name)}
      .text=${text}
      .draft=${drafts.find(uri, place.record, pointer, text)?.text ?? null}
      .fault=${this.fault}
      .isBusy=${this.saving === part}
      .splitRefusal=${canSplit}
      @tuneset-save=${(event: TurnEditorEvents['tuneset-save']) => this.save(part, pointer, event.detail.text)}
      @tuneset-split=${(event: TurnEditorEvents['tuneset-split']) =>
        this.operate({ kind: 'splitTurn', turn: this.index, pointer, at: event.detail.at }, part)}
      @tuneset-draft=${(event: TurnEditorEvents['tuneset-draft']) =>
        this.open.has(part) && drafts.keep({ ...place, ...event.detail })}
      @tuneset-close=${() => this.close(part, pointer)}
    ></tuneset-turn-editor>`;
  }

  private textOf(part: string): EditableText | null | undefined {
    return part === 'reasoning' ? this.turn.reasoning : this.turn.texts[Number(part)];
  }

  private openEditor(part: string): void {
    this.fault = null;
    this.open = new Set([...this.open, part]);
  }

  private close(part: string, pointer: string): void {
    const { uri, sample, drafts } = this.context;
    drafts.forget({ uri, record: sample.place.record, pointer });
    this.open = new Set([...this.open].filter((other) => other !== part));
    this.fault = null;
    void this.updateComplete.then(() => this.focus());
  }

  private async save(part: string, pointer: string, text: string): Promise<void> {
    await this.operate({ kind: 'setText', pointer, text }, part);
  }

  /** `part`: whose editor is closed when it is done, and shows why it couldn't be otherwise. */
  private async operate(operation: TurnOperation, part?: string): Promise<void> {
    const place = part === undefined ? undefined : this.textOf(part)?.pointer;
    this.saving = part;
    const { refused } = await this.context.operate(operation);
    this.saving = undefined;
    if (part === undefined || place === undefined) return;
    if (refused === null) this.close(part, place);
    else this.fault = refused;
  }
}

function sideOf({ side }: PreviewTurn): TemplateResult | typeof nothing {
  if (side === 'prompt') return nothing;
  return html`<span class="badge">${side === 'chosen' ? l10n.t('Chosen answer') : l10n.t('Rejected answer')}</span>`;
}
