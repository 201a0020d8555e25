// A small model server to try probing with, offline and without a GPU. It is no part of the extension.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readLessons } from './corpus';
import { DemoTokenizer } from './demoTokenizer';
import { startDemoServer } from './http/demoServer';
import { trainModels } from './train';

const usage = `npm run demo-server -- [OPTIONS] [FOLDER]

Serves two tiny language models, trained at start on the datasets of a folder (default: examples): demo-base on their texts,
demo-tuned on their conversations. They count which tokens follow which (interpolated n-grams): real probabilities, little sense.

  --port N   0: any free one (default: 8124)
  --key KEY  which every request must bear (Authorization: Bearer KEY)
  --pace N   milliseconds between the tokens of a stream (default: 0)`;

/** @throws TypeError with what is wrong */
function readArguments() {
  const { values, positionals } = parseArgs({
    options: {
      port: { type: 'string', default: '8124' },
      key: { type: 'string' },
      pace: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [port, pace] = [Number(values.port), Number(values.pace)];
  const isGood = Number.isInteger(port) && port >= 0 && port < 65_536 && pace >= 0 && positionals.length <= 1;
  if (!isGood) throw new TypeError('An option has a value that does not exist.');
  return { port, pace, key: values.key, isHelp: values.help, folder: resolve(positionals[0] ?? 'examples') };
}

async function main(): Promise<void> {
  const { port, pace, key, isHelp, folder } = readArguments();
  if (isHelp) return console.log(usage);
  const [tokenizer, lessons] = await Promise.all([DemoTokenizer.open(), readLessons(folder)]);
  const { base, tuned } = trainModels(tokenizer, lessons);
  const models = [
    { id: 'demo-base', parent: null, model: base },
    { id: 'demo-tuned', parent: 'demo-base', model: tuned },
  ];
  const created = Math.floor(Date.now() / 1000);
  const { baseUrl } = await startDemoServer({ tokenizer, models, pace, created }, { port, key });
  console.log(`Demo models, trained on ${lessons.length} conversations, are served at ${baseUrl}`);
}

// Whoever started it as a child is gone.
process.once('disconnect', () => process.exit());

main().catch((error: unknown) => {
  const isOfSystem = error instanceof Error && 'code' in error;
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : isOfSystem ? error.message : error);
  process.exitCode = 1;
});
