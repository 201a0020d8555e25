import { uriPath } from './paths.mjs';

/**
 * @typedef {object} EditorTests
 * @property {string} extensionPath absolute path of the extension under test
 * @property {string} testsPath absolute path of a CommonJS file that exports `run(): Promise<void>`
 */

/**
 * The address under which a VS Code server shows a folder.
 *
 * @param {import('./vscodeServer.mjs').VsCodeServer} server
 * @param {string} folder absolute path
 * @param {EditorTests} [tests] to run in the extension host; the server must have been started with `forTests`
 */
export function workbenchUrl(server, folder, tests) {
  const query = new URLSearchParams({ folder: uriPath(folder) });
  if (tests) {
    const authority = new URL(server.url).host;
    /** @param {string} file */
    const remote = (file) => `vscode-remote://${authority}${encodeURI(uriPath(file))}`;
    const payload = [
      ['extensionDevelopmentPath', remote(tests.extensionPath)],
      ['extensionTestsPath', remote(tests.testsPath)],
    ];
    query.set('payload', JSON.stringify(payload));
  }
  // A query may hold slashes as they are, and people read this address.
  return `${server.url}/?${query.toString().replaceAll('%2F', '/')}`;
}
