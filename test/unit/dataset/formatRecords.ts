import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fields } from '../../../src/dataset/format';
import { isJsonObject } from '../../../src/dataset/jsonObject';
import { allTurns, type Sample } from '../../../src/dataset/sample';

const folder = join(process.cwd(), 'test/fixtures/formats');

/** The text of a file of the formats' fixtures. */
export function fixtureText(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** Names of files that are no datasets. */
export const NO_DATASETS = readdirSync(join(folder, 'none'));

/** The records of a format's fixture. */
export function recordsOf(id: string): Fields[] {
  return fixtureText(`${id}.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Fields);
}

/** What a JSON Pointer names; undefined if there is nothing. */
export function at(value: unknown, pointer: string): unknown {
  let found = value;
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replace(/~1/g, '/').replace(/~0/g, '~');
    const isInside = Array.isArray(found)
      ? Number(key) < found.length
      : isJsonObject(found) && Object.hasOwn(found, key);
    found = isInside ? (found as Record<string, unknown>)[key] : undefined;
  }
  return found;
}

/** Every pointer of a sample. */
export function pointersOf(sample: Sample): string[] {
  const { tools, preference, label, media = [] } = sample;
  const beside = [
    tools,
    preference?.chosen,
    preference?.rejected,
    label,
    ...media,
    ...media.flatMap(({ items }) => items),
  ];
  return [
    ...allTurns(sample).flatMap((turn) => [
      ...[turn.pointer, ...turn.pointers, turn.rolePointer ?? ''],
      ...[turn.reasoning, turn.weight, turn.callId, turn.calls].map((part) => part?.pointer ?? ''),
      ...(turn.calls?.calls.map(({ pointer }) => pointer) ?? []),
    ]),
    ...beside.map((part) => part?.pointer ?? ''),
  ];
}
