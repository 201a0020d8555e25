import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import { GetTagging, NextLabelled, type NextLabelledResult, type TaggingState } from '../../protocol/labels';
import type { RangesParams } from '../../protocol/messages';
import type { Server } from '../server';
import { protocolRange } from '../tokens/protocolRange';

/** The records that are meant: in a file that is open, at some ranges. */
export interface LabelTarget {
  readonly document: vscode.TextDocument;
  readonly ranges: readonly Range[];
}

/** The records at the cursors and selections of the active editor, or those that a code action names. */
export async function labelTarget(named?: RangesParams): Promise<LabelTarget | undefined> {
  if (named) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(named.uri));
    return { document, ranges: named.ranges };
  }
  const editor = vscode.window.activeTextEditor;
  return editor && { document: editor.document, ranges: editor.selections.map(protocolRange) };
}

/** Undefined where there is nothing that can be tagged. */
export async function taggingState(
  server: Server,
  { document, ranges }: LabelTarget,
): Promise<TaggingState | undefined> {
  const params: RangesParams = { uri: document.uri.toString(), ranges };
  return (await server.request<TaggingState | null>(GetTagging.method, params)) ?? undefined;
}

export async function nextLabelled(
  server: Server,
  { uri }: vscode.TextDocument,
  position: vscode.Position,
  which: 'untagged' | 'marked',
): Promise<NextLabelledResult | undefined> {
  const params = { uri: uri.toString(), position: { line: position.line, character: position.character }, which };
  return (await server.request<NextLabelledResult | null>(NextLabelled.method, params)) ?? undefined;
}

/** The records that a code action names; anything else that VS Code gives a command names none. */
export function namedRecords(value: unknown): RangesParams | undefined {
  const { uri, ranges } = (value ?? {}) as Partial<RangesParams>;
  return typeof uri === 'string' && Array.isArray(ranges) ? { uri, ranges } : undefined;
}
