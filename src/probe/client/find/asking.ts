import type { Answer, ProbeFault } from '../../answer';
import type { Ability, Capabilities, Capability } from '../../capabilities';
import type { Chat } from '../chat';
import { UnreadableError } from '../../unknownJson';
import { ProbeError, type ChatRequest } from '../client';
import type { Server } from '../server';

/** Tokens of an answer to a question that only finds something out. Some parsers eat the first ones of a thought. */
const FEW_TOKENS = 8;

export type Tried = { readonly value: unknown } | { readonly fault: ProbeFault };

/** Small requests that find out what a server does. */
export class Asking {
  constructor(
    readonly server: Server,
    readonly chat: Chat,
    readonly model: string,
    readonly signal: AbortSignal,
  ) {}

  get(path: string): Promise<Tried> {
    return this.#try(this.server.get(path, this.signal));
  }

  post(path: string, body: object): Promise<Tried> {
    return this.#try(this.server.post(path, body, this.signal));
  }

  /** Does something with the server that may fail; a response that can't be read is a fault. */
  async attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnreadableError)) await this.#mayGoOn(error);
      return null;
    }
  }

  /**
   * @param hopes what is to be sent though nobody knows yet whether the server takes it
   * @throws ProbeError if it can't be gone on with
   */
  async ask(request: Partial<ChatRequest>, hopes: Hopes = {}): Promise<Answer> {
    const sampling = { temperature: 0, maxTokens: FEW_TOKENS, stop: [], ...request.sampling };
    const plain: ChatRequest = { messages: [], tools: null, variables: null, alternatives: null, stream: false };
    const answer = await this.chat.ask({ ...plain, ...request, sampling }, hoped(hopes), this.signal);
    this.signal.throwIfAborted();
    if (answer.fault && answer.state === 'failed') await this.#mayGoOn(new ProbeError(answer.fault));
    return answer;
  }

  async #try(asked: Promise<unknown>): Promise<Tried> {
    try {
      return { value: await asked };
    } catch (error) {
      await this.#mayGoOn(error);
      return { fault: (error as ProbeError).fault };
    }
  }

  /** One request that fails says something of the server's abilities; but not if nothing can be asked any more. @throws the error */
  async #mayGoOn(error: unknown): Promise<void> {
    this.signal.throwIfAborted();
    if (!(error instanceof ProbeError)) throw error;
    const { kind } = error.fault;
    if (kind === 'timeout' || kind === 'rateLimit') throw error;
    if (kind === 'connection' && !(await this.#isThere())) throw error;
  }

  async #isThere(): Promise<boolean> {
    try {
      await this.server.get('v1:/models', this.signal);
      return true;
    } catch (error) {
      this.signal.throwIfAborted();
      return error instanceof ProbeError && error.fault.kind !== 'connection' && error.fault.kind !== 'timeout';
    }
  }
}

/** What a request assumes of a server in order to find out whether it is so. */
export interface Hopes extends Partial<Pick<Capabilities, 'prefill' | 'maxAlternatives'>> {
  readonly has?: readonly Ability[];
}

function hoped({ has = [], prefill = null, maxAlternatives = null }: Hopes): Capabilities {
  const capability = (ability: Ability): Capability => ({ has: has.includes(ability) ? 'yes' : 'unknown', why: '' });
  return {
    server: 'unknown',
    version: null,
    askedAt: '',
    models: [],
    abilities: {
      logprobs: capability('logprobs'),
      prefill: capability('prefill'),
      scoring: capability('scoring'),
      renderedPrompt: capability('renderedPrompt'),
      tokenise: capability('tokenise'),
      tools: capability('tools'),
      usageInStream: capability('usageInStream'),
      tokenIdPrompt: capability('tokenIdPrompt'),
    },
    refusedFields: [],
    prefill,
    // What comes back is to be seen as it is.
    prefillRepeats: { streamed: false, whole: false },
    scoring: null,
    rendering: null,
    maxAlternatives,
    adapters: [],
  };
}
