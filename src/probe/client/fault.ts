import * as l10n from '@vscode/l10n';
import type { ProbeFault } from '../answer';
import { TransportError, type TransportFault } from '../transport';
import { readErrorText, type ErrorBody } from './errorBody';
import { TooMuch } from './readBody';

/** UTF-16 units of a server's text that are kept. */
const MOST_DETAIL = 2000;

/** A fault whose message is for people and whose detail is the server's own text, which is shortened when secrets are out of it: half of one is one too. */
export function fault(
  kind: ProbeFault['kind'],
  message: string,
  more: { readonly detail?: string; readonly status?: number } = {},
): ProbeFault {
  const detail = more.detail?.trim() ?? '';
  return { kind, message, detail: detail === '' ? null : detail, status: more.status ?? null };
}

/** What of a server's text is kept. */
export function shortened(text: string): string {
  return text.length > MOST_DETAIL ? `${text.slice(0, MOST_DETAIL)}…` : text;
}

/** What servers say where a prompt, or prompt and answer, don't fit into the model's context. */
const tooLong =
  /exceed_context_size|context_length_exceeded|maximum context length|context (?:length|size|window)|prompt is too long|\b(?:inputs?|prompt)\b[^.\n]{0,60}(?:longer than|less than|<=|exceed)/i;

/**
 * Of a response that is an error.
 *
 * @param date the time now, ISO 8601, as `Retry-After` may name a time
 */
export function statusFault(
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string,
  date: string,
): ProbeFault {
  if (status >= 300 && status < 400) return redirectFault(status, headers.location ?? '');
  const body = readErrorText(text);
  const kind = kindOf(status, body);
  const known = fault(kind, messageOf(kind, status), { detail: body.message, status });
  const retryAfter = waitOf(headers, date);
  return retryAfter === undefined ? known : { ...known, retryAfter };
}

/** Of an error within a response that began well. */
export function bodyFault(body: ErrorBody, status: number): ProbeFault {
  const kind = saysTooLong(body) ? 'tooLong' : 'server';
  const message = kind === 'tooLong' ? messageOf(kind, status) : l10n.t('The server broke off with an error.');
  return fault(kind, message, { detail: body.message, status });
}

/** Without what follows the path: it may hold anything. */
function redirectFault(status: number, location: string): ProbeFault {
  const to = URL.canParse(location) ? new URL(location).origin + new URL(location).pathname : location.split('?')[0];
  const message = l10n.t(
    'The server sends on to {0}. Redirects are not followed, so that a key never reaches another server: if that address is right, enter it as the base address.',
    shortened(to || '?'),
  );
  return fault('connection', message, { status });
}

function kindOf(status: number, body: ErrorBody): ProbeFault['kind'] {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'rateLimit';
  if (status === 408 || status === 504) return 'timeout';
  if (status === 413 || saysTooLong(body)) return 'tooLong';
  if (status === 404) return 'notFound';
  // TGI: the model failed (`InferError::GenerationError`, router/src/server.rs).
  if (status === 424) return 'server';
  return status < 500 || status === 501 ? 'unsupported' : 'server';
}

function saysTooLong({ message, words }: ErrorBody): boolean {
  return tooLong.test(message) || words.some((word) => tooLong.test(word));
}

function messageOf(kind: ProbeFault['kind'], status: number): string {
  switch (kind) {
    case 'unauthorized':
      return l10n.t('The server lets nobody in with this key, or without one (HTTP {0}).', status);
    case 'rateLimit':
      return l10n.t('The server takes no more requests for now (HTTP {0}).', status);
    case 'timeout':
      return l10n.t('The server gave up waiting (HTTP {0}).', status);
    case 'tooLong':
      return l10n.t('Prompt and answer are longer than the model’s context.');
    case 'notFound':
      return l10n.t('The server knows no such model or address (HTTP {0}).', status);
    case 'unsupported':
      return l10n.t('The server does not take this request (HTTP {0}).', status);
    default:
      return l10n.t('The server failed (HTTP {0}).', status);
  }
}

/** Milliseconds. `Retry-After` holds seconds or a date (RFC 9110, 10.2.3), `retry-after-ms` milliseconds (OpenAI). */
function waitOf(headers: Readonly<Record<string, string>>, date: string): number | undefined {
  const exact = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (exact >= 0) return exact;
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text) - Date.parse(date);
  return Number.isFinite(until) ? Math.max(0, until) : undefined;
}

/** Of a request that broke, or whose response can't be read. @throws whatever is the caller's own mistake */
export function brokenFault(error: unknown, origin: string, timeout: number): ProbeFault {
  if (error instanceof TooMuch) return fault('format', l10n.t('The server’s response is too large to be read.'));
  if (!(error instanceof TransportError)) throw error;
  const kind = error.fault === 'silent' ? 'timeout' : 'connection';
  return fault(kind, transportMessage(error.fault, origin, timeout), { detail: error.message });
}

function transportMessage(what: TransportFault, origin: string, timeout: number): string {
  switch (what) {
    case 'refused':
      return l10n.t('Nothing answers at {0}: is the server running?', origin);
    case 'notFound':
      return l10n.t('There is no such host: {0}.', origin);
    case 'unreachable':
      return l10n.t('There is no way to {0}.', origin);
    case 'proxy':
      return l10n.t('The proxy lets nothing through to {0}.', origin);
    case 'certificate':
      return l10n.t(
        'The certificate of {0} is not trusted. If it is your own, name its CA file in the endpoint.',
        origin,
      );
    case 'silent':
      return l10n.t('Nothing came from {0} for {1} seconds.', origin, timeout);
    case 'broken':
      return l10n.t('The connection to {0} broke.', origin);
    case 'aborted':
      return l10n.t('The request was cancelled.');
    case 'other':
      return l10n.t('{0} can’t be talked to.', origin);
  }
}
