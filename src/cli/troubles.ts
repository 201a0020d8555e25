import * as l10n from '@vscode/l10n';
import { SourceChanged } from '../host/convert/sourceFile';
import { NoDataset } from '../host/measure/datasetFile';
import { MeterFault } from '../host/measure/openMeter';
import { tell } from './tell';

/** Files that could not be dealt with: each trouble is told on stderr, once, and the others go on. */
export class Troubles {
  private readonly told = new Set<string>();

  get isAny(): boolean {
    return this.told.size > 0;
  }

  /** Tells of an error that belongs to a file or its settings. @throws any other error */
  tell(path: string, error: unknown): void {
    if (error instanceof MeterFault) this.say(error.message);
    else if (error instanceof SourceChanged) this.say(error.message);
    else if (isFileError(error) || error instanceof NoDataset) {
      this.say(l10n.t('{0} can’t be read: {1}', path, error.message));
    } else throw error;
  }

  private say(message: string): void {
    if (this.told.has(message)) return;
    this.told.add(message);
    tell(message);
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
