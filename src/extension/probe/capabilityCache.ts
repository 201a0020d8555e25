import type { Memento } from 'vscode';
import type { Capabilities } from '../../probe/capabilities';
import type { Endpoint } from '../../probe/endpoint';

const KEY = 'tuneset.probe.capabilities';
/** Endpoints. */
const REMEMBERED = 100;

/** What endpoints were found to be able to do, kept across windows; it holds for an address and a model. */
export class CapabilityCache {
  constructor(private readonly memory: Memento) {}

  get(endpoint: Endpoint): Capabilities | null {
    return this.entries()[nameOf(endpoint)] ?? null;
  }

  async set(endpoint: Endpoint, capabilities: Capabilities): Promise<void> {
    const { [nameOf(endpoint)]: _, ...others } = this.entries();
    const newest = Object.entries(others).slice(1 - REMEMBERED);
    await this.memory.update(KEY, Object.fromEntries([...newest, [nameOf(endpoint), capabilities]]));
  }

  private entries(): Readonly<Record<string, Capabilities>> {
    return this.memory.get<Readonly<Record<string, Capabilities>>>(KEY, {});
  }
}

function nameOf({ baseUrl, model }: Endpoint): string {
  return `${baseUrl} ${model}`;
}
