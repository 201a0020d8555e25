import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MeasureSettings } from '../../tokens/measuring';
import type { Places } from './openMeter';

const MODEL_FILES = ['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja', 'chat_template.json'];

/** Sizes and times of the files that a meter is made from: it changes when one of them does. Downloaded and bundled ones don't. */
export async function stampOf({ tokenizer, template }: MeasureSettings, { base }: Places): Promise<string> {
  const folder = resolve(base, tokenizer);
  const files = MODEL_FILES.map((name) => join(folder, name));
  if (template !== undefined) files.push(resolve(base, template));
  return (await Promise.all(files.map(timeOf))).join();
}

async function timeOf(file: string): Promise<string> {
  return stat(file).then(
    ({ mtimeMs, size }) => `${mtimeMs}/${size}`,
    () => '',
  );
}
