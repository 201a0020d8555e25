import * as l10n from '@vscode/l10n';
import { resolve } from 'node:path';
import { isJsonObject } from '../../dataset/jsonObject';
import { openClient } from '../../host/probe/openClient';
import { proxyWays } from '../../host/probe/proxyWay';
import { transportBy } from '../../host/probe/transport';
import type { ProbeFault } from '../../probe/answer';
import { runEndpoint } from '../../probe/batch/runEndpoint';
import type { RunEndpoint } from '../../probe/batch/runParts';
import { checkEndpoint } from '../../probe/checkEndpoint';
import { tidyBaseUrl } from '../../probe/endpointSetting';
import { toldFault } from '../../probe/toldFault';
import { ProbeError } from '../../probe/client/client';
import { originOf, type Endpoint, type EndpointKey, type Sampling } from '../../probe/endpoint';
import { CannotRun } from '../cannotRun';
import { isFileError } from '../datasets/openSource';
import { printable } from '../reporters/printable';
import type { ProbeValues } from './options';

/** An endpoint that is named on the command line, with its key. */
export interface NamedEndpoint {
  readonly endpoint: Endpoint;
  readonly key: EndpointKey;
}

/** Seconds: a model may have to be loaded first, but nobody looks on in CI. */
const DEFAULT_TIMEOUT = 600;

type Environment = Readonly<Record<string, string | undefined>>;

/** The only origin that gets the key that other programs keep for it. */
const OPENAI = 'https://api.openai.com';

/** @throws CannotRun if what is said of the endpoints makes no sense */
export function namedEndpoints(options: ProbeValues, environment: Environment): readonly NamedEndpoint[] {
  const { endpoint: addresses, model: models, 'key-env': variables } = options;
  if (addresses.length === 0) {
    throw new CannotRun(l10n.t('Say which server is to be asked: --endpoint with its address.'));
  }
  if (models.length > 1 && addresses.length > 1 && models.length !== addresses.length) {
    throw new CannotRun(l10n.t('Give each --endpoint its --model, in the same order, or one for all.'));
  }
  const count = Math.max(addresses.length, models.length);
  const named = Array.from({ length: count }, (_, i) => {
    const address = addresses[i] ?? addresses[0]!;
    return endpointOf(address, models[i] ?? models[0] ?? '', options);
  });
  const keys = new Map<string, string>();
  named.forEach((endpoint, i) => {
    const key = keyFor(endpoint, variables[i], i === 0, environment);
    if (key !== undefined && !keys.has(originOf(endpoint))) keys.set(originOf(endpoint), key);
  });
  return named.map((endpoint) => ({ endpoint, key: keys.get(originOf(endpoint)) }));
}

/** Whoever judges; undefined if nobody is named. @param known endpoints whose keys are good for the same origin */
export function namedJudge(
  options: ProbeValues,
  environment: Environment,
  known: readonly NamedEndpoint[],
): NamedEndpoint | undefined {
  const { judge, 'judge-model': model = '', 'judge-key-env': variable } = options;
  if (judge === undefined) return undefined;
  const plain = { ...options, 'extra-body': undefined, temperature: '0', 'max-tokens': undefined, stop: [] };
  const endpoint = endpointOf(judge, model, { ...plain, 'top-p': undefined, 'sampling-seed': undefined });
  const sameOrigin = known.find((each) => originOf(each.endpoint) === originOf(endpoint));
  const key = keyFor(endpoint, variable, false, environment) ?? sameOrigin?.key;
  return { endpoint: { ...endpoint, id: `judge ${endpoint.id}` }, key };
}

/** Node itself minds no proxy. */
const transport = transportBy(proxyWays(process.env));

