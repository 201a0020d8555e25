import * as vscode from 'vscode';
import {
  isCase,
  ProbeProgress,
  ShowProbe,
  type ProbeActionParams,
  type ProbeState,
  type StartProbeParams,
} from '../../protocol/probe';
import type { PanelOutcome } from '../../protocol/panel';
import { Command } from '../contributions';
import type { PreviewPanel } from '../preview/previewPanel';
import type { Server } from '../server';
import { askCase, caseIn, meantCase, type AskedCase } from './askedCase';
import type { DatasetCalls } from './datasetCalls';
import type { Endpoints } from './endpoints';
import type { Judgements } from './judgements';
import type { ProbeCaller } from './probeCaller';
import type { ProbeCalls } from './probeCalls';

/** What the probes of all panels share. */
export interface ProbeParts {
  readonly server: Server;
  readonly endpoints: Endpoints;
  readonly calls: ProbeCalls;
  readonly caller: ProbeCaller;
  readonly judgements: Judgements;
  readonly showEndpoints: (focus: string | null) => void;
}

/** Milliseconds for which changes are gathered before the page is told. */
const PAUSE = 20;

/** The probes of the record that a preview shows, from the moment on at which its page asks for them. */
export class ProbeSession implements vscode.Disposable {
  private isOpen = false;
  private isDisposed = false;
  private asked: AskedCase | undefined;
  private turn: number | undefined;
  /** Of the file. */
  private classes: readonly string[] = [];
  /** Counts what was asked of the server: what comes too late is not shown. */
  private step = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly panel: PreviewPanel,
    private readonly parts: ProbeParts,
  ) {
    const { endpoints, calls } = parts;
    this.subscriptions = vscode.Disposable.from(
      panel.view.onChange(() => this.recordChanged()),
      endpoints.onChange(() => this.pushSoon()),
      calls.onChange((dataset) => {
        if (dataset === this.asked?.ref.uri) this.pushSoon();
      }),
      calls.onProgress(({ dataset, ...progress }) => {
        if (this.isOpen && dataset === this.asked?.ref.uri) this.panel.tell(ProbeProgress.method, progress);
      }),
    );
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  /** The page shows probes. @param turn another one to be asked for; undefined: as it was */
  async open(turn: number | undefined): Promise<void> {
    this.isOpen = true;
    await this.look(turn ?? this.turn);
    this.push();
  }

  /** The file that was asked for last. */
  private get uri(): string {
    return this.asked?.ref.uri ?? this.panel.view.uri;
  }

  /** The calls of that file. */
  get calls(): DatasetCalls {
    return this.parts.calls.of(this.uri);
  }

  async start(params: StartProbeParams): Promise<PanelOutcome> {
    const { digest, turn, endpoints, ...wish } = params;
    const asked = await this.caseOf(digest, turn);
    if ('refused' in asked) return asked;
    // The panel may show another file by now.
    const calls = this.parts.calls.of(asked.ref.uri);
    return { refused: this.parts.caller.start(calls, asked.case, endpoints, wish) };
  }

  /** The case that a page means. */
  async caseOf(
    digest: string,
    turn: number,
  ): Promise<(AskedCase & { readonly case: NonNullable<ReturnType<typeof caseIn>> }) | { readonly refused: string }> {
    const ref = await this.panel.view.follow();
    const asked = await meantCase(this.parts.server, ref, this.asked, { digest, turn });
    if (!asked) {
      return { refused: vscode.l10n.t('This record says something else by now. Look at it again.') };
    }
    if (!isCase(asked.case)) return { refused: asked.case.problem };
    return { ...asked, case: asked.case };
  }

  async act(action: ProbeActionParams): Promise<void> {
    const { calls } = this;
    const { judgements, endpoints, showEndpoints } = this.parts;
    const dataset = vscode.Uri.parse(this.uri);
    switch (action.kind) {
      case 'cancel':
        return calls.cancel(action.call);
      case 'forget':
        return calls.note({ kind: 'forget', calls: [action.call] });
      case 'forgetAll':
        return calls.note({ kind: 'forget', calls: this.shownIds() });
      case 'judge': {
        const { class: name, note } = action;
        await judgements.judge(dataset, calls, action.call, { class: name, note });
        return this.readClasses();
      }
      case 'vote': {
        const key = caseIn(this.asked)?.key;
        const group = key === undefined ? [] : calls.ofGroup(action.group, key);
        return judgements.vote(dataset, calls, group, action.best, action.isBlind);
      }
      case 'endpoints':
        return showEndpoints(action.focus);
      case 'runMany':
        await vscode.commands.executeCommand(Command.runMany, dataset);
        return;
      case 'askCapabilities': {
        const endpoint = endpoints.find(action.endpoint);
        if (endpoint && !endpoints.locked) await endpoints.ask(endpoint);
      }
    }
  }

  private shownIds(): readonly string[] {
    const probe = caseIn(this.asked);
    if (!probe) return [];
    return this.calls.shown(probe.key, probe.turn).flatMap(({ id, progress }) => (progress === 'done' ? id : []));
  }

  /** Another record is shown, or it says something else. */
  private recordChanged(): void {
    if (!this.isOpen) return;
    const { sample } = this.panel;
    const { asked } = this;
    const isSame = asked && sample?.place.digest === asked.digest && this.panel.view.uri === asked.ref.uri;
    const isMoved = isSame && caseIn(asked) !== undefined && caseIn(asked)?.record !== sample.place.record;
    if (!isSame || isMoved) void this.open(undefined);
  }

  private async look(turn: number | undefined): Promise<void> {
    const step = ++this.step;
    const ref = await this.panel.view.follow();
    const before = this.asked;
    const isSameRecord = ref !== undefined && ref.uri === before?.ref.uri && ref.anchor === before.ref.anchor;
    const asked = ref && (await askCase(this.parts.server, ref, isSameRecord || !before ? turn : undefined));
    if (step !== this.step) return;
    const [old, now] = [caseIn(before), caseIn(asked)];
    if (ref && isSameRecord && old && now && old.key !== now.key) this.calls.carry(old.key, now.key);
    this.asked = asked;
    this.turn = now?.turn;
    await this.calls.load();
    if (asked && asked.ref.uri !== before?.ref.uri) void this.readClasses();
  }

  private async readClasses(): Promise<void> {
    const classes = await this.parts.judgements.classes(vscode.Uri.parse(this.uri));
    if (classes.join('\n') === this.classes.join('\n')) return;
    this.classes = classes;
    this.pushSoon();
  }

  private pushSoon(): void {
    if (!this.isOpen || this.isDisposed) return;
    this.timer ??= setTimeout(() => this.push(), PAUSE);
  }

  private push(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.isDisposed) this.panel.tell(ShowProbe.method, this.state());
  }

  private state(): ProbeState {
    const { asked, classes } = this;
    const { shown, locked } = this.parts.endpoints;
    const probe = caseIn(asked);
    return {
      ...{ endpoints: shown, locked, classes },
      digest: asked?.digest ?? null,
      turns: asked?.turns ?? [],
      case: asked?.case ?? null,
      calls: probe ? this.calls.shown(probe.key, probe.turn) : [],
    };
  }
}
