import * as l10n from '@vscode/l10n';
import type { CancellationToken } from 'vscode-languageserver';
import { LabelReader } from '../../labels/labelReader';
import {
  ChooseCases,
  EditFromProbe,
  FindOccurrences,
  GetCases,
  GetProbeCase,
  MakePair,
  RenderPrompt,
  type ChooseCasesParams,
  type EditFromProbeParams,
  type EditFromProbeResult,
  type FindOccurrencesParams,
  type GetCasesParams,
  type MakePairParams,
  type MakePairResult,
  type ProbeCaseParams,
  type ProbeCaseResult,
  type RenderPromptParams,
  type RenderPromptResult,
} from '../../protocol/probeRecords';
import type { RecordRef } from '../../protocol/records';
import type { FindRecords } from '../preview/findRecords';
import type { Followed, FollowedPiece } from '../records/followed';
import type { RecordServer } from '../records/recordFeatures';
import { chooseCases, getCases, type CaseSources } from './chosenCases';
import { findOccurrences } from './occurrences';
import { ownPrompt } from './ownPrompt';
import { pairFromProbe, probeEdits } from './probeEdits';
import { probeCaseOf } from './recordCases';

/** What is asked of records when models are: cases, own renderings, occurrences, and edits that make data of answers. */
export class ProbeFeatures {
  private readonly cases: CaseSources;

  constructor(
    private readonly server: Pick<RecordServer, 'connection' | 'get' | 'configured' | 'labels' | 'counters' | 'wishOf'>,
    private readonly followed: Followed,
    finding: Pick<FindRecords, 'matching'>,
  ) {
    const { get, labels } = server;
    this.cases = { dataset: (uri) => get(uri)?.dataset, labels, finding };
  }

  listen(): void {
    const { connection } = this.server;
    connection.onRequest(GetProbeCase.method, (params: ProbeCaseParams) => this.probeCase(params));
    connection.onRequest(RenderPrompt.method, (params: RenderPromptParams) => this.render(params));
    connection.onRequest(ChooseCases.method, async (params: ChooseCasesParams, token: CancellationToken) => {
      await this.server.configured();
      return chooseCases(params, this.cases, token);
    });
    connection.onRequest(GetCases.method, async (params: GetCasesParams, token: CancellationToken) => {
      await this.server.configured();
      return getCases(params, this.cases, token);
    });
    connection.onRequest(FindOccurrences.method, (params: FindOccurrencesParams, token: CancellationToken) =>
      this.occurrences(params, token),
    );
    connection.onRequest(EditFromProbe.method, async ({ operation, ...seen }: EditFromProbeParams) => {
      const found = await this.seen(seen);
      return 'refused' in found ? found : (probeEdits(found, operation) satisfies EditFromProbeResult);
    });
    connection.onRequest(MakePair.method, async (params: MakePairParams) => {
      const found = await this.seen(params);
      return 'refused' in found ? found : (pairFromProbe(found, params) satisfies MakePairResult);
    });
  }

  private async probeCase(params: ProbeCaseParams): Promise<ProbeCaseResult | null> {
    await this.server.configured();
    const found = this.followed.find(params);
    return found ? probeCaseOf(found, params, this.server.labels(params.uri)) : null;
  }

  private async render(params: RenderPromptParams): Promise<RenderPromptResult> {
    await this.server.configured();
    const found = this.followed.find(params);
    return found ? ownPrompt(found, params, this.server) : null;
  }

  private async occurrences({ uri, text }: FindOccurrencesParams, token: CancellationToken) {
    await this.server.configured();
    const dataset = this.server.get(uri)?.dataset;
    return dataset ? findOccurrences(dataset, text, new LabelReader(this.server.labels(uri)), token) : null;
  }

  /** A record that says what the client saw. */
  private async seen(
    ref: RecordRef & { readonly digest: string },
  ): Promise<FollowedPiece | { readonly refused: string }> {
    await this.server.configured();
    const found = this.followed.find(ref);
    if (!found) return { refused: l10n.t('This record is not in the file any more.') };
    if (found.digest === ref.digest) return found;
    return { refused: l10n.t('This record says something else by now. Look at it again.') };
  }
}
