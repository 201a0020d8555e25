import { parentPort } from 'node:worker_threads';
import { Checker } from '../rules/checker';
import { checkSegment } from './checkFile';
import { receivedOptions, type SegmentAnswer, type SegmentJob } from './checkPool';
import { useLanguage } from './language';

let checker: Checker | undefined;
let checkerOptions = '';

parentPort?.on('message', (job: SegmentJob) => {
  parentPort?.postMessage(answer(job));
});

function answer(job: SegmentJob): SegmentAnswer {
  try {
    const options = JSON.stringify(job.options);
    if (!checker || options !== checkerOptions) {
      useLanguage(job.language);
      checker = new Checker(receivedOptions(job));
      checkerOptions = options;
    }
    const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
    return { id: job.id, part: checkSegment({ bytes, first: job.first, last: job.last }, checker) };
  } catch (error) {
    return { id: job.id, error: String(error) };
  }
}
