import type { IncomingHttpHeaders } from 'node:http';
import type { Fields } from '../../src/demo/http/fields';
import type { RequestFault } from '../../src/demo/http/requestFault';
import type { Engine } from './engine';
import type { Wire } from './wire';

/** One kind of server: its routes, and how it tells faults. */
export interface Server {
  /** By method and path: `POST /v1/chat/completions`. */
  readonly routes: Readonly<Record<string, Route>>;
  /** The body, and perhaps another status, with which it tells a fault. */
  error(fault: RequestFault): { readonly status?: number; readonly body: object | string };
  /** What it does in the middle of a stream when the model fails. */
  breakOff(wire: Wire, message: string): void;
  /** Paths that want the key, if there is one; all of them if absent. */
  guards?(path: string): boolean;
}

export type Route = (exchange: Exchange) => Promise<void> | void;

/** A request and the way to answer it. */
export interface Exchange {
  readonly fields: Fields;
  readonly wire: Wire;
  readonly engine: Engine;
  readonly options: ImitationOptions;
}

export interface ImitationOptions {
  /** Which requests must bear. */
  readonly key?: string;
  /** What goes wrong; can be changed while it runs. */
  readonly breaks?: Breaks;
  /** Models think first, and the server tells it as this one does; some can't. */
  readonly thinks?: boolean;
  /** The template adds this where a conversation has no system prompt, as Qwen2.5's does. */
  readonly defaultSystem?: string;
  /** Fields that this version does not know yet, and ignores. */
  readonly ignores?: readonly string[];
  /** Tokens of prompt and answer; 8192 if absent. */
  readonly context?: number;
}

/** What goes wrong in answering. Numbers of tokens count those that were sent. */
export interface Breaks {
  /** Every request is answered with this. */
  readonly answer?: { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };
  /** That many generations are answered with 429 first. `retryAfter`: the header's value. */
  readonly busy?: { readonly times: number; readonly retryAfter?: string };
  /** Milliseconds before anything is sent. */
  readonly delay?: number;
  /** Nothing is ever sent. */
  readonly silent?: boolean;
  /** Milliseconds between tokens. */
  readonly pace?: number;
  /** The connection is cut after so many tokens. */
  readonly cutAfter?: number;
  /** The response ends after so many tokens as if it were complete, with nothing that says so. */
  readonly endAfter?: number;
  /** The model fails after so many tokens, and it is told as the server does. */
  readonly failAfter?: number;
  /** Nothing more is sent after so many tokens. */
  readonly stallAfter?: number;
  /** Comments between tokens, as keep-alives are. */
  readonly comments?: boolean;
  /** Chunks are sent in pieces of so many bytes, wherever that cuts them. */
  readonly pieces?: number;
}

/** What an imitation saw. */
export interface Seen {
  readonly requests: SeenRequest[];
  /** Generations that the client went away from. */
  aborted: number;
  /** Tokens that were generated. */
  tokens: number;
  /** Requests in flight, and the most of them at once. */
  running: number;
  mostRunning: number;
}

export interface SeenRequest {
  /** `POST /v1/chat/completions` */
  readonly route: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}
