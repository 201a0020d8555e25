import assert from 'node:assert/strict';
import path from 'node:path';
import type { FormatWish } from '../../../../src/dataset/datasetInfo/wishedFormat';
import { openMeter } from '../../../../src/host/measure/openMeter';
import type { MeasureSettings } from '../../../../src/tokens/measuring';
import type { Measure } from '../../../../src/tokens/meter';

const bundled = path.resolve('dist/tokenizers');

async function measure(
  record: unknown,
  format: FormatWish | undefined,
  settings: Partial<MeasureSettings>,
): Promise<Measure> {
  const { meter } = await openMeter({ tokenizer: 'qwen3', ...settings }, { base: '.', bundled, format });
  return meter.measure(record, true);
}

/** Each way to measure. */
const ways: readonly Partial<MeasureSettings>[] = [
  { template: 'none' },
  {},
  { target: 'axolotl' },
  { target: 'llamafactory' },
];

describe('a meter for records of a format', () => {
  it('reads them in the words of the data, whatever the trainer', async () => {
    const say = (role: string, text: string) => ({ from: role, value: text });
    const turns = [say('system', 'Be brief.'), say('human', 'One?'), say('gpt', 'Eins.')];
    const names: Readonly<Record<string, string>> = { system: '背景', human: '客', gpt: '主' };
    const dialog = turns.map(({ from, value }) => ({ speaker: names[from], says: value }));
    const roles = { 背景: 'system', 客: 'user', 主: 'assistant' } as const;
    const mapping = { fields: { conversations: 'dialog' }, role: 'speaker', content: 'says', roles };
    for (const settings of ways) {
      const mapped = await measure({ dialog }, { id: 'sharegpt', mapping }, settings);
      const plain = await measure({ conversations: turns }, { id: 'sharegpt' }, settings);
      assert.deepEqual([mapped.status, mapped.feed], ['kept', plain.feed], JSON.stringify(settings));
      assert.deepEqual(mapped.turns.at(-1)!.pointers, ['/dialog/2/says']);
    }
  });

  it('reads pairs as pairs', async () => {
    const pair = { instruction: 'One?', chosen: 'Eins.', rejected: 'No idea.' };
    for (const settings of ways) {
      const { status, rejected } = await measure(pair, { id: 'preference-alpaca' }, settings);
      assert.deepEqual([status, rejected?.status], ['kept', 'kept'], JSON.stringify(settings));
    }
  });
});
