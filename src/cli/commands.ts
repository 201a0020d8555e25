import { check } from './check';
import type { Command } from './command';
import { convert } from './convert';
import { explain } from './explain';
import { diffGuard } from './guard/diffGuard';
import { labelsRename } from './labels/rename';
import { labelsSet } from './labels/set';
import { labelsStats } from './labels/stats';
import { merge } from './merge';
import { probe } from './probe/probe';
import { reviewExport } from './review/export';
import { reviewReport } from './review/report';
import { sample } from './sample';
import { shuffle } from './shuffle';
import { split } from './split';
import { tokens } from './tokens/tokens';

/** Every command of the command line, in the order of the help. */
export const commands: readonly Command[] = [
  check,
  tokens,
  convert,
  split,
  shuffle,
  merge,
  sample,
  labelsStats,
  labelsSet,
  labelsRename,
  diffGuard,
  reviewReport,
  reviewExport,
  probe,
  explain,
];
