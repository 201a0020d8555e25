import * as vscode from 'vscode';
import { DATASET_INFO_FILE } from '../dataset/datasetInfo/datasetInfo';
import { detectFormat } from '../dataset/detect';
import { PROJECT_FILE } from '../dataset/project';
import { RECORD_LANGUAGE, RECORD_SCHEME } from '../protocol/recordDocument';
import { isResultFile } from '../probe/batch/resultFileName';
import { isReviewFile } from '../review/reviewFile';

/** Views of other things than files that a person edits. */
const FOREIGN_SCHEMES = new Set([
  'git',
  'gitlens',
  'output',
  'vscode',
  'walkThrough',
  'comment',
  'review',
  'pr',
  'tuneset-schema',
  'tuneset-preview',
]);
/** VS Code's own views have schemes such as `vscode-bulkeditpreview-editor`; these are file systems. */
const OWN_FILE_SYSTEMS = new Set(['vscode-remote', 'vscode-vfs', 'vscode-userdata', 'vscode-test-web']);
/** UTF-16 units that are looked at before the server runs. */
const LENGTH = 64 * 1024;

/** True for a document that the server may have something to say about. */
export function isCandidate(document: vscode.TextDocument): boolean {
  if (document.languageId === RECORD_LANGUAGE) return document.uri.scheme === RECORD_SCHEME;
  const isJson = document.languageId === 'json' || document.languageId === 'jsonl';
  const { scheme } = document.uri;
  const isView = FOREIGN_SCHEMES.has(scheme) || (scheme.startsWith('vscode-') && !OWN_FILE_SYSTEMS.has(scheme));
  return isJson && !isView && !isReviewFile(document.uri.path) && !isResultFile(document.uri.path);
}

/** True for a document that is worth starting the server for: any JSONL file, a project file, a `dataset_info.json`, and a JSON file that looks like a dataset. */
export function needsServer(document: vscode.TextDocument): boolean {
  if (!isCandidate(document)) return false;
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  if (document.languageId === 'jsonl' || name === PROJECT_FILE || name === DATASET_INFO_FILE) return true;
  const head = document.getText(new vscode.Range(new vscode.Position(0, 0), document.positionAt(LENGTH)));
  return detectFormat(head, head.length < LENGTH, true) !== undefined;
}
