import { closeSync, openSync } from 'node:fs';
import { openFormat } from '../dataset/format';
import type { Checker } from '../rules/checker';
import { checkerFor, type CheckedPart } from './checkFile';
import type { SegmentJob } from './checkPool';
import { useLanguage } from './language';
import { checkSegment } from './segment';
import { answerJobs } from './threadJobs';

let file: { readonly path: string; readonly descriptor: number } | undefined;
let checker: { readonly key: string; readonly value: Promise<Checker> } | undefined;

answerJobs<SegmentJob, CheckedPart>(async (job) => {
  const checker = await checkerOf(job);
  return checkSegment(descriptorOf(job.path), job.segment, checker);
});

/** Files come one after the other: only the last one is kept open. */
function descriptorOf(path: string): number {
  if (file?.path !== path) {
    if (file) closeSync(file.descriptor);
    file = { path, descriptor: openSync(path, 'r') };
  }
  return file.descriptor;
}

function checkerOf({ options, meter, mediaFolders, language }: SegmentJob): Promise<Checker> {
  const key = JSON.stringify([options, meter?.key, mediaFolders]);
  if (checker?.key !== key) {
    const format = options.format && openFormat(options.format);
    const setup = { options: { ...options, format }, meter, mediaFolders };
    checker = { key, value: useLanguage(language).then(() => checkerFor(setup)) };
  }
  return checker.value;
}
