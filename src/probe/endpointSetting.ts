import { endpointRoles, type Endpoint, type EndpointRole, type Sampling } from './endpoint';

/** Null everywhere: what the server does by itself. */
export const NO_SAMPLING: Sampling = { temperature: null, topP: null, maxTokens: null, seed: null, stop: [] };

/** Seconds; large models take minutes until they are loaded. */
const DEFAULT_TIMEOUT = 600;

/** An endpoint of which nothing is known yet. */
export function newEndpoint(id: string): Endpoint {
  return {
    ...{ id, name: '', baseUrl: '', model: '', role: 'fine-tuned', sampling: NO_SAMPLING },
    ...{ extraBody: {}, headers: {}, lora: [], timeout: DEFAULT_TIMEOUT, caFile: null },
  };
}

/** An endpoint as settings have it, in which people may have written anything; what is missing or of another type is as it is by itself. Undefined without id and address. */
export function readEndpoint(value: unknown): Endpoint | undefined {
  if (!isObject(value)) return undefined;
  const { id, baseUrl } = value;
  if (typeof id !== 'string' || id === '' || typeof baseUrl !== 'string') return undefined;
  const bare = newEndpoint(id);
  const name = textOf(value.name);
  return {
    ...bare,
    baseUrl: tidyBaseUrl(baseUrl),
    name: name === '' ? id : name,
    model: textOf(value.model),
    role: endpointRoles.includes(value.role as EndpointRole) ? (value.role as EndpointRole) : 'other',
    sampling: readSampling(value.sampling),
    extraBody: isObject(value.extraBody) ? value.extraBody : {},
    headers: textsOf(value.headers),
    lora: Array.isArray(value.lora) ? value.lora.filter(isScale) : [],
    timeout: numberOf(value.timeout) ?? bare.timeout,
    caFile: textOf(value.caFile) || null,
  };
}

/** What settings hold of an endpoint: only what is not as it is by itself. */
export function writeEndpoint(endpoint: Endpoint): object {
  const { id, name, baseUrl, model, role, sampling, extraBody, headers, lora, timeout, caFile } = endpoint;
  const set = Object.entries(sampling).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && !value.length),
  );
  return {
    ...{ id, name, baseUrl, role },
    ...(model !== '' && { model }),
    ...(set.length > 0 && { sampling: Object.fromEntries(set) }),
    ...(Object.keys(extraBody).length > 0 && { extraBody }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(lora.length > 0 && { lora }),
    ...(timeout !== DEFAULT_TIMEOUT && { timeout }),
    ...(caFile !== null && { caFile }),
  };
}

/**
 * The address under which the routes of OpenAI's API lie, of what people paste: without a slash at the end or the route itself, and below `/v1`, where all
 * servers have it, if only a host is named.
 */
export function tidyBaseUrl(text: string): string {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return trimmed;
  const url = new URL(trimmed);
  const path = url.pathname.replace(/\/(?:chat\/completions|completions|models)\/*$/, '').replace(/\/+$/, '');
  return `${url.protocol}//${credentialsOf(url)}${url.host}${path || '/v1'}${url.search}${url.hash}`;
}

/** They stay, to be refused. */
function credentialsOf({ username, password }: URL): string {
  return username || password ? `${username}${password && `:${password}`}@` : '';
}

function readSampling(value: unknown): Sampling {
  if (!isObject(value)) return NO_SAMPLING;
  const { temperature, topP, maxTokens, seed, stop } = value;
  return {
    temperature: numberOf(temperature),
    topP: numberOf(topP),
    maxTokens: numberOf(maxTokens),
    seed: numberOf(seed),
    stop: Array.isArray(stop) ? stop.filter((each) => typeof each === 'string' && each !== '') : [],
  };
}

function isScale(value: unknown): value is Endpoint['lora'][number] {
  return isObject(value) && numberOf(value.id) !== null && numberOf(value.scale) !== null;
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
