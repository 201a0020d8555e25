import * as l10n from '@vscode/l10n';
import type { Endpoint, Sampling } from './endpoint';

/** What is wrong with an endpoint, by field, for people. */
export type EndpointFaults = Readonly<Partial<Record<keyof Endpoint, string>>>;

/** Headers in which keys are sent; those are kept apart from everything else. */
const KEY_HEADERS = /^(?:authorization|proxy-authorization|(?:x-)?api-key|cookie)$/i;
/** Headers that belong to the transport. */
const OWN_HEADERS =
  /^(?:host|connection|content-length|content-type|accept|accept-encoding|transfer-encoding|upgrade|expect|te|trailer)$/i;
/** A `token` of RFC 9110, section 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** UTF-16 units. */
const LONGEST = 2000;
/** Seconds: a day. */
const LONGEST_TIMEOUT = 86_400;

/** @returns null if nothing is wrong */
export function checkEndpoint(endpoint: Endpoint): EndpointFaults | null {
  const faults = {
    name: nameFault(endpoint.name),
    baseUrl: addressFault(endpoint.baseUrl),
    model: endpoint.model.length > LONGEST ? l10n.t('This is too long.') : null,
    sampling: samplingFault(endpoint.sampling),
    headers: headersFault(endpoint.headers),
    lora: loraFault(endpoint.lora),
    timeout: isIn(endpoint.timeout, 0, LONGEST_TIMEOUT)
      ? null
      : l10n.t('A number of seconds from 0 to {0}; 0 waits for ever.', LONGEST_TIMEOUT),
    caFile: endpoint.caFile === null || isAbsolute(endpoint.caFile) ? null : l10n.t('The whole path of a file.'),
  };
  const found = Object.entries(faults).filter((entry): entry is [keyof Endpoint, string] => entry[1] !== null);
  return found.length > 0 ? Object.fromEntries(found) : null;
}

function nameFault(name: string): string | null {
  if (name.trim() === '') return l10n.t('Give it a name, such as the step of the training.');
  return name.length > LONGEST ? l10n.t('This is too long.') : null;
}

function addressFault(baseUrl: string): string | null {
  const example = 'http://127.0.0.1:8000/v1';
  if (baseUrl === '') return l10n.t('The address of the server, such as {0}.', example);
  if (!/^https?:\/\//i.test(baseUrl) || !URL.canParse(baseUrl)) {
    return l10n.t('An address that begins with http:// or https://, such as {0}.', example);
  }
  const { username, password, search, hash } = new URL(baseUrl);
  if (username || password) return l10n.t('No password may stand in an address: it belongs into the key.');
  return search || hash ? l10n.t('The address may have no part that begins with ? or #.') : null;
}

function samplingFault({ temperature, topP, maxTokens, seed }: Sampling): string | null {
  if (temperature !== null && !isIn(temperature, 0, 10)) return l10n.t('The temperature is a number from 0 to 10.');
  if (topP !== null && !(topP > 0 && topP <= 1)) return l10n.t('Top p is a number above 0, up to 1.');
  if (maxTokens !== null && !(Number.isSafeInteger(maxTokens) && maxTokens > 0)) {
    return l10n.t('The greatest number of tokens is a whole number above 0.');
  }
  return seed === null || Number.isSafeInteger(seed) ? null : l10n.t('The seed is a whole number.');
}

function headersFault(headers: Endpoint['headers']): string | null {
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name)) return l10n.t('“{0}” is no name of a header.', name);
    if (KEY_HEADERS.test(name)) {
      return l10n.t('{0} is not kept here, as anybody may read the settings. Set a key instead.', name);
    }
    if (OWN_HEADERS.test(name)) return l10n.t('Tuneset sets {0} itself.', name);
    // What Node takes: https://nodejs.org/api/http.html, `http.validateHeaderValue`.
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) return l10n.t('{0} has a character that no header may have.', name);
  }
  return null;
}

function loraFault(lora: Endpoint['lora']): string | null {
  const isGood = lora.every(({ id, scale }) => Number.isSafeInteger(id) && id >= 0 && isIn(scale, -100, 100));
  return isGood ? null : l10n.t('Adapters have whole numbers; their scales are numbers.');
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[a-z]:[\\/]|\\\\)/i.test(path);
}

function isIn(value: number, least: number, most: number): boolean {
  return Number.isFinite(value) && value >= least && value <= most;
}
