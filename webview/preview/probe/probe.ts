import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PanelState } from '../../../src/protocol/panel';
import type { PreviewSample } from '../../../src/protocol/preview';
import { isCase, resultFileOf, type ProbeCall, type ProbeCase, type ProbeState } from '../../../src/protocol/probe';
import { isSameRecord, shownIn } from '../conversation/shownRecord';
import type { Host, ViewOptions } from '../host';
import './answersView';
import type { TunesetProbeAnswers } from './answersView';
import type { CallEvent, LookEvent } from './answerView';
import { withProgress } from './applyDelta';
import './callGroup';
import type { GroupContext, VoteEvent } from './callGroup';
import './findView';
import { groupsOf } from './groups';
import './probeForm';
import type { FormEvent, TunesetProbeForm } from './probeForm';
import { ProbeActions, type ActingView } from './probeActions';
import { chosenOf, readMemory, sections, sectionText, type ProbeMemory, type Section } from './probeMemory';
import { probeStyles } from './probeStyles';
import { editedMessages } from './promptEditor';
import './promptView';
import './scoreView';
import type { FindEvent } from './scoreView';
import { TryDrafts, type TryPlace } from './tryDrafts';

const MEMORY = 'probe';

/** Everything that is needed to ask. */
interface ReadyProbe {
  readonly state: ProbeState;
  readonly case: ProbeCase;
  readonly sample: PreviewSample;
}

/** What a served model says to the prompt of the record, beside the reference. */
@customElement('tuneset-probe')
export class TunesetProbe extends LitElement implements ActingView {
  static override styles = probeStyles;

