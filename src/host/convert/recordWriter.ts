import { applyEdits } from '../../dataset/edits';
import type { ContainerId } from '../../dataset/container';
import { ontoOneLine } from '../../dataset/layout';
import type { Layout } from './sourceFile';
import type { StagedFile } from './stagedFiles';

/** Writes records into a container. Their bytes stay as they are; only line breaks inside a record go where it must stand on one line. */
export class RecordWriter {
  /** Records so far. */
  count = 0;

  /** @param isMultiline records may go over several lines even in JSONL, because they did so in the source */
  constructor(
    private readonly file: StagedFile,
    private readonly container: ContainerId,
    private readonly layout: Layout,
    private readonly isMultiline: boolean,
  ) {}

  /** @param bytes of the record, one in each unit */
  async write(bytes: string): Promise<void> {
    const { lineEnd, elementStart } = this.layout;
    const isFirst = this.count++ === 0;
    if (this.container === 'jsonl') await this.file.write(`${this.isMultiline ? bytes : onOneLine(bytes)}${lineEnd}`);
    else await this.file.write(`${isFirst ? '[' : ','}${elementStart}${bytes}`);
  }

  async end(): Promise<void> {
    const { lineEnd, elementStart } = this.layout;
    if (this.container === 'jsonl') return;
    await this.file.write(
      this.count === 0 ? `[]${lineEnd}` : `${/[\r\n]/.test(elementStart) ? lineEnd : ''}]${lineEnd}`,
    );
  }
}

function onOneLine(bytes: string): string {
  return /[\r\n]/.test(bytes) ? applyEdits(bytes, ontoOneLine(bytes)) : bytes;
}
