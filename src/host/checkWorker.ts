import { closeSync, openSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { formatById } from '../dataset/format';
import { Checker } from '../rules/checker';
import type { SegmentAnswer, SegmentJob } from './checkPool';
import { useLanguage } from './language';
import { checkSegment } from './segment';

let file: { readonly path: string; readonly descriptor: number } | undefined;
let checker: { readonly key: string; readonly value: Checker } | undefined;

parentPort?.on('message', (job: SegmentJob) => parentPort?.postMessage(answer(job)));

function answer(job: SegmentJob): SegmentAnswer {
  try {
    return { id: job.id, part: checkSegment(descriptorOf(job.path), job.segment, checkerOf(job)) };
  } catch (error) {
    const { message, code, syscall } = error as NodeJS.ErrnoException;
    return { id: job.id, error: { message, code, syscall } };
  }
}

/** Files come one after the other: only the last one is kept open. */
function descriptorOf(path: string): number {
  if (file?.path !== path) {
    if (file) closeSync(file.descriptor);
    file = { path, descriptor: openSync(path, 'r') };
  }
  return file.descriptor;
}

function checkerOf({ options, language }: SegmentJob): Checker {
  const key = JSON.stringify(options);
  if (checker?.key !== key) {
    useLanguage(language);
    const format = options.format === undefined ? undefined : formatById(options.format);
    checker = { key, value: new Checker({ ...options, format }) };
  }
  return checker.value;
}
