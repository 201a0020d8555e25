import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import type { StatusParams } from '../../../src/protocol/messages';

/** Milliseconds until the server is taken for dead. */
const PATIENCE = 20_000;

/** A client as other editors are, with a server of its own over stdio and a folder that is its workspace. */
export class ServerSession {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'tuneset-server-'));
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: StatusParams[] = [];
  private readonly versions = new Map<string, number>();
  private started: { readonly child: ChildProcess; readonly client: ProtocolConnection } | undefined;
  private onMessage: () => void = () => undefined;

  /** @param settings by section; without them the client has no settings that the server could ask for */
  async start(settings?: Readonly<Record<string, unknown>>): Promise<void> {
    const child = spawn(process.execPath, [path.resolve('dist/server.js'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const client = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.started = { child, client };
    client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.onMessage();
    });
    client.onNotification('tuneset/status', (params: StatusParams) => {
      this.statuses.push(params);
      this.onMessage();
    });
    const rootUri = pathToFileURL(this.folder).href;
    client.onRequest('workspace/workspaceFolders', () => [{ uri: rootUri, name: 'data' }]);
    client.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
      items.map(({ section }) => settings?.[section] ?? null),
    );
    client.listen();
    await client.sendRequest('initialize', {
      processId: process.pid,
      rootUri,
      capabilities: { workspace: { workspaceFolders: true, configuration: settings !== undefined } },
      locale: 'en',
    });
    await client.sendNotification('initialized', {});
  }

  /** Ends the server and removes the folder. */
  async stop(): Promise<void> {
    if (this.started) {
      const { child, client } = this.started;
      await client.sendRequest('shutdown');
      await client.sendNotification('exit');
      client.dispose();
      child.kill();
    }
    rmSync(this.folder, { recursive: true });
  }

  get client(): ProtocolConnection {
    if (!this.started) throw new Error('The server is not started yet.');
    return this.started.client;
  }

  uriOf(name: string): string {
    return pathToFileURL(path.join(this.folder, name)).href;
  }

  /**
   * Writes a file.
   *
   * @param content its text, or what it holds as JSON
   * @returns its text
   */
  write(name: string, content: unknown): string {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    writeFileSync(path.join(this.folder, name), text);
    return text;
  }

  /** Writes a file and opens it, as version 1. */
  async open(name: string, content: unknown): Promise<{ uri: string; text: string }> {
    const text = this.write(name, content);
    const uri = this.uriOf(name);
    this.versions.set(uri, 1);
    const languageId = name.endsWith('.json') ? 'json' : 'jsonl';
    await this.client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return { uri, text };
  }

  /** Changes an open file. @returns its version, which is the next one */
  async change(uri: string, change: TextDocumentContentChangeEvent): Promise<number> {
    const version = this.versions.get(uri)! + 1;
    this.versions.set(uri, version);
    await this.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [change],
    });
    return version;
  }

  /** What was published last for a file. */
  last(uri: string): PublishDiagnosticsParams | undefined {
    return this.published.findLast((params) => params.uri === uri);
  }

  /** The diagnostics of a version of a file, once they are published. */
  async diagnostics(uri: string, version: number): Promise<Diagnostic[]> {
    const isMeant = (params: PublishDiagnosticsParams): boolean => params.uri === uri && params.version === version;
    return (await this.next(() => this.published.findLast(isMeant))).diagnostics;
  }

  /** Waits until something is there: looked for now, and after each message. */
  next<T>(get: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const last = JSON.stringify([this.published.at(-1), this.statuses.at(-1)]);
        reject(new Error(`The server did not answer. What it said last: ${last}`));
      }, PATIENCE);
      this.onMessage = () => {
        const found = get();
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(found);
      };
      this.onMessage();
    });
  }
}
