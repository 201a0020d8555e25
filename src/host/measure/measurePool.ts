import { ThreadPool } from '../threadPool';
import type { MeasureAnswer, MeasureJob } from './measureJobs';

/** Threads that measure records side by side, each with its own meter. */
export class MeasurePool extends ThreadPool<MeasureJob, MeasureAnswer> {}
