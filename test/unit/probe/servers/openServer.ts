import { openClient } from '../../../../src/host/probe/openClient';
import type { Answer } from '../../../../src/probe/answer';
import type { Capabilities } from '../../../../src/probe/capabilities';
import type { ProbeCase } from '../../../../src/probe/cases/probeCase';
import type { ChatRequest, ProbeClient } from '../../../../src/probe/client/client';
import type { Endpoint } from '../../../../src/probe/endpoint';
import type { ImitationOptions } from '../../../servers/imitation';
import { imitations, startImitation, type Imitation, type ImitationName } from '../../../servers/startImitation';

export const names = Object.keys(imitations) as ImitationName[];

export const QUESTION = 'Why does ice float on water?';
export const ANSWER =
  'Water expands when it freezes. The same mass takes up more room, so ice is less dense than the water around it and floats.';
export const ORDER = {
  type: 'function',
  function: {
    name: 'get_order',
    description: 'Looks up an order.',
    parameters: {
      type: 'object',
      properties: { order_id: { type: 'string', description: "The order's number." } },
      required: ['order_id'],
    },
  },
};
export const KEY = 'sk-planted-0123456789';

export interface Opened {
  readonly server: Imitation;
  readonly client: ProbeClient;
  /** @param found null: nothing is known of the server; if absent, what is found by asking */
  readonly ask: (
    request: Partial<ChatRequest> & { readonly text?: string },
    found?: Capabilities | null,
  ) => Promise<Answer>;
  /** Asks this server what it can do. */
  readonly find: () => Promise<Capabilities>;
  /** What one of its kind can do, asked once. */
  readonly known: () => Promise<Capabilities>;
}

const opened: Imitation[] = [];

const knownOf = new Map<ImitationName, Promise<Capabilities>>();

function keep(name: ImitationName, found: Promise<Capabilities>): Promise<Capabilities> {
  knownOf.set(name, found);
  return found;
}

/** The real client, over a real network, of an imitation. */
export async function open(
  name: ImitationName,
  { key, ...options }: ImitationOptions = {},
  own: Partial<Endpoint> & { readonly givenKey?: string | undefined } = {},
): Promise<Opened> {
  const server = await startImitation(name, { ...options, ...(key !== undefined && { key }) });
  opened.push(server);
  const { givenKey = key, ...changed } = own;
  const endpoint: Endpoint = {
    id: 'e',
    name: 'an endpoint',
    baseUrl: server.baseUrl,
    model: '',
    role: 'other',
    sampling: { temperature: 0, topP: null, maxTokens: 80, seed: 1, stop: [] },
    extraBody: {},
    headers: {},
    lora: [],
    timeout: 20,
    caFile: null,
    ...(['vllm', 'ollama'].includes(name) && { model: 'demo-tuned' }),
    ...changed,
  };
  const client = await openClient(endpoint, givenKey);
  const signal = new AbortController().signal;
  const find = (): Promise<Capabilities> => client.capabilities(signal);
  const known = (): Promise<Capabilities> => knownOf.get(name) ?? keep(name, find());
  const ask: Opened['ask'] = async ({ text = QUESTION, ...request }, capabilities) =>
    client.chat(
      {
        messages: [{ role: 'user', content: text }],
        tools: null,
        variables: null,
        alternatives: null,
        stream: true,
        ...request,
      },
      capabilities === undefined ? await known() : capabilities,
      signal,
    );
  return { server, client, ask, find, known };
}

/** What was sent to a route after the first `from` requests. */
export function bodies({ seen }: Imitation, route: string, from = 0): readonly Readonly<Record<string, unknown>>[] {
  return seen.requests
    .slice(from)
    .filter((request) => request.route === route)
    .map(({ body }) => body);
}

export const CHAT = 'POST /v1/chat/completions';

export async function closeAll(): Promise<void> {
  for (const server of opened.splice(0)) await server.close();
}

/** A record of one question and its answer. */
export function caseOf(question: string, content: string): ProbeCase {
  return {
    ...{ record: 0, key: 'k', turn: 1, tools: null, variables: null, rejected: null, isMarked: false, turnCount: 2 },
    messages: [{ role: 'user', content: question }],
    reference: { content, reasoning: '', calls: [], message: { role: 'assistant', content } },
    taskTypes: [],
    kinds: [],
  };
}
