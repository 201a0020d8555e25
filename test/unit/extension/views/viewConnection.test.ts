import assert from 'node:assert/strict';
import type { Webview } from 'vscode';
import type { CancellationToken } from 'vscode-jsonrpc/node';
import { ViewConnection } from '../../../../src/extension/views/viewConnection';

interface Sent {
  readonly id?: number;
  readonly result?: unknown;
}

/** A view with one page after the other, and what it was sent. */
function openView(handle: (token: CancellationToken) => Promise<unknown>) {
  const sent: Sent[] = [];
  let say: (message: unknown) => void = () => undefined;
  const webview = {
    onDidReceiveMessage: (listener: typeof say) => {
      say = listener;
      return { dispose: () => undefined };
    },
    postMessage: async (message: Sent) => sent.push(message) > 0,
  };
  const handlers = { ready: async () => null, work: (_: never, token: CancellationToken) => handle(token) };
  const connection = new ViewConnection(webview as unknown as Webview, handlers, 'ready');
  const ask = (id: number, method: string): void =>
    say({ jsonrpc: '2.0', id, method, ...(method !== 'ready' && { params: {} }) });
  const cancel = (id: number): void => say({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } });
  return { connection, sent, ask, cancel };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('The connection of a view', () => {
  it('tells who works at an answer that the page has gone, and answers the next page only what it asked', async () => {
    const tokens: CancellationToken[] = [];
    const { connection, sent, ask } = openView((token) => {
      tokens.push(token);
      return new Promise((resolve) => token.onCancellationRequested(() => resolve('too late')));
    });
    ask(0, 'ready');
    ask(1, 'work');
    while (tokens.length < 1) await soon();
    assert.equal(tokens[0]!.isCancellationRequested, false);
    connection.close();
    assert.equal(tokens[0]!.isCancellationRequested, true);
    ask(0, 'ready');
    ask(1, 'work');
    while (tokens.length < 2) await soon();
    assert.deepEqual(
      sent.map(({ id, result }) => [id, result]),
      [
        [0, null],
        [0, null],
      ],
    );
    connection.dispose();
    assert.equal(tokens[1]!.isCancellationRequested, true);
  });

  it('passes on that a page cancels a request', async () => {
    let token: CancellationToken | undefined;
    const { connection, sent, ask, cancel } = openView((given) => {
      token = given;
      return new Promise((resolve) => given.onCancellationRequested(() => resolve('stopped')));
    });
    ask(0, 'ready');
    ask(5, 'work');
    while (!token) await soon();
    cancel(5);
    while (!sent.some(({ id }) => id === 5)) await soon();
    assert.deepEqual(sent.at(-1), { jsonrpc: '2.0', id: 5, result: 'stopped' });
    connection.dispose();
  });
});
