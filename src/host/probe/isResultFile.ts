import { open } from 'node:fs/promises';
import { isJsonObject } from '../../dataset/jsonObject';
import { readBlock } from '../blocks';

/** Bytes: the first line of a run names its measures and endpoints, and little else. */
const HEAD = 1024 * 1024;

/**
 * Whether results may be appended to a file: it is not there, empty, or begins with a line of results. A dataset is none.
 *
 * @throws the errors of the file system
 */
export async function mayHoldResults(path: string): Promise<boolean> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return true;
  try {
    const head = (await readBlock(file, 0, HEAD)).toString('utf8');
    const line = head.split('\n').find((each) => each.trim() !== '');
    return line === undefined || isResultLine(line);
  } finally {
    await file.close();
  }
}

const KINDS = ['run', 'cases', 'skipped', 'call', 'judgement', 'vote', 'end'];

function isResultLine(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) && KINDS.includes(value.kind as string);
  } catch {
    return false;
  }
}
