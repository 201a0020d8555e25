import { resolve } from 'node:path';
import { readLessons } from '../../src/demo/corpus';
import { DemoTokenizer } from '../../src/demo/demoTokenizer';
import type { NgramModel } from '../../src/demo/model/ngram';
import { trainModels } from '../../src/demo/train';

/** What all imitations answer with: the demo's tiny models, so that probabilities are real. */
export interface Engine {
  readonly tokenizer: DemoTokenizer;
  readonly base: NgramModel;
  readonly tuned: NgramModel;
}

let opened: Promise<Engine> | undefined;

/** Trains the models once in a process, on the examples. */
export function openEngine(): Promise<Engine> {
  opened ??= train();
  return opened;
}

async function train(): Promise<Engine> {
  const [tokenizer, lessons] = await Promise.all([
    DemoTokenizer.open(resolve('dist/tokenizers')),
    readLessons(resolve('examples')),
  ]);
  return { tokenizer, ...trainModels(tokenizer, lessons) };
}