/** Asks an endpoint what it can do, and which model it serves if none is named. @throws CannotRun if it can't be reached */
export async function readyEndpoint({ endpoint, key }: NamedEndpoint, signal: AbortSignal): Promise<RunEndpoint> {
  try {
    const client = await openClient(endpoint, key, transport);
    const model = await client.access.model(signal);
    const named = await openClient({ ...endpoint, model }, key, transport);
    const capabilities = await named.capabilities(signal);
    const id = endpoint.model === '' ? `${endpoint.id}${model}` : endpoint.id;
    return runEndpoint({ ...endpoint, id, model, name: endpoint.name || model }, named, capabilities);
  } catch (error) {
    if (signal.aborted) throw new CannotRun(l10n.t('It was broken off before anything was asked.'));
    if (error instanceof ProbeError) throw new CannotRun(`${endpoint.baseUrl}: ${faultText(error.fault)}`);
    if (isFileError(error)) throw new CannotRun(l10n.t('{0} can’t be read: {1}', endpoint.caFile ?? '', error.message));
    throw error;
  }
}

/** With what there is to be done on a command line. */
function faultText(fault: ProbeFault): string {
  const told = printable(toldFault(fault));
  switch (fault.kind) {
    case 'unauthorized':
      return `${told} ${l10n.t('The key is taken from {0}, or from the variable that --key-env names.', 'TUNESET_API_KEY')}`;
    case 'notFound':
      return `${told} ${l10n.t('Look at the address, which mostly ends in /v1, and at --model.')}`;
    default:
      return told;
  }
}

/** Models of one name that lie on several servers are told apart by them. */
export function withNames(endpoints: readonly RunEndpoint[]): readonly RunEndpoint[] {
  const isTwice = (name: string): boolean => endpoints.filter(({ endpoint }) => endpoint.name === name).length > 1;
  return endpoints.map((each) => {
    const { name, baseUrl } = each.endpoint;
    if (!isTwice(name)) return each;
    return { ...each, endpoint: { ...each.endpoint, name: `${name} (${new URL(baseUrl).host})` } };
  });
}

function endpointOf(address: string, model: string, options: ProbeValues): Endpoint {
  const baseUrl = tidyBaseUrl(address);
  const { 'ca-file': caFile, timeout = DEFAULT_TIMEOUT } = options;
  const endpoint: Endpoint = {
    id: `${baseUrl} ${model}`,
    name: model,
    baseUrl,
    model,
    role: 'other',
    sampling: samplingOf(options),
    extraBody: extraBodyOf(options['extra-body']),
    headers: {},
    lora: [],
    timeout,
    caFile: caFile === undefined ? null : resolve(caFile),
  };
  const faults = checkEndpoint({ ...endpoint, name: model || 'model' });
  const fault = Object.values(faults ?? {})[0];
  // The address is not repeated: what is wrong with it may be a password.
  if (fault !== undefined) throw new CannotRun(`--endpoint: ${fault}`);
  return endpoint;
}

/**
 * A key goes to the endpoint for which it was given, and to others of the same origin. The variable that is asked by default is for the first endpoint; that
 * of OpenAI's own tools for OpenAI.
 */
function keyFor(
  endpoint: Endpoint,
  variable: string | undefined,
  isFirst: boolean,
  environment: Environment,
): EndpointKey {
  if (variable !== undefined) {
    const key = environment[variable];
    if (key) return key;
    throw new CannotRun(l10n.t('The environment variable {0} is empty, or not there.', variable));
  }
  if (isFirst && environment.TUNESET_API_KEY) return environment.TUNESET_API_KEY;
  return originOf(endpoint) === OPENAI ? environment.OPENAI_API_KEY || undefined : undefined;
}

function samplingOf(options: ProbeValues): Sampling {
  const { 'max-tokens': maxTokens = null, stop } = options;
  return {
    temperature: numberIn('temperature', options.temperature),
    topP: numberIn('top-p', options['top-p']),
    maxTokens,
    seed: numberIn('sampling-seed', options['sampling-seed']),
    stop,
  };
}

function numberIn(name: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  const value = given.trim() === '' ? NaN : Number(given);
  if (Number.isFinite(value)) return value;
  throw new CannotRun(l10n.t('--{0} must be a number, not “{1}”.', name, given));
}

function extraBodyOf(given: string | undefined): Endpoint['extraBody'] {
  if (given === undefined) return {};
  try {
    const value: unknown = JSON.parse(given);
    if (isJsonObject(value)) return { ...value };
  } catch {
    // Told below.
  }
  throw new CannotRun(l10n.t('--extra-body must be a JSON object, such as {0}.', '{"top_k": 20}'));
}
