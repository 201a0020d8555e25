import type { FormatChoice } from '../dataset/format';
import type { CheckOptions } from '../rules/checker';
import type { CheckedPart, CheckSetup } from './checkFile';
import type { MeterChoice } from './measure/measureJobs';
import type { Segment } from './segment';
import { ThreadPool } from './threadPool';

/** What a thread is asked: check this segment of a file with these options. */
export interface SegmentJob {
  readonly path: string;
  readonly segment: Segment;
  readonly options: Omit<CheckOptions, 'format' | 'measuring' | 'mediaFiles'> & {
    readonly format: FormatChoice | undefined;
  };
  readonly meter: MeterChoice | undefined;
  readonly mediaFolders: readonly string[];
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
    setup: CheckSetup,
    segments: Iterable<Segment>,
    here?: (segment: Segment) => CheckedPart,
  ): AsyncGenerator<CheckedPart> {
    return this.run(this.jobs(path, setup, segments), here && (({ segment }) => Promise.resolve(here(segment))));
  }

  private *jobs(
    path: string,
    { options: given, meter, mediaFolders }: CheckSetup,
    segments: Iterable<Segment>,
  ): Generator<SegmentJob> {
    // Threads open meters and look at files of their own.
    const { format, measuring: _meter, mediaFiles: _files, ...others } = given;
    const options = { ...others, format: format?.choice };
    for (const segment of segments) yield { path, segment, options, meter, mediaFolders, language: this.language };
  }
}
