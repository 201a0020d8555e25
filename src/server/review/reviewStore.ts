import { writeReviewLine, type ReviewLine } from '../../review/reviewLine';
import { ReviewLog } from '../../review/reviewLog';
import { slices } from '../slices';
import type { ReviewFiles } from './reviewFiles';

/** A file of reviews, as it was when it was looked at last. */
export class ReviewStore {
  /** What stands there. Another object once it was read anew. */
  log = new ReviewLog();
  /** Grows with everything new. */
  revision = 0;
  private stamp: string | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly files: ReviewFiles,
    readonly path: string,
  ) {}

  /** Reads what others have written meanwhile. @throws the errors of the file system */
  refresh(): Promise<void> {
    return this.inTurn(() => this.look());
  }

  /**
   * Appends a line.
   *
   * @param lineFor makes it for what stands there; undefined: there is nothing to say
   * @returns true if the file is new
   * @throws the errors of the file system
   */
  add(lineFor: (log: ReviewLog) => ReviewLine | undefined): Promise<boolean> {
    return this.inTurn(async () => {
      await this.look();
      const line = lineFor(this.log);
      if (!line) return false;
      const { before, after } = await this.files.append(this.path, writeReviewLine(line));
      if (before === this.stamp && after !== undefined) {
        this.log.add(line);
        this.stamp = after;
        this.revision++;
      } else {
        await this.look();
      }
      return before === undefined;
    });
  }

  private async look(): Promise<void> {
    const stamp = await this.files.stamp(this.path);
    if (stamp === this.stamp) return;
    const content = stamp === undefined ? undefined : await this.files.read(this.path);
    const log = new ReviewLog();
    for await (const [, text] of slices(content?.text.split('\n') ?? [])) log.addText(text);
    this.log = log;
    this.stamp = content?.stamp;
    this.revision++;
  }

  /** What is done to a file is done in the order in which it is asked for. */
  private inTurn<R>(action: () => Promise<R>): Promise<R> {
    const result = this.last.then(action, action);
    this.last = result.catch(() => undefined);
    return result;
  }
}
