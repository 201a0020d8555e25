import type { ServerKind } from '../../capabilities';
import { at, numberAt, textAt } from '../../unknownJson';
import { modelOwners } from '../models';
import type { Asking, Tried } from './asking';

export interface ServerIdentity {
  readonly server: ServerKind;
  readonly version: string | null;
}

/** `owned_by` of the models that each server lists. Ollama's own models belong to the library; LLaMA-Factory's ModelCard says `owner`. */
const owners: Readonly<Record<string, ServerKind>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  llamacpp: 'llama.cpp',
  lmdeploy: 'lmdeploy',
  library: 'ollama',
  organization_owner: 'lmstudio',
  owner: 'llamafactory',
  openai: 'openai',
  system: 'openai',
};

/** Routes that tell a server's version, and by that which server it is. */
const routes: readonly {
  readonly kind: ServerKind;
  readonly path: string;
  readonly version: (response: unknown) => string | null;
}[] = [
  { kind: 'llama.cpp', path: '/props', version: llamaVersion },
  { kind: 'sglang', path: '/get_server_info', version: sglangVersion },
  { kind: 'tgi', path: '/info', version: tgiVersion },
  { kind: 'ollama', path: '/api/version', version: (response) => textAt(response, 'version') },
  { kind: 'vllm', path: '/version', version: (response) => textAt(response, 'version') },
];

/**
 * Which server it is, by what it answers.
 *
 * @param models the response of `GET /v1/models`
 */
export async function identify(asking: Asking, models: unknown): Promise<ServerIdentity> {
  const named = modelOwners(models).map((owner) => owners[owner.toLowerCase()]);
  const server = named.find((kind) => kind !== undefined);
  const sought = routes.filter(({ kind }) => server === undefined || kind === server);
  for (const { kind, path, version } of sought) {
    const found = versionIn(await asking.get(path), version);
    if (found !== null) return { server: kind, version: found === '' ? null : found };
  }
  return { server: server ?? 'unknown', version: null };
}

/** '' where the server is the one that was thought of, but tells no version. */
function versionIn(tried: Tried, version: (response: unknown) => string | null): string | null {
  return 'value' in tried ? version(tried.value) : null;
}

function llamaVersion(response: unknown): string | null {
  const isIt = at(response, 'default_generation_settings') !== undefined;
  return isIt ? (textAt(response, 'build_info') ?? '') : null;
}

function sglangVersion(response: unknown): string | null {
  const isIt = textAt(response, 'model_path') !== null || at(response, 'internal_states') !== undefined;
  return isIt ? (textAt(response, 'version') ?? '') : null;
}

function tgiVersion(response: unknown): string | null {
  const isIt = textAt(response, 'model_id') !== null && numberAt(response, 'max_total_tokens') !== null;
  return isIt ? (textAt(response, 'version') ?? '') : null;
}
