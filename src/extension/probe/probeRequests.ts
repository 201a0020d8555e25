import type { CancellationToken } from 'vscode-jsonrpc/node';
import {
  ComparePrompts,
  FindInDataset,
  OpenProbe,
  ProbeAction,
  ScoreProgress,
  ScoreReference,
  StartProbe,
  UseAnswer,
  type ComparePromptsParams,
  type FindInDatasetParams,
  type FindInDatasetResult,
  type OpenProbeParams,
  type ProbeActionParams,
  type ScoreReferenceParams,
  type StartProbeParams,
  type UseAnswerParams,
} from '../../protocol/probe';
import { FindOccurrences } from '../../protocol/probeRecords';
import type { PreviewPanel } from '../preview/previewPanel';
import type { Server } from '../server';
import type { ViewHandlers } from '../views/viewConnection';
import type { ServerLooks } from './lookIntoServer';
import type { ProbeSession } from './probeSession';
import { useAnswer } from './useAnswer';

/** Answers the requests of a preview's page that are about probes. */
export function probeHandlers(
  panel: PreviewPanel,
  session: ProbeSession,
  server: Server,
  looks: ServerLooks,
): ViewHandlers {
  return {
    [OpenProbe.method]: ({ turn }: OpenProbeParams) => session.open(turn),
    [StartProbe.method]: (params: StartProbeParams) => session.start(params),
    [ProbeAction.method]: (params: ProbeActionParams) => session.act(params),
    [UseAnswer.method]: (params: UseAnswerParams) => useAnswer(server, panel, session, params),
    [ScoreReference.method]: (params: ScoreReferenceParams, token) =>
      looks.score(session, params, signalOf(token), (done, total) => panel.tell(ScoreProgress.method, { done, total })),
    [ComparePrompts.method]: async (params: ComparePromptsParams, token) => {
      const ref = await panel.view.follow();
      return ref ? looks.prompts(ref, params, signalOf(token)) : null;
    },
    [FindInDataset.method]: async ({ text }: FindInDatasetParams, token): Promise<FindInDatasetResult> => {
      const params = { uri: panel.view.uri, text };
      return (await server.request<FindInDatasetResult>(FindOccurrences.method, params, token)) ?? null;
    },
  };
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
