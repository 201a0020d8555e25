import * as vscode from 'vscode';
import { openClient } from '../../host/probe/openClient';
import type { ProbeFault } from '../../probe/answer';
import type { Capabilities } from '../../probe/capabilities';
import { checkEndpoint, type EndpointFaults } from '../../probe/checkEndpoint';
import { ProbeError, type ProbeClient } from '../../probe/client/client';
import { originOf, type Endpoint } from '../../probe/endpoint';
import { toldFault } from '../../probe/toldFault';
import type { KnownEndpoint } from '../../protocol/endpoints';
import type { ProbeEndpoint } from '../../protocol/probe';
import { CapabilityCache } from './capabilityCache';
import { EndpointKeys } from './endpointKeys';
import { EndpointSettings } from './endpointSettings';

/** What asking an endpoint what it can do has come to; `fault`: for people, with what is known of it. */
export type Asked =
  { readonly capabilities: Capabilities } | { readonly fault: string; readonly cause: ProbeFault | null };

/** All endpoints that the user has described, with their keys, what they can do, and clients that call them. */
export class Endpoints implements vscode.Disposable {
  readonly keys: EndpointKeys;
  private readonly settings = new EndpointSettings(process.env);
  private readonly cache: CapabilityCache;
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  /** Fires when there are other endpoints, or something else is known of them. */
  readonly onChange = this.changeEmitter.event;
  private readonly subscriptions: vscode.Disposable;
  /** What is being asked, by id of the endpoint. */
  private readonly asking = new Map<string, { readonly controller: AbortController; readonly asked: Promise<Asked> }>();
  /** Why endpoints could not be asked the last time, by id. */
  private readonly faults = new Map<string, string>();
  /** Clients by id; one is made anew when its endpoint or the key has become another one. */
  private readonly clients = new Map<string, { readonly made: string; readonly client: Promise<ProbeClient> }>();

  constructor(
    { secrets, globalState }: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.keys = new EndpointKeys(secrets);
    this.cache = new CapabilityCache(globalState);
    const changed = (): void => this.changeEmitter.fire();
    this.subscriptions = vscode.Disposable.from(
      this.settings,
      this.keys,
      this.settings.onChange(changed),
      this.keys.onChange(changed),
      vscode.workspace.onDidGrantWorkspaceTrust(changed),
    );
  }

  /** Why nothing can be asked or changed, for people; null: it can. */
  get locked(): string | null {
    return vscode.workspace.isTrusted
      ? null
      : vscode.l10n.t('Nothing is sent to a model while this workspace is not trusted.');
  }

  get known(): readonly KnownEndpoint[] {
    return this.settings.all.map((endpoint) => ({
      endpoint,
      hasKey: hasOrigin(endpoint) && this.keys.has(originOf(endpoint)),
      capabilities: this.cache.get(endpoint),
      isAsking: this.asking.has(endpoint.id),
      fault: this.faults.get(endpoint.id) ?? null,
      isGiven: this.settings.isGiven(endpoint.id),
    }));
  }

  /** As views that probe see them: those that can be called. */
  get shown(): readonly ProbeEndpoint[] {
    return this.usable.map((endpoint) => {
      const { id, name, model, role, sampling } = endpoint;
      return { id, name, model, role, sampling, capabilities: this.cache.get(endpoint) };
    });
  }

  /** Those that can be called: settings may hold anything. */
  get usable(): readonly Endpoint[] {
    return this.settings.all.filter((endpoint) => checkEndpoint(endpoint) === null);
  }

  find(id: string): Endpoint | undefined {
    return this.usable.find((endpoint) => endpoint.id === id);
  }

  /** What was found when it was asked the last time; null: it was not. */
  capabilities(endpoint: Endpoint): Capabilities | null {
    return this.cache.get(endpoint);
  }

  /** @returns what is wrong with it, by field; null: it is kept */
  async save(endpoint: Endpoint): Promise<EndpointFaults | null> {
    if (this.settings.isGiven(endpoint.id)) return { name: vscode.l10n.t('The demo server can’t be changed.') };
    const wrong = checkEndpoint(endpoint);
    if (wrong) return wrong;
    this.cancelAsking(endpoint.id);
    this.faults.delete(endpoint.id);
    await this.settings.save(endpoint);
    this.changeEmitter.fire();
    return null;
  }

  async remove(id: string): Promise<void> {
    this.cancelAsking(id);
    this.faults.delete(id);
    this.clients.delete(id);
    await this.settings.remove(id);
    this.changeEmitter.fire();
  }

  /** Calls it, with the key of its origin. Whoever calls looks at {@link locked} before. */
  async client(endpoint: Endpoint): Promise<ProbeClient> {
    const key = await this.keys.get(originOf(endpoint));
    const made = JSON.stringify([endpoint, key ?? null]);
    const known = this.clients.get(endpoint.id);
    if (known?.made === made) return known.client;
    const client = openClient(endpoint, key);
    this.clients.set(endpoint.id, { made, client });
    // A file of certificates that was missing may be there the next time.
    client.catch(() => this.clients.delete(endpoint.id));
    return client;
  }

  /** What an endpoint can do; it is asked if it was not before. */
  async ensureCapabilities(endpoint: Endpoint): Promise<Asked> {
    const capabilities = this.cache.get(endpoint);
    return capabilities ? { capabilities } : this.ask(endpoint);
  }

  /** Asks an endpoint, kept or not, what it can do; one that is being asked is not asked again. */
  ask(endpoint: Endpoint): Promise<Asked> {
    const before = this.asking.get(endpoint.id);
    if (before) return before.asked;
    const controller = new AbortController();
    const asked = this.askOnce(endpoint, controller.signal).finally(() => {
      if (this.asking.get(endpoint.id)?.controller === controller) this.asking.delete(endpoint.id);
      this.changeEmitter.fire();
    });
    this.asking.set(endpoint.id, { controller, asked });
    this.changeEmitter.fire();
    return asked;
  }

  cancelAsking(id: string): void {
    this.asking.get(id)?.controller.abort();
    this.asking.delete(id);
    this.changeEmitter.fire();
  }

  dispose(): void {
    for (const { controller } of this.asking.values()) controller.abort();
    this.subscriptions.dispose();
    this.changeEmitter.dispose();
  }

  private async askOnce(endpoint: Endpoint, signal: AbortSignal): Promise<Asked> {
    try {
      const client = await this.client(endpoint);
      const capabilities = await client.capabilities(signal);
      if (this.isKept(endpoint)) this.faults.delete(endpoint.id);
      await this.cache.set(endpoint, capabilities);
      return { capabilities };
    } catch (error) {
      if (signal.aborted) return { fault: vscode.l10n.t('Cancelled.'), cause: null };
      const fault = faultText(error);
      // An expected fault is for people; its message holds no key.
      if (!(error instanceof ProbeError)) this.log.error(`${endpoint.name}: ${fault}`);
      if (this.isKept(endpoint)) this.faults.set(endpoint.id, fault);
      return { fault, cause: error instanceof ProbeError ? error.fault : null };
    }
  }

  /** False for a draft. */
  private isKept(endpoint: Endpoint): boolean {
    return JSON.stringify(this.find(endpoint.id)) === JSON.stringify(endpoint);
  }
}

/** For people; what a server says is in it, and no key. */
function faultText(error: unknown): string {
  if (error instanceof ProbeError) return toldFault(error.fault);
  return error instanceof Error ? error.message : String(error);
}

function hasOrigin({ baseUrl }: Endpoint): boolean {
  return /^https?:/i.test(baseUrl) && URL.canParse(baseUrl);
}
