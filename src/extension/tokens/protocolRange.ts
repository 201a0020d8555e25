import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';

/** As messages hold it; VS Code's own ranges turn into something else as JSON. */
export function protocolRange({ start, end }: vscode.Range): Range {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

export function editorRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
