import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { projectRoot } from '../host/paths.mjs';

/**
 * @typedef {object} ServerSamples what the real language server makes of the records of a file
 * @property {(record: number) => Promise<import('../../src/protocol/preview').PreviewSample>} sample of a record (0-based)
 * @property {(record: number, settings?: import('../../src/protocol/preview').ModelViewSettings) => Promise<import('../../src/protocol/preview').ModelView>} model
 * @property {(method: string, params: object) => Promise<any>} request any other request of the client's
 * @property {() => Promise<void>} close
 */

/**
 * Opens a file in the real server.
 *
 * @param {string} file absolute, or relative to the project's folder
 * @param {{ text?: string, folder?: string, locale?: string }} [options] `text` in place of what the file says; `folder`: the workspace, that of the file if absent
 * @returns {Promise<ServerSamples>}
 */
export async function serverSamples(file, options = {}) {
  const full = path.resolve(projectRoot, file);
  const { text = readFileSync(full, 'utf8'), folder = path.dirname(full), locale = 'en' } = options;
  const child = spawn(process.execPath, [path.join(projectRoot, 'dist', 'server.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const client = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  client.onRequest('workspace/workspaceFolders', () => [{ uri: pathToFileURL(folder).href, name: 'data' }]);
  client.onRequest(() => null);
  client.listen();
  const rootUri = pathToFileURL(folder).href;
  const capabilities = { workspace: { workspaceFolders: true } };
  await client.sendRequest('initialize', { processId: process.pid, rootUri, capabilities, locale });
  await client.sendNotification('initialized', {});
  const uri = pathToFileURL(full).href;
  const languageId = file.endsWith('.json') ? 'json' : 'jsonl';
  await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });

  /** @param {number} record */
  const follow = async (record) => {
    /** @type {import('../../src/protocol/records').FollowedRecord | null} */
    const followed = await client.sendRequest('tuneset/records/follow', { uri, at: { kind: 'index', record } });
    if (!followed) throw new Error(`${file} has no record ${record}.`);
    return { uri, anchor: followed.anchor };
  };
  return {
    sample: async (record) => client.sendRequest('tuneset/preview/sample', await follow(record)),
    model: async (record, settings = {}) =>
      client.sendRequest('tuneset/preview/model', { ...(await follow(record)), settings }),
    request: (method, params) => client.sendRequest(method, params),
    close: async () => {
      await client.sendRequest('shutdown');
      await client.sendNotification('exit');
      client.dispose();
    },
  };
}
