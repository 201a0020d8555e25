import { basename, isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { CheckTokenizer, ListTokenizers, type TokenizerChoice, type TokenizerParams } from '../../protocol/messages';
import type { Server } from '../server';
import { downloadTokenizer } from './downloadTokenizer';
import type { RecentTokenizers } from './recentTokenizers';
import { tokenizerPicks, type TokenizerPick } from './tokenizerPicks';
import { asWhole, asWritten, currentTokenizer, placeOf, writeTokenizer, type TokenizerPlace } from './tokenizerSetting';

/** What choosing needs to know. */
interface Question {
  readonly server: Server;
  readonly recent: RecentTokenizers;
  /** The dataset that a tokenizer is chosen for; undefined for none in particular. */
  readonly file: vscode.Uri | undefined;
  readonly place: TokenizerPlace;
  readonly choices: readonly TokenizerChoice[];
}

/**
 * Sets the tokenizer of the active dataset, or of the workspace.
 *
 * @param id a bundled id, a folder's path or a hub id that was downloaded; asked for if it is not given
 */
export async function chooseTokenizer(server: Server, recent: RecentTokenizers, id?: string): Promise<void> {
  const question = await prepare(server, recent);
  const choice = id === undefined ? await ask(question) : named(question, id);
  if (!choice || !(await isUsable(question, choice))) return;
  const { place } = question;
  const where = await writeTokenizer(place, asWritten(choice, place.folder?.uri));
  if (where === undefined) return;
  await recent.add(choice);
  const text = vscode.l10n.t('Tokenizer {0}, set in {1}', choice.name, where);
  vscode.window.setStatusBarMessage(`$(check) ${text}`, 8000);
}

async function prepare(server: Server, recent: RecentTokenizers): Promise<Question> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const file = active && server.status(active) ? active : undefined;
  const place = await placeOf(file);
  const choices = (await server.request<TokenizerChoice[]>(ListTokenizers.method, {})) ?? [];
  return { server, recent, file, place, choices };
}

async function ask(question: Question): Promise<TokenizerChoice | undefined> {
  const { server, recent, file, place, choices } = question;
  const tokens = file && server.status(file)?.tokens;
  const current = asWhole(currentTokenizer(place), place.folder?.uri);
  const picked = await vscode.window.showQuickPick<TokenizerPick>(tokenizerPicks(choices, recent.all, current), {
    title: vscode.l10n.t('Choose Tokenizer'),
    placeHolder: tokens?.fault ?? tokens?.approximation ?? vscode.l10n.t('Whose tokens are to be counted?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.way === 'folder') return askForFolder(place);
  if (picked?.way === 'download') return downloadTokenizer(server);
  return picked?.choice;
}

async function askForFolder({ folder }: TokenizerPlace): Promise<TokenizerChoice | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: vscode.l10n.t('A folder with tokenizer.json and tokenizer_config.json'),
      openLabel: vscode.l10n.t('Use This Tokenizer'),
      ...(folder && { defaultUri: folder.uri }),
    })) ?? [];
  return chosen && folderChoice(chosen.fsPath);
}

function named({ choices, place }: Question, id: string): TokenizerChoice {
  const whole = asWhole(id, place.folder?.uri);
  const known = choices.find((choice) => choice.id === whole);
  return known ?? (isAbsolute(whole) ? folderChoice(whole) : { id, name: id, kind: 'downloaded', detail: '' });
}

function folderChoice(path: string): TokenizerChoice {
  return { id: path, name: basename(path), kind: 'folder', detail: path };
}

/** Looks whether it can be used; if not, says what is wrong and offers to choose another one. */
async function isUsable({ server, recent }: Question, choice: TokenizerChoice): Promise<boolean> {
  if (choice.kind === 'bundled') return true;
  const params: TokenizerParams = { tokenizer: choice.id };
  const fault = await server.request<string | null>(CheckTokenizer.method, params);
  if (fault === null) return true;
  await recent.remove(choice.id);
  const another = vscode.l10n.t('Choose Another…');
  const message = fault ?? vscode.l10n.t('The tokenizer could not be looked at. The log says why.');
  void vscode.window.showErrorMessage(message, another).then((answer) => {
    if (answer === another) void chooseTokenizer(server, recent);
  });
  return false;
}
