import { uriPath } from './paths.mjs';

/**
 * The address under which a VS Code server shows a folder.
 *
 * @param {import('./vscodeServer.mjs').VsCodeServer} server
 * @param {object} options
 * @param {string} options.folder absolute path
 * @param {string | undefined} [options.extensionPath] an extension to load from its sources, as absolute path
 * @param {string | undefined} [options.testsPath] a CommonJS file that exports `run(): Promise<void>`, run in the extension host
 */
export function workbenchUrl(server, { folder, extensionPath, testsPath }) {
  const authority = new URL(server.url).host;
  /** @param {string} file */
  const remote = (file) => `vscode-remote://${authority}${encodeURI(uriPath(file))}`;
  const payload = [['skipWelcome', 'true']];
  if (extensionPath) {
    payload.push(['extensionDevelopmentPath', remote(extensionPath)]);
  }
  if (testsPath) {
    payload.push(['extensionTestsPath', remote(testsPath)]);
  }
  const query = new URLSearchParams({ folder: uriPath(folder), payload: JSON.stringify(payload) });
  // Slashes and colons may stay as they are in a query; the address is easier to read with them.
  return `${server.url}/?${query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':')}`;
}
