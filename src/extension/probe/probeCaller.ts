import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Answer, ProbeFault } from '../../probe/answer';
import type { ProbeCase } from '../../probe/cases/probeCase';
import type { Endpoint, Sampling } from '../../probe/endpoint';
import type { StartProbeParams } from '../../protocol/probe';
import { CallLimit } from './callLimit';
import type { DatasetCalls } from './datasetCalls';
import type { Endpoints } from './endpoints';
import type { KeptCall } from './keptCall';
import type { LiveCall } from './liveCall';

/** Calls of one endpoint that are made at once; servers with fewer slots let the others wait. */
const AT_ONCE = 4;
const MOST_TRIES = 50;

/** What one wants of models, for a case. */
export type CallWish = Omit<StartProbeParams, 'digest' | 'turn' | 'endpoints'>;

/** Calls endpoints for single cases, and keeps what they answer. */
export class ProbeCaller {
  /** By id of the endpoint. */
  private readonly limits = new Map<string, CallLimit>();

  constructor(private readonly endpoints: Endpoints) {}

  /** Begins the calls; their answers come to `calls`. @returns why that can't be done, for people; null: they are on their way */
  start(calls: DatasetCalls, probe: ProbeCase, ids: readonly string[], wish: CallWish): string | null {
    const { locked } = this.endpoints;
    if (locked) return locked;
    const chosen = ids.flatMap((id) => this.endpoints.find(id) ?? []);
    if (chosen.length === 0) return vscode.l10n.t('Choose an endpoint first.');
    const group = randomUUID();
    const tries = Math.min(MOST_TRIES, Math.max(1, Math.trunc(wish.tries)));
    for (let attempt = 0; attempt < tries; attempt++) {
      for (const endpoint of chosen) {
        const sampling = samplingOf(endpoint, wish, attempt);
        const live = calls.begin(waitingCall(probe, endpoint, wish, group, attempt, sampling));
        void this.call(endpoint, probe, wish, sampling, live).then((answer) => calls.end(live, answer));
      }
    }
    return null;
  }

  private async call(
    endpoint: Endpoint,
    probe: ProbeCase,
    wish: CallWish,
    sampling: Sampling,
    live: LiveCall,
  ): Promise<Answer> {
    const limit = this.limits.get(endpoint.id) ?? new CallLimit(AT_ONCE);
    this.limits.set(endpoint.id, limit);
    try {
      const answer = await limit.run(() => this.ask(endpoint, probe, wish, sampling, live), live.controller.signal);
      return answer ?? cancelled(live);
    } catch (error) {
      // Such as a file of certificates that can't be read.
      const message = error instanceof Error ? error.message : String(error);
      return failed(live, { kind: 'connection', message, detail: null, status: null });
    }
  }

  private async ask(
    endpoint: Endpoint,
    probe: ProbeCase,
    { messages, prefill, alternatives }: CallWish,
    sampling: Sampling,
    live: LiveCall,
  ): Promise<Answer> {
    const { signal } = live.controller;
    const asked = await aborted(this.endpoints.ensureCapabilities(endpoint), signal);
    if (!asked) return cancelled(live);
    if ('fault' in asked) return failed(live, asked.cause ?? unreachable(asked.fault));
    const { capabilities } = asked;
    if (prefill !== '' && capabilities.abilities.prefill.has === 'no') {
      return failed(live, unsupported(capabilities.abilities.prefill.why));
    }
    const client = await this.endpoints.client(endpoint);
    const request = {
      ...{ messages: messages ?? probe.messages, tools: probe.tools, variables: probe.variables },
      ...{ sampling, alternatives, stream: true },
      ...(prefill !== '' && { prefill }),
    };
    return client.chat(request, capabilities, signal, (delta) => live.add(delta));
  }
}

/** A fixed seed would make all tries the same: each gets the one after. */
function samplingOf(endpoint: Endpoint, wish: CallWish, attempt: number): Sampling {
  const sampling = { ...endpoint.sampling, ...wish.sampling };
  return sampling.seed === null ? sampling : { ...sampling, seed: sampling.seed + attempt };
}

function waitingCall(
  probe: ProbeCase,
  { id, name, role, model }: Endpoint,
  { messages, prefill }: CallWish,
  group: string,
  attempt: number,
  sampling: Sampling,
): KeptCall {
  const { key, record, turn, taskTypes, kinds, turnCount } = probe;
  const { content, reasoning, calls } = probe.reference;
  return {
    ...{ id: randomUUID(), group, at: new Date().toISOString(), endpoint: { id, name, role, model }, try: attempt },
    ...{ key, record, turn, taskTypes, kinds, turnCount },
    messages: messages ?? probe.messages,
    isEdited: messages !== null,
    prefill,
    reference: { content, reasoning, calls },
    answer: {
      ...{ state: 'cancelled', fault: null, content: '', reasoning: '', calls: [], finish: null, tokens: null },
      ...{ tokensAreLossy: false, usage: null, firstTokenMs: null, totalMs: 0, model: null },
      sent: { sampling, model, stream: true, leftOut: [] },
    },
  };
}

function cancelled({ call: { answer }, elapsed }: LiveCall): Answer {
  return { ...answer, state: 'cancelled', totalMs: elapsed };
}

function failed({ call: { answer }, elapsed }: LiveCall, fault: ProbeFault): Answer {
  return { ...answer, state: 'failed', fault, totalMs: elapsed };
}

function unreachable(message: string): ProbeFault {
  return { kind: 'connection', message, detail: null, status: null };
}

function unsupported(why: string): ProbeFault {
  const message = vscode.l10n.t('This endpoint can’t continue the beginning of an answer: {0}', why);
  return { kind: 'unsupported', message, detail: null, status: null };
}

/** @returns undefined as soon as the signal says so; what is waited for goes on */
async function aborted<T>(awaited: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  let stop = (): void => undefined;
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([awaited, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
