import type { Range, TextDocumentEdit } from 'vscode-languageserver-types';
import type { SeenEdit } from '../../protocol/renameTaskType';

/** An editor's view of a file. */
export interface SeenText {
  readonly version: number;
  textIn(range: Range): string;
}

/**
 * True if all files are as the server saw them: an open one by its version, any by the texts that are to be replaced. A file that was closed may have
 * changed on disk, or the editor may read it in another encoding.
 */
export async function isAsSeen(
  { documentChanges, seen }: SeenEdit,
  open: (uri: string) => Promise<SeenText>,
): Promise<boolean> {
  for (const [i, change] of ((documentChanges ?? []) as TextDocumentEdit[]).entries()) {
    const { textDocument, edits } = change;
    const text = await open(textDocument.uri);
    if (textDocument.version !== null && text.version !== textDocument.version) return false;
    const isThere = edits.every((edit, j) => 'range' in edit && text.textIn(edit.range) === seen[i]?.[j]);
    if (!isThere) return false;
  }
  return true;
}
