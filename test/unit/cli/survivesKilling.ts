import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { DatasetFolder } from './datasetFolder';

/** How often it is killed, each time at another moment. */
const ROUNDS = 8;

/**
 * Kills a command at random moments while it replaces files: each of them is then what it was, or what the command makes of it, whole. A run that isn't
 * killed writes them all, and clears away what the others left behind.
 *
 * @param args the command without `--overwrite`
 * @param targets the files that it writes; they must not be there yet
 */
export async function assertSurvivesKilling(
  folder: DatasetFolder,
  args: readonly string[],
  targets: readonly string[],
): Promise<void> {
  const sources = folder.names;
  const started = Date.now();
  assert.equal(folder.run(...args).status, 0);
  const usual = Date.now() - started;
  const whole = new Map(targets.map((name) => [name, folder.read(name)]));
  let interrupted = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of targets) folder.write(name, 'old');
    const child = folder.start(...args, '--overwrite');
    const ended = once(child, 'exit');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, Math.random() * usual))]);
    if (child.exitCode === null) interrupted++;
    child.kill('SIGKILL');
    await ended;
    for (const name of targets) {
      const found = folder.read(name);
      assert.ok(found === 'old' || found === whole.get(name), `${name}: ${found.length} characters`);
    }
    const left = folder.names.filter((name) => !sources.includes(name) && !targets.includes(name));
    assert.ok(left.length <= targets.length, left.join());
    assert.ok(
      left.every((name) => targets.some((target) => isTemporary(name, target))),
      left.join(),
    );
  }
  assert.ok(interrupted > 0);
  assert.equal(folder.run(...args, '--overwrite').status, 0);
  for (const name of targets) assert.equal(folder.read(name), whole.get(name));
  assert.deepEqual(folder.names, [...sources, ...targets].sort());
}

function isTemporary(name: string, target: string): boolean {
  return name.startsWith(`${target}.tuneset-`) && name.endsWith('.tmp');
}
