import { runTests } from '@vscode/test-electron';
import { cpSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onExit, removeFolder } from './cleanup.mjs';
import { projectRoot } from './paths.mjs';

/** Runs the same suite as runEditorTests.mjs in a desktop VS Code: the minimum version and the latest. */
async function main() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuneset-workspace-'));
  onExit(() => removeFolder(folder));
  for (const version of ['1.100.3', 'stable']) {
    const workspace = path.join(folder, version);
    cpSync(path.join(projectRoot, 'test', 'fixtures', 'workspace'), workspace, { recursive: true });
    await runTests({
      version,
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: path.join(projectRoot, 'out', 'test', 'index.js'),
      launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
    });
  }
}

main().catch((error) => {
  console.error(
    `The desktop VS Code did not run the tests: ${error instanceof Error ? error.message : String(error)}\n` +
      'It is downloaded from its own server. Where that is out of reach, use: npm run test:editor',
  );
  process.exitCode = 1;
});