  @property({ attribute: false }) accessor panel!: PanelState;
  @property({ attribute: false }) accessor host!: Host;
  @property({ attribute: false }) accessor options!: ViewOptions;
  @state() accessor memory: ProbeMemory = readMemory(undefined);
  @state() accessor probe: ProbeState | undefined;
  /** It is of another record than is shown. */
  @state() private accessor isStale = true;
  /** Why something couldn't be done. */
  @state() private accessor refusal: string | null = null;
  /** For screen readers: what has come. */
  @state() private accessor said = '';
  @state() private accessor wish: { readonly text: string } = { text: '' };
  @query('tuneset-probe-form') private accessor form!: TunesetProbeForm | null;
  @query('tuneset-probe-answers') private accessor answersView!: TunesetProbeAnswers | null;
  private drafts!: TryDrafts;
  private actions!: ProbeActions;
  /** Sections that were shown. */
  private readonly visited = new Set<Section>();
  private stops: readonly (() => void)[] = [];
  /** What is asked for next is to be compared blindly. */
  private expectsBlind = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const { host } = this;
    this.memory = readMemory(host.recall(MEMORY));
    this.drafts = new TryDrafts(host, () => this.requestUpdate());
    this.actions = new ProbeActions(host, this.drafts, this);
    this.stops = [
      host.probe.onState((probe) => this.take(probe)),
      host.probe.onProgress((progress) => {
        const { probe } = this;
        if (!probe) return;
        const calls = probe.calls.map((call) => (call.id === progress.call ? withProgress(call, progress) : call));
        this.probe = { ...probe, calls };
      }),
    ];
    // As soon as the record is known; see `willUpdate`.
    this.isStale = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('panel')) return;
    const [before, now] = [shownIn(changed.get('panel')), shownIn(this.panel)];
    if (!now || (before?.uri === now.uri && before.place.digest === now.place.digest)) return;
    const isSame = before !== undefined && isSameRecord(before, now);
    if (isSame) this.drafts.move(now.uri, before.place.record, now.place.record);
    else {
      this.refusal = null;
      this.isStale = this.probe?.digest !== now.place.digest;
    }
    const probed = this.probe?.case;
    void this.host.probe.open(isSame && probed && isCase(probed) ? { turn: probed.turn } : {});
  }

  override render(): TemplateResult {
    const { probe, panel, refusal } = this;
    const { sample } = panel;
    if (sample.kind === 'none') return html`<p class="empty">${sample.message}</p>`;
    if (probe && probe.locked !== null) return html`<p class="empty">${probe.locked}</p>`;
    if (probe?.endpoints.length === 0) return this.noEndpoint();
    const ready = this.readyProbe;
    if (ready) this.visited.add(this.memory.section);
    return html`${ready ? this.askForm(ready) : this.notReady()} ${this.visited.size > 0 ? this.sections() : nothing}
      ${refusal === null ? nothing : html`<p class="refusal" role="alert">${refusal}</p>`}
      <div class="unseen" role="status">${this.said}</div>
      <div
        @tuneset-call=${({ call, wish }: CallEvent) => ready && void this.actions.takeAt(call, wish, ready.case)}
        @tuneset-vote=${({ group, best }: VoteEvent) =>
          void this.host.probe.act({ kind: 'vote', group: group.id, best, isBlind: group.isHidden })}
        @tuneset-look=${({ look }: LookEvent) => this.remember({ look })}
        @tuneset-find=${({ text }: FindEvent) => this.find(text)}
      >
        ${this.panes(ready)}
      </div>`;
  }

  /** What there is to be asked for; undefined: nothing yet, or nothing at all. */
  private get readyProbe(): ReadyProbe | undefined {
    const { probe, panel } = this;
    if (!probe?.case || !isCase(probe.case) || this.isStale || panel.sample.kind !== 'sample') return undefined;
    return { state: probe, case: probe.case, sample: panel.sample.sample };
  }

  private notReady(): TemplateResult {
    const probed = this.isStale ? undefined : this.probe?.case;
    return probed && !isCase(probed)
      ? html`<p class="empty">${l10n.t('This record can’t be asked for: {0}', probed.problem)}</p>`
      : html`<p class="empty" role="status">${l10n.t('Loading…')}</p>`;
  }

  private noEndpoint(): TemplateResult {
    return html`<div class="empty">
      <p>
        ${l10n.t('Ask a served model what it answers to this record’s prompt, and see its answer beside the reference. Any server with an OpenAI-compatible API will do: vLLM, SGLang, llama.cpp, Ollama, LM Studio, LMDeploy, TGI and others.')}
      </p>
      <vscode-button @click=${() => void this.host.probe.act({ kind: 'endpoints', focus: 'new' })}
        >${l10n.t('Add an endpoint…')}</vscode-button
      >
    </div>`;
  }

  private askForm({ state, case: probed, sample }: ReadyProbe): TemplateResult {
    return html`<tuneset-probe-form
      .probe=${state}
      .case=${probed}
      .sample=${sample}
      .memory=${this.memory}
      .chosen=${chosenOf(this.memory, state)}
      .prefill=${this.drafts.prefill(this.placeOf(probed))}
      .texts=${this.drafts.texts(this.placeOf(probed))}
      @tuneset-form=${({ wish }: FormEvent) => this.actions.take(wish, probed)}
    ></tuneset-probe-form>`;
  }

  private sections(): TemplateResult {
    return html`<div class="sections choice" role="group" aria-label=${l10n.t('Parts of the probe')}>
      ${sections.map(
        (section) =>
          html`<button aria-pressed=${section === this.memory.section} @click=${() => this.remember({ section })}>
            ${sectionText(section)}
          </button>`,
      )}
    </div>`;
  }

  /** Those that were shown stay, unseen: what goes on in them, and what they found, is not lost. What is found stays for other records, too. */
  private panes(ready: ReadyProbe | undefined): TemplateResult[] {
    return sections.map((section) => {
      const isThere = this.visited.has(section) && (ready !== undefined || section === 'find');
      return html`<div ?hidden=${section !== this.memory.section}>
        ${isThere ? this.pane(section, ready) : nothing}
      </div>`;
    });
  }

  private pane(section: Section, ready: ReadyProbe | undefined): TemplateResult | typeof nothing {
    const { host } = this;
    if (section === 'find') return html`<tuneset-probe-find .host=${host} .wish=${this.wish}></tuneset-probe-find>`;
    if (!ready) return nothing;
    const { state, case: probed, sample } = ready;
    const [first] = chosenOf(this.memory, state);
    const digest = state.digest ?? sample.place.digest;
    switch (section) {
      case 'answers':
        return this.answers(state, probed);
      case 'score':
        return html`<tuneset-probe-score
          .host=${host}
          .endpoints=${state.endpoints}
          .chosen=${first?.id}
          .place=${{ digest, turn: probed.turn }}
        ></tuneset-probe-score>`;
      case 'prompt':
        return html`<tuneset-probe-prompt
          .host=${host}
          .endpoints=${state.endpoints}
          .chosen=${first?.id}
          .turn=${probed.turn}
          .of=${digest}
          .messages=${editedMessages(probed.messages, this.drafts.texts(this.placeOf(probed)))}
        ></tuneset-probe-prompt>`;
    }
  }

  private answers(probe: ProbeState, probed: ProbeCase): TemplateResult {
    const context: GroupContext = {
      ...{ case: probed, endpoints: probe.endpoints, classes: probe.classes },
      ...{ options: this.options, look: this.memory.look },
      refusal: this.panel.isReadonly ? l10n.t('The file can’t be changed.') : null,
    };
    return html`<tuneset-probe-answers
      .groups=${groupsOf(
        probe.calls,
        probe.endpoints.map(({ id }) => id),
        (group) => this.memory.blind.includes(group),
      )}
      .context=${context}
      .resultFile=${resultFileOf(this.panel.name)}
      @tuneset-forget-all=${() => void this.host.probe.act({ kind: 'forgetAll' })}
    ></tuneset-probe-answers>`;
  }

  private take(probe: ProbeState): void {
    const before = this.probe;
    this.probe = probe;
    this.isStale = probe.digest !== null && probe.digest !== shownIn(this.panel)?.place.digest && this.isStale;
    const known = new Map(before?.calls.map((call) => [call.id, call]));
    this.noteBlind(probe, before);
    if (before?.digest === probe.digest && hasNewGroup(probe, before)) {
      void this.updateComplete.then(() => this.answersView?.reveal());
    }
    const done = probe.calls.filter(({ id, progress }) => progress === 'done' && known.get(id)?.progress !== 'done');
    if (before?.digest === probe.digest && done.length > 0)
      this.said = done.map((call) => this.doneText(call)).join(' ');
  }

  private noteBlind(probe: ProbeState, before: ProbeState | undefined): void {
    if (!this.expectsBlind) return;
    const known = new Set(before?.calls.map(({ group }) => group));
    const added = new Set(probe.calls.map(({ group }) => group).filter((group) => !known.has(group)));
    if (added.size === 0) return;
    this.expectsBlind = false;
    this.remember({ blind: [...this.memory.blind, ...added] });
  }

  private doneText(call: ProbeCall): string {
    const isHidden = this.memory.blind.includes(call.group) && call.isBest === null;
    const { name } = call.endpoint;
    const isComplete = call.answer.state === 'finished';
    if (isHidden) return isComplete ? l10n.t('An answer is complete.') : l10n.t('An answer is not complete.');
    return isComplete ? l10n.t('{0}: the answer is complete.', name) : l10n.t('{0}: the answer is not complete.', name);
  }

  refuse(reason: string | null): void {
    this.refusal = reason;
  }

  expectBlind(isExpected: boolean): void {
    this.expectsBlind = isExpected;
  }

  async writeOn(): Promise<void> {
    await this.updateComplete;
    await this.form?.focusPrefill();
  }

  placeOf(probed: ProbeCase): TryPlace {
    return { uri: this.panel.uri, record: shownIn(this.panel)?.place.record ?? -1, case: probed };
  }

  find(text: string): void {
    this.refuse(text === '' ? l10n.t('Select a part of the answer first.') : null);
    if (text === '') return;
    this.wish = { text };
    this.remember({ section: 'find' });
  }

  remember(change: Partial<ProbeMemory>): void {
    this.memory = { ...this.memory, ...change };
    this.host.remember(MEMORY, this.memory);
  }
}

/** Answers are on their way that were not asked for before. */
function hasNewGroup({ calls }: ProbeState, before: ProbeState): boolean {
  const newest = calls.at(-1);
  return (
    newest !== undefined && newest.progress !== 'done' && !before.calls.some(({ group }) => group === newest.group)
  );
}
