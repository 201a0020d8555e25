import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/browser';
import {
  CountCases,
  ListCalls,
  RunAction,
  RunsReady,
  ShowRuns,
  StartRun,
  type CountedCases,
  type ListCallsParams,
  type ListedCalls,
  type RunActionParams,
  type RunOutcome,
  type RunsPlace,
  type RunsState,
  type RunWish,
} from '../../src/protocol/probeRuns';
import type { VsCode } from '../ui/connection';
import { ViewHost } from '../ui/viewHost';

/** The extension, as the parts of the view see it. Requests never reject: what fails for a reason of its own is shown by the extension. */
export class RunsHost extends ViewHost {
  /** @param show takes what is to be shown, again and again */
  constructor(connection: MessageConnection, vscode: VsCode, show: (state: RunsState) => void) {
    super(connection, vscode);
    connection.onNotification(ShowRuns.method, (state: RunsState) => {
      // By it the extension shows the same after the window was reloaded.
      const place: RunsPlace = { uri: state.uri, run: state.shown?.report.plan.id ?? null };
      const before = this.recall(PLACE) as RunsPlace | undefined;
      if (before?.uri !== place.uri || before.run !== place.run) this.remember(PLACE, place);
      show(state);
    });
    connection.listen();
  }

  async ready(): Promise<void> {
    await this.ask(RunsReady.method, undefined, undefined);
  }

  start(wish: RunWish): Promise<RunOutcome> {
    return this.ask(StartRun.method, wish, DONE);
  }

  /** Null: it was cancelled, or failed. */
  count(wish: RunWish, token?: CancellationToken): Promise<CountedCases | null> {
    return this.ask<CountedCases | null>(CountCases.method, wish, null, token);
  }

  act(params: RunActionParams): Promise<RunOutcome> {
    return this.ask(RunAction.method, params, DONE);
  }

  /** Null: it was cancelled, or failed. */
  calls(params: ListCallsParams, token?: CancellationToken): Promise<ListedCalls | null> {
    return this.ask<ListedCalls | null>(ListCalls.method, params, null, token);
  }
}

const PLACE = 'place';
const DONE: RunOutcome = { refused: null };
