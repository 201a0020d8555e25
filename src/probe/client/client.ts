import type { Answer, AnswerDelta, ProbeFault } from '../answer';
import type { Capabilities, ServedModel } from '../capabilities';
import type { RequestMessage } from '../cases/probeCase';
import type { Endpoint, EndpointKey, Sampling } from '../endpoint';
import type { Transport } from '../transport';

/** One call. What the endpoint is known to refuse is left out, and told in `Answer.sent`. */
export interface ChatRequest {
  readonly messages: readonly RequestMessage[];
  readonly tools: readonly object[] | null;
  /** `chat_template_kwargs`. */
  readonly variables: Readonly<Record<string, unknown>> | null;
  /** Instead of the endpoint's own. */
  readonly sampling?: Partial<Sampling>;
  /** The beginning of the answer, which the model is to continue; only where it can be prefilled. */
  readonly prefill?: string;
  /** How many alternatives of each token; null: no tokens. */
  readonly alternatives: number | null;
  /** False: the answer comes as a whole. Where tools can't be streamed it does so anyway. */
  readonly stream: boolean;
}

/** What one needs to call an endpoint. */
export interface ClientParts {
  readonly transport: Transport;
  readonly key: EndpointKey;
  /** PEM of the endpoint's `caFile`. */
  readonly ca?: string;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** The time for people; ISO 8601. */
  readonly date: () => string;
}

/** The server behind an endpoint, for whoever asks it for something other than an answer. `path`: from its root (`/tokenize`), or `v1:/completions` for below the base address. */
export interface ServerAccess {
  readonly endpoint: Endpoint;
  /** The model to name in requests: the endpoint's, else the first that the server lists. */
  model(signal: AbortSignal): Promise<string>;
  /** @throws ProbeError; the signal's reason if it was aborted */
  get(path: string, signal: AbortSignal): Promise<unknown>;
  /** @throws ProbeError; the signal's reason if it was aborted */
  post(path: string, body: object, signal: AbortSignal): Promise<unknown>;
}

/** A request that got no result. */
export class ProbeError extends Error {
  override readonly name = 'ProbeError';

  constructor(readonly fault: ProbeFault) {
    super(fault.message);
  }
}

/** Calls one endpoint. */
export interface ProbeClient {
  readonly access: ServerAccess;
  /** @throws ProbeError */
  models(signal: AbortSignal): Promise<readonly ServedModel[]>;
  /** Asks the endpoint what it can do: a few small requests. @throws ProbeError if it can't be reached or lets nobody in */
  capabilities(signal: AbortSignal): Promise<Capabilities>;
  /**
   * Never throws for what server or network do: the answer tells it.
   *
   * @param capabilities what was found of the endpoint; null: only fields that every server takes are sent
   */
  chat(
    request: ChatRequest,
    capabilities: Capabilities | null,
    signal: AbortSignal,
    onDelta?: (delta: AnswerDelta) => void,
  ): Promise<Answer>;
}
