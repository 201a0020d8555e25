import type { ProbeFault } from '../answer';

/** The server is there, and wants to be asked later. */
export function asksToWait({ kind, status, retryAfter }: ProbeFault): boolean {
  return kind === 'rateLimit' || status === 429 || (status === 503 && retryAfter !== undefined);
}

/** Errors that have nothing to do with what was asked. */
export function isOutOfOrder({ kind }: ProbeFault): boolean {
  return ['connection', 'timeout', 'unauthorized', 'notFound', 'server', 'format'].includes(kind);
}
