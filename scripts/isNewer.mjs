import { stat } from 'node:fs/promises';

/**
 * True if a file that is made was made after all that it is made from was changed; false if one of them is missing.
 *
 * @param {string} target
 * @param {string[]} sources
 */
export async function isNewer(target, sources) {
  try {
    const made = (await stat(target)).mtimeMs;
    const changed = await Promise.all(sources.map(async (source) => (await stat(source)).mtimeMs));
    return changed.every((time) => time < made);
  } catch {
    return false;
  }
}
