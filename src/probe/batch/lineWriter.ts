import * as l10n from '@vscode/l10n';
import type { ProbeLine } from './resultLine';

/** Writes lines in the order in which they come, those together that come while others are written. What can't be written is kept, and goes along with the next ones. */
export class LineWriter {
  private unsaved: ProbeLine[] = [];
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly append: (lines: readonly ProbeLine[]) => Promise<void>,
    /** Is told why lines can't be written, for people. */
    private readonly onFault: (because: string) => void,
  ) {}

  /** Resolves when the lines are written, or can't be. */
  save(lines: readonly ProbeLine[]): Promise<void> {
    this.unsaved.push(...lines);
    return (this.saving = this.saving.then(() => this.write()));
  }

  private async write(): Promise<void> {
    if (this.unsaved.length === 0) return;
    const lines = this.unsaved;
    this.unsaved = [];
    try {
      await this.append(lines);
    } catch (error) {
      this.unsaved = [...lines, ...this.unsaved];
      this.onFault(l10n.t('Results can’t be written: {0}', error instanceof Error ? error.message : String(error)));
    }
  }
}
