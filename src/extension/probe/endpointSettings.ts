import * as vscode from 'vscode';
import type { Endpoint } from '../../probe/endpoint';
import { readEndpoint, writeEndpoint } from '../../probe/endpointSetting';
import { Setting } from '../contributions';
import { givenEndpoints } from './givenEndpoints';

/**
 * Endpoints as the user's settings describe them. The setting is one of the machine, as `localhost` is another one elsewhere; so no workspace can name an
 * endpoint, whether it is trusted or not. What nobody can read in it stays as it is.
 */
export class EndpointSettings implements vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  readonly onChange = this.changeEmitter.event;
  private readonly subscription: vscode.Disposable;
  private readonly given: readonly Endpoint[];

  constructor(environment: NodeJS.ProcessEnv) {
    const names = [vscode.l10n.t('Demo, base model'), vscode.l10n.t('Demo, tuned on the examples')] as const;
    this.given = givenEndpoints(environment, names);
    this.subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(Setting.endpoints)) this.changeEmitter.fire();
    });
  }

  /** The user's own in their order, then those that the environment gives. */
  get all(): readonly Endpoint[] {
    const own = this.raw().flatMap((value) => readEndpoint(value) ?? []);
    const each = new Map(own.map((endpoint) => [endpoint.id, endpoint]));
    return [...[...each.values()].filter(({ id }) => !this.isGiven(id)), ...this.given];
  }

  isGiven(id: string): boolean {
    return this.given.some((endpoint) => endpoint.id === id);
  }

  /** @throws what VS Code says if the settings can't be written */
  async save(endpoint: Endpoint): Promise<void> {
    const values = this.raw();
    // Of two with one id, the last one counts; see `all`.
    const at = values.findLastIndex((value) => readEndpoint(value)?.id === endpoint.id);
    const written = writeEndpoint(endpoint);
    await this.write(at === -1 ? [...values, written] : values.with(at, written));
  }

  async remove(id: string): Promise<void> {
    await this.write(this.raw().filter((value) => readEndpoint(value)?.id !== id));
  }

  dispose(): void {
    this.subscription.dispose();
    this.changeEmitter.dispose();
  }

  private raw(): readonly unknown[] {
    const value = vscode.workspace.getConfiguration().get<unknown>(Setting.endpoints);
    return Array.isArray(value) ? value : [];
  }

  private async write(values: readonly unknown[]): Promise<void> {
    const target = vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration().update(Setting.endpoints, values.length > 0 ? values : undefined, target);
  }
}
