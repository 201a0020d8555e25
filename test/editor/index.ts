import Mocha from 'mocha';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Runs the suite inside a VS Code; how VS Code was started does not matter. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    forbidOnly: true,
    reporter: path.join(__dirname, '..', '..', 'test', 'host', 'countingReporter.cjs'),
  });
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.js'));
  if (files.length === 0) throw new Error('No editor tests found.');
  for (const file of files) mocha.addFile(path.join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} editor tests failed.`);
}
