import { StagedFiles } from './stagedFiles';

/**
 * Writes a text, part by part, to a file that is there only once all is written.
 *
 * @throws TargetExists if the file is there and may not be replaced, what `parts` throws, and the errors of the file system; then nothing has changed
 */
export async function writeText(path: string, parts: AsyncIterable<string>, overwrite: boolean): Promise<void> {
  const files = await StagedFiles.open([path], overwrite);
  try {
    for await (const part of parts) await files.file(0).write(Buffer.from(part, 'utf8').toString('latin1'));
  } catch (error) {
    await files.abort();
    throw error;
  }
  await files.commit();
}
