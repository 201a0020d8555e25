import * as vscode from 'vscode';

const PREFIX = 'tuneset.probe.key:';

/** Keys of servers, in VS Code's secret storage, each under the origin that it belongs to; nothing else ever holds one. */
export class EndpointKeys implements vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  /** Fires when it is known of other origins than before that they have a key. */
  readonly onChange = this.changeEmitter.event;
  /** Origins that were asked about; true for those with a key. */
  private readonly known = new Map<string, boolean>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly secrets: vscode.SecretStorage) {
    this.subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(PREFIX)) void this.look(key.slice(PREFIX.length));
    });
  }

  get(origin: string): Thenable<string | undefined> {
    return this.secrets.get(PREFIX + origin);
  }

  /** As far as it is known; who doesn't know gets to know, see {@link onChange}. */
  has(origin: string): boolean {
    const has = this.known.get(origin);
    if (has === undefined) {
      this.known.set(origin, false);
      void this.look(origin);
    }
    return has ?? false;
  }

  /** Origins that are known to have a key. */
  get origins(): readonly string[] {
    return [...this.known].flatMap(([origin, has]) => (has ? origin : []));
  }

  /** Asks for the key in a field of VS Code's, so that no view ever has it. */
  async ask(origin: string): Promise<void> {
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('Key of {0}', origin),
      prompt: vscode.l10n.t('It is kept in VS Code’s secret storage, and sent to {0} only.', origin),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) =>
        /^[\x21-\x7e]*$/.test(text.trim())
          ? undefined
          : vscode.l10n.t('A key has no spaces and only ASCII characters.'),
    });
    const trimmed = key?.trim();
    if (trimmed) await this.secrets.store(PREFIX + origin, trimmed);
  }

  async remove(origin: string): Promise<void> {
    await this.secrets.delete(PREFIX + origin);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changeEmitter.dispose();
  }

  private async look(origin: string): Promise<void> {
    const has = await this.get(origin).then(
      (key) => key !== undefined,
      () => false, // The secret storage can't be read; who calls is told.
    );
    const isNew = this.known.get(origin) !== has;
    this.known.set(origin, has);
    if (isNew) this.changeEmitter.fire();
  }
}
