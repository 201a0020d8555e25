import type * as vscode from 'vscode';
import type { RecordQuery } from '../../../protocol/records';
import type { Server } from '../../server';
import type { Endpoints } from '../endpoints';

/** What the runs of all datasets share. */
export interface RunsParts {
  readonly server: Server;
  readonly endpoints: Endpoints;
  readonly extensionUri: vscode.Uri;
  /** A folder for notes of runs. */
  readonly storage: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly showEndpoints: () => void;
  /** Shows a record (0-based) in a preview. */
  readonly openRecord: (uri: string, record: number) => void;
  /** What a preview of the file goes through; null: every record, or there is none. */
  readonly queryOf: (uri: string) => RecordQuery | null;
}
