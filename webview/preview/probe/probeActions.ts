import type { PanelState } from '../../../src/protocol/panel';
import type { ProbeCall, ProbeCase, ProbeState, StartProbeParams } from '../../../src/protocol/probe';
import { shownIn } from '../conversation/shownRecord';
import type { Host } from '../host';
import type { CallWish } from './answerMenu';
import type { FormWish } from './probeForm';
import { chosenOf, type ProbeMemory } from './probeMemory';
import { editedMessages } from './promptEditor';
import type { TryDrafts, TryPlace } from './tryDrafts';

/** The view whose wishes are done. */
export interface ActingView {
  readonly panel: PanelState;
  readonly probe: ProbeState | undefined;
  readonly memory: ProbeMemory;
  remember(change: Partial<ProbeMemory>): void;
  /** Says why something couldn't be done; null: it is done. */
  refuse(reason: string | null): void;
  /** Shows where a text stands in the dataset. */
  find(text: string): void;
  /** Whether the next group of answers is to be compared blindly. */
  expectBlind(isExpected: boolean): void;
  /** Lets one write on behind the beginning. */
  writeOn(): Promise<void>;
  placeOf(probed: ProbeCase): TryPlace;
}

/** Does what is asked for in the parts of the probe. */
export class ProbeActions {
  constructor(
    private readonly host: Host,
    private readonly drafts: TryDrafts,
    private readonly view: ActingView,
  ) {}

  /** Does what is asked for in the form. */
  take(wish: FormWish, probed: ProbeCase): void {
    const { view, drafts } = this;
    const { probe } = this.host;
    switch (wish.kind) {
      case 'ask':
        return void this.askAll(probed);
      case 'turn':
        return void probe.open({ turn: wish.turn });
      case 'memory':
        // What was hidden is seen for good.
        return view.remember({ ...wish.change, ...(wish.change.isBlind === false && { blind: [] }) });
      case 'prefill':
        return drafts.setPrefill(view.placeOf(probed), wish.text);
      case 'prompt':
        return drafts.setText(view.placeOf(probed), wish.message, wish.text);
      case 'endpoints':
        return void probe.act({ kind: 'endpoints', focus: wish.focus });
      case 'capabilities':
        return void probe.act({ kind: 'askCapabilities', endpoint: wish.endpoint });
      case 'runMany':
        return void probe.act({ kind: 'runMany' });
    }
  }

  private askAll(probed: ProbeCase): Promise<void> {
    const { view, drafts } = this;
    const { memory, probe } = view;
    const { tries, sampling, alternatives } = memory;
    const endpoints = probe ? chosenOf(memory, probe).map(({ id }) => id) : [];
    view.expectBlind(memory.isBlind && endpoints.length * tries > 1);
    const messages = editedMessages(probed.messages, drafts.texts(view.placeOf(probed)));
    const prefill = drafts.prefill(view.placeOf(probed));
    return this.start(probed, { endpoints, tries, sampling, messages, prefill, alternatives });
  }

  /** The same call again, perhaps with another beginning. */
  private askAgain(probed: ProbeCase, { endpoint, answer, messages }: ProbeCall, prefill: string): Promise<void> {
    const { sampling } = answer.sent;
    const { alternatives } = this.view.memory;
    return this.start(probed, { endpoints: [endpoint.id], tries: 1, sampling, messages, prefill, alternatives });
  }

  private async start({ turn }: ProbeCase, wish: Omit<StartProbeParams, 'digest' | 'turn'>): Promise<void> {
    const { view } = this;
    view.remember({ section: 'answers' });
    const digest = this.digest;
    if (digest === undefined) return;
    const { refused } = await this.host.probe.start({ digest, turn, ...wish });
    view.refuse(refused);
    if (refused !== null) view.expectBlind(false);
  }

  /** Does what is asked for at an answer. */
  async takeAt(call: ProbeCall, wish: CallWish, probed: ProbeCase): Promise<void> {
    const { view } = this;
    const { probe } = this.host;
    switch (wish.kind) {
      case 'cancel':
      case 'forget':
        return probe.act({ kind: wish.kind, call: call.id });
      case 'retry':
        return this.askAgain(probed, call, call.prefill);
      case 'continue':
        return this.askAgain(probed, call, wish.beginning);
      case 'edit':
        return this.writeOn(probed, call, wish.beginning);
      case 'endpoint':
        return probe.act({ kind: 'endpoints', focus: call.endpoint.id });
      case 'judge':
        return probe.act({ kind: 'judge', call: call.id, class: wish.class, note: wish.note });
      case 'find':
        return view.find(wish.text);
      case 'copy':
        return this.host.act({ kind: 'copy', text: wish.text });
      case 'use': {
        const { digest } = this;
        if (digest !== undefined) view.refuse((await probe.use({ digest, call: call.id, as: wish.as })).refused);
      }
    }
  }

  /** The next try begins as an answer did, and asks the same. */
  private async writeOn(probed: ProbeCase, call: ProbeCall, beginning: string): Promise<void> {
    const { view, drafts } = this;
    const place = view.placeOf(probed);
    drafts.setPrefill(place, beginning);
    view.remember({ endpoints: [call.endpoint.id] });
    for (const [index, message] of (call.messages ?? probed.messages).entries()) {
      const content = message['content'];
      drafts.setText(place, index, typeof content === 'string' ? content : null);
    }
    await view.writeOn();
  }

  /** Of the record that was seen. */
  private get digest(): string | undefined {
    const { probe, panel } = this.view;
    return probe?.digest ?? shownIn(panel)?.place.digest;
  }
}
