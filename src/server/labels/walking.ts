import type { CancellationToken, Connection } from 'vscode-languageserver';
import { nameOf } from '../uris';
import { Cancelled, type ScopedFile } from './scopedDatasets';

/** What a request has that progress is reported of. */
export interface Progressing {
  readonly workDoneToken?: string | number;
}

/** The files one after the other; progress is told by their sizes. @throws Cancelled */
export async function* walking(
  connection: Connection,
  files: readonly ScopedFile[],
  { workDoneToken }: Progressing,
  token: CancellationToken,
): AsyncGenerator<ScopedFile> {
  const progress = workDoneToken === undefined ? undefined : connection.window.attachWorkDoneProgress(workDoneToken);
  const total = files.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
  let done = 0;
  try {
    for (const each of files) {
      if (token.isCancellationRequested) throw new Cancelled();
      if (each.file) progress?.report(Math.round((100 * done) / Math.max(1, total)), nameOf(each.uri));
      yield each;
      done += each.file?.size ?? 0;
      if (each.file) await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    progress?.done();
  }
}
