import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/browser';
import type { PanelOutcome } from '../../../src/protocol/panel';
import {
  ComparePrompts,
  FindInDataset,
  OpenProbe,
  ProbeAction,
  ProbeProgress,
  ScoreProgress,
  ScoreReference,
  ShowProbe,
  StartProbe,
  UseAnswer,
  type ComparePromptsParams,
  type ComparePromptsResult,
  type FindInDatasetResult,
  type OpenProbeParams,
  type ProbeActionParams,
  type ProbeProgressParams,
  type ProbeState,
  type ScoreProgressParams,
  type ScoreReferenceParams,
  type ScoreReferenceResult,
  type StartProbeParams,
  type UseAnswerParams,
} from '../../../src/protocol/probe';

/** What the extension does for probes. Like the requests of `Host`, these never reject. */
export interface ProbeHost {
  /** The state of the record that is shown follows; `onState` tells it. */
  open(params: OpenProbeParams): Promise<void>;
  /** Its answers come by `onState` and `onProgress`. */
  start(params: StartProbeParams): Promise<PanelOutcome>;
  act(params: ProbeActionParams): Promise<void>;
  use(params: UseAnswerParams): Promise<PanelOutcome>;
  score(params: ScoreReferenceParams, token: CancellationToken): Promise<ScoreReferenceResult>;
  prompts(params: ComparePromptsParams, token: CancellationToken): Promise<ComparePromptsResult>;
  find(text: string, token: CancellationToken): Promise<FindInDatasetResult>;

  /** Calls back with what there is now, if anything was told yet, and whenever that changes; the result ends it. */
  onState(listener: (state: ProbeState) => void): () => void;
  onProgress(listener: (progress: ProbeProgressParams) => void): () => void;
  onScoreProgress(listener: (progress: ScoreProgressParams) => void): () => void;
}

/** Sends a request; `otherwise` is the result if it fails. */
export type Ask = <T>(method: string, params: unknown, otherwise: T, token?: CancellationToken) => Promise<T>;

/** The extension at the other end of a connection. */
export class ConnectedProbeHost implements ProbeHost {
  private state: ProbeState | undefined;
  private readonly states = new Set<(state: ProbeState) => void>();
  private readonly progresses = new Set<(progress: ProbeProgressParams) => void>();
  private readonly scores = new Set<(progress: ScoreProgressParams) => void>();

  constructor(
    connection: MessageConnection,
    private readonly ask: Ask,
  ) {
    connection.onNotification(ShowProbe.method, (state: ProbeState) => {
      this.state = state;
      tell(this.states, state);
    });
    connection.onNotification(ProbeProgress.method, (params: ProbeProgressParams) => tell(this.progresses, params));
    connection.onNotification(ScoreProgress.method, (params: ScoreProgressParams) => tell(this.scores, params));
  }

  async open(params: OpenProbeParams): Promise<void> {
    await this.ask(OpenProbe.method, params, undefined);
  }

  start(params: StartProbeParams): Promise<PanelOutcome> {
    return this.ask<PanelOutcome>(StartProbe.method, params, { refused: null });
  }

  async act(params: ProbeActionParams): Promise<void> {
    await this.ask(ProbeAction.method, params, undefined);
  }

  use(params: UseAnswerParams): Promise<PanelOutcome> {
    return this.ask<PanelOutcome>(UseAnswer.method, params, { refused: null });
  }

  score(params: ScoreReferenceParams, token: CancellationToken): Promise<ScoreReferenceResult> {
    return this.ask<ScoreReferenceResult>(ScoreReference.method, params, null, token);
  }

  prompts(params: ComparePromptsParams, token: CancellationToken): Promise<ComparePromptsResult> {
    return this.ask<ComparePromptsResult>(ComparePrompts.method, params, null, token);
  }

  find(text: string, token: CancellationToken): Promise<FindInDatasetResult> {
    return this.ask<FindInDatasetResult>(FindInDataset.method, { text }, null, token);
  }

  onState(listener: (state: ProbeState) => void): () => void {
    if (this.state) listener(this.state);
    return listen(this.states, listener);
  }

  onProgress(listener: (progress: ProbeProgressParams) => void): () => void {
    return listen(this.progresses, listener);
  }

  onScoreProgress(listener: (progress: ScoreProgressParams) => void): () => void {
    return listen(this.scores, listener);
  }
}

function tell<T>(listeners: ReadonlySet<(value: T) => void>, value: T): void {
  for (const listener of listeners) listener(value);
}

function listen<T>(listeners: Set<(value: T) => void>, listener: (value: T) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
