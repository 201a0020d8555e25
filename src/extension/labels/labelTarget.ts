import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import {
  GetTagging,
  NextLabelled,
  type LabelRefusal,
  type NextLabelledResult,
  type TaggingState,
  type VersionedRanges,
} from '../../protocol/labels';
import type { RangesParams } from '../../protocol/messages';
import type { Server } from '../server';
import { protocolRange } from '../tokens/protocolRange';

/** The records that are meant: in a file that is open, at some ranges. */
export interface LabelTarget {
  readonly document: vscode.TextDocument;
  /** Of the text that the ranges are in. */
  readonly version: number;
  readonly ranges: readonly Range[];
}

/** The records at the cursors and selections of the active editor, or those that a code action names. */
export async function labelTarget(named?: RangesParams): Promise<LabelTarget | undefined> {
  if (named) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(named.uri));
    return { document, version: document.version, ranges: named.ranges };
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selections } = editor;
  return { document, version: document.version, ranges: selections.map(protocolRange) };
}

/** @returns undefined where there is nothing that can be tagged; `changed`: the ranges are those of another text */
export async function stateOrChanged(
  server: Server,
  { document, version, ranges }: LabelTarget,
): Promise<TaggingState | 'changed' | undefined> {
  const params: VersionedRanges = { uri: document.uri.toString(), version, ranges };
  const state = await server.request<TaggingState | LabelRefusal | null>(GetTagging.method, params);
  if (!state) return undefined;
  return 'refused' in state ? 'changed' : state;
}

/** As {@link stateOrChanged}; that the text has changed is told. */
export async function taggingState(server: Server, target: LabelTarget): Promise<TaggingState | undefined> {
  const state = await stateOrChanged(server, target);
  if (state !== 'changed') return state;
  tellChanged();
  return undefined;
}

export function tellChanged(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t('The file changed in the meantime, so nothing was changed. Try again.'),
  );
}

/** The next record in the text as it stands when the answer has come. */
export async function nextLabelled(
  server: Server,
  document: vscode.TextDocument,
  position: vscode.Position,
  which: 'untagged' | 'marked',
): Promise<NextLabelledResult | undefined> {
  const { line, character } = position;
  const params = { uri: document.uri.toString(), position: { line, character }, which };
  for (;;) {
    const found = await server.request<NextLabelledResult | null>(NextLabelled.method, params);
    if (!found) return undefined;
    if (found.version === document.version) return found;
  }
}

/** The records that a code action names; anything else that VS Code gives a command names none. */
export function namedRecords(value: unknown): RangesParams | undefined {
  const { uri, ranges } = (value ?? {}) as Partial<RangesParams>;
  return typeof uri === 'string' && Array.isArray(ranges) ? { uri, ranges } : undefined;
}
