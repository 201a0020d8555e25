import * as vscode from 'vscode';
import type { EndpointSnapshot, RunPlan } from '../../../probe/batch/plan';
import { runEndpoint } from '../../../probe/batch/runEndpoint';
import type { RunEndpoint } from '../../../probe/batch/runParts';
import type { ProbeCase } from '../../../probe/cases/probeCase';
import type { Endpoint } from '../../../probe/endpoint';
import type { OwnPrompt } from '../../../probe/prompt/servedPrompt';
import { scoreReference } from '../../../probe/scoring/scoreReference';
import { RenderPrompt, type RenderPromptParams, type RenderPromptResult } from '../../../protocol/probeRecords';
import { FollowRecord, ReleaseRecord, type FollowedRecord, type FollowRecordParams } from '../../../protocol/records';
import type { Server } from '../../server';
import { askCase, caseIn } from '../askedCase';
import type { Endpoints } from '../endpoints';

/** The endpoints of a run, ready to be called. */
export interface ReadyEndpoints {
  /** In the order of the plan's. */
  readonly endpoints: readonly RunEndpoint[];
  readonly judges: ReadonlyMap<string, RunEndpoint>;
}

/** Makes endpoints ready: what they can do is asked if it is not known. */
export class RunEndpoints {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly server: Server,
    private readonly uri: string,
  ) {}

  /** @returns why not, for people */
  async ready({ endpoints, measures }: RunPlan): Promise<ReadyEndpoints | string> {
    const { locked } = this.endpoints;
    if (locked !== null) return locked;
    const judges = measures.flatMap((wish) => (wish.kind === 'judge' ? [wish.endpoint] : []));
    const asked = await Promise.all([
      ...endpoints.map((snapshot) => this.asPlanned(snapshot)),
      ...[...new Set(judges)].map((id) => this.byId(id)),
    ]);
    const refusal = asked.find((each) => typeof each === 'string');
    if (refusal !== undefined) return refusal;
    const made = asked.filter((each) => typeof each !== 'string');
    return {
      endpoints: made.slice(0, endpoints.length),
      judges: new Map(made.slice(endpoints.length).map((judge) => [judge.endpoint.id, judge])),
    };
  }

  /** A run goes on with the model with which it was begun; headers and the like are those of today. */
  private async asPlanned(snapshot: EndpointSnapshot): Promise<RunEndpoint | string> {
    const { id, name, baseUrl, model, sampling, lora } = snapshot;
    const endpoint = this.endpoints.find(id);
    if (!endpoint) return vscode.l10n.t('The endpoint “{0}” is not there any more.', name);
    if (endpoint.baseUrl !== baseUrl || endpoint.model !== model) {
      return vscode.l10n.t(
        'The endpoint “{0}” is another one now: the run was begun with the model “{1}” at {2}.',
        name,
        model,
        baseUrl,
      );
    }
    return this.make({ ...endpoint, sampling, lora });
  }

  private async byId(id: string): Promise<RunEndpoint | string> {
    const endpoint = this.endpoints.find(id);
    return endpoint ? this.make(endpoint) : vscode.l10n.t('The endpoint that judges is not there any more.');
  }

  private async make(endpoint: Endpoint): Promise<RunEndpoint | string> {
    const asked = await this.endpoints.ensureCapabilities(endpoint);
    if ('fault' in asked) return `${endpoint.name}: ${asked.fault}`;
    const { capabilities } = asked;
    const client = await this.endpoints.client(endpoint);
    const made = runEndpoint(endpoint, client, capabilities);
    if (capabilities.scoring !== 'meanOnly') return made;
    return {
      ...made,
      score: async (probe, signal) =>
        scoreReference(client.access, capabilities, probe, signal, undefined, await this.ownPrompt(probe)),
    };
  }

  /** Our rendering of a prompt, for servers that don't tell theirs. */
  private async ownPrompt({ record, key, turn }: ProbeCase): Promise<OwnPrompt | null> {
    const { server, uri } = this;
    const at: FollowRecordParams = { uri, at: { kind: 'index', record } };
    const followed = await server.request<FollowedRecord | null>(FollowRecord.method, at);
    if (!followed) return null;
    const ref = { uri, anchor: followed.anchor };
    // Another record may stand there by now.
    const isSame = caseIn(await askCase(server, ref, turn))?.key === key;
    const params: RenderPromptParams = { ...ref, turn };
    const result = isSame ? await server.request<RenderPromptResult>(RenderPrompt.method, params) : undefined;
    server.notify(ReleaseRecord.method, ref);
    return result && 'text' in result ? result : null;
  }
}
