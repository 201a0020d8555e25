import * as vscode from 'vscode';
import type { Capabilities } from '../../probe/capabilities';
import type { ProbeClient } from '../../probe/client/client';
import { promptDrift } from '../../probe/prompt/promptDrift';
import { servedPrompt } from '../../probe/prompt/askServedPrompt';
import { scoreReference } from '../../probe/scoring/scoreReference';
import type {
  ComparedPrompts,
  ComparePromptsParams,
  ComparePromptsResult,
  OwnPrompt,
  ScoreReferenceParams,
  ScoreReferenceResult,
} from '../../protocol/probe';
import { RenderPrompt, type RenderPromptParams, type RenderPromptResult } from '../../protocol/probeRecords';
import type { RecordRef } from '../../protocol/records';
import type { Server } from '../server';
import { askCase } from './askedCase';
import type { Endpoints } from './endpoints';
import type { ProbeSession } from './probeSession';

/** Why there is nothing, for people. */
interface Reason {
  readonly reason: string;
}

/** What servers tell of a record besides answers: how likely its reference is, and what they make of its prompt. */
export class ServerLooks {
  constructor(
    private readonly server: Server,
    private readonly endpoints: Endpoints,
  ) {}

  /** @returns null if it was cancelled */
  async score(
    session: ProbeSession,
    { digest, turn, endpoint }: ScoreReferenceParams,
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
  ): Promise<ScoreReferenceResult> {
    const asked = await session.caseOf(digest, turn);
    if ('refused' in asked) return { reason: asked.refused };
    return unlessCancelled(signal, async () => {
      const reached = await this.reach(endpoint);
      if ('reason' in reached) return reached;
      const { client, capabilities } = reached;
      const needsOwn = capabilities.scoring === 'meanOnly';
      const own = needsOwn ? await this.ownPrompt({ ...asked.ref, turn }) : null;
      const ours = own && 'text' in own ? own : null;
      return scoreReference(client.access, capabilities, asked.case, signal, onProgress, ours);
    });
  }

  /** @returns null if it was cancelled, or the record is not there any more */
  async prompts(
    ref: RecordRef,
    { turn, endpoint, messages }: ComparePromptsParams,
    signal: AbortSignal,
  ): Promise<ComparePromptsResult> {
    const asked = await askCase(this.server, ref, turn);
    if (!asked) return null;
    if ('problem' in asked.case) return bothFor(asked.case.problem);
    const { messages: whole, tools, variables } = asked.case;
    return unlessCancelled(signal, async () => {
      const ours = await this.ownPrompt({ ...ref, turn, ...(messages && { messages }) });
      const reached = await this.reach(endpoint);
      const theirs =
        'reason' in reached
          ? reached
          : await servedPrompt(
              reached.client.access,
              reached.capabilities,
              messages ?? whole,
              tools,
              variables,
              signal,
            );
      return compared(theirs, ours);
    });
  }

  private async ownPrompt(params: RenderPromptParams): Promise<OwnPrompt | Reason> {
    const result = await this.server.request<RenderPromptResult>(RenderPrompt.method, params);
    if (!result) return { reason: vscode.l10n.t('Tuneset’s language server does not answer. Its log says why.') };
    return 'fault' in result ? { reason: result.fault } : result;
  }

  private async reach(
    id: string,
  ): Promise<{ readonly client: ProbeClient; readonly capabilities: Capabilities } | Reason> {
    const { locked } = this.endpoints;
    if (locked) return { reason: locked };
    const endpoint = this.endpoints.find(id);
    if (!endpoint) return { reason: vscode.l10n.t('This endpoint is not there any more.') };
    const asked = await this.endpoints.ensureCapabilities(endpoint);
    if ('fault' in asked) return { reason: asked.fault };
    return { client: await this.endpoints.client(endpoint), capabilities: asked.capabilities };
  }
}

function compared(theirs: ComparedPrompts['theirs'], ours: ComparedPrompts['ours']): ComparedPrompts {
  const drift = 'reason' in theirs || 'reason' in ours ? null : promptDrift(ours, theirs);
  return { theirs, ours, drift };
}

function bothFor(reason: string): ComparedPrompts {
  return { theirs: { reason }, ours: { reason }, drift: null };
}

async function unlessCancelled<T>(signal: AbortSignal, does: () => Promise<T>): Promise<T | null> {
  try {
    return await does();
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
