import type { ContainerId } from '../../dataset/container';
import { ContainerText, type Layout } from '../../dataset/containerText';
import type { StagedFile } from './stagedFiles';

/** Writes records into a container, byte for byte (see {@link ContainerText}). */
export class RecordWriter {
  private readonly text: ContainerText;

  /** @param isMultiline records may go over several lines even in JSONL, because they did so in the source */
  constructor(
    private readonly file: StagedFile,
    container: ContainerId,
    layout: Layout,
    isMultiline: boolean,
  ) {
    this.text = new ContainerText(container, layout, isMultiline);
  }

  /** Records so far. */
  get count(): number {
    return this.text.count;
  }

  /** @param bytes of the record, one in each unit */
  write(bytes: string): Promise<void> {
    return this.file.write(this.text.record(bytes));
  }

  end(): Promise<void> {
    return this.file.write(this.text.end());
  }
}
