import type { CheckOptions } from '../rules/checker';
import type { CheckedPart } from './checkFile';
import type { MeterChoice } from './measure/measureJobs';
import type { Segment } from './segment';
import { ThreadPool } from './threadPool';

/** What a thread is asked: check this segment of a file with these options. */
export interface SegmentJob {
  readonly path: string;
  readonly segment: Segment;
  readonly options: Omit<CheckOptions, 'format' | 'measuring'> & { readonly format: string | undefined };
  readonly meter: MeterChoice | undefined;
  readonly language: string | undefined;
}

/** Threads that check segments of JSONL files side by side. */
export class CheckPool extends ThreadPool<SegmentJob, CheckedPart> {
  /**
   * @param script path of the thread's script
   * @param language of the messages; undefined for English
   */
  constructor(
    script: string,
    private readonly language: string | undefined,
    size?: number,
  ) {
    super(script, size);
  }

  /** Checks segments and gives the answers in their order. */
  check(
    path: string,
    options: CheckOptions,
    meter: MeterChoice | undefined,
    segments: Iterable<Segment>,
  ): AsyncGenerator<CheckedPart> {
    return this.run(this.jobs(path, options, meter, segments));
  }

  private *jobs(
    path: string,
    { format, measuring: _threadsOpenTheirOwn, ...others }: CheckOptions,
    meter: MeterChoice | undefined,
    segments: Iterable<Segment>,
  ): Generator<SegmentJob> {
    const options = { ...others, format: format?.id };
    for (const segment of segments) yield { path, segment, options, meter, language: this.language };
  }
}
