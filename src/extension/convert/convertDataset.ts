import * as vscode from 'vscode';
import {
  ConvertDataset,
  ListConversions,
  PreviewConversion,
  SurveyConversion,
  type ConversionList,
  type ConversionOption,
  type ConversionParams,
  type ConversionPreview,
  type ConversionSurvey,
  type ConvertParams,
  type ConvertResult,
} from '../../protocol/conversion';
import { goToRecord } from '../goToRecord';
import type { Server } from '../server';
import { askDetails, type DetailsWish } from './askDetails';
import { answerPicks, containerPicks, formatPicks, type AnswerPick } from './conversionPicks';
import type { ConversionPreviews } from './conversionPreviews';
import { offerToReadAs } from './offerToReadAs';
import { saveTarget } from './saveTarget';

/** UTF-16 units of a dataset that are converted in a second or so. */
const QUICK = 2_000_000;

/** What a key binding may settle beforehand: the id of the format, the container, where thoughts and further fields go, and the result. */
export interface ConversionWish extends DetailsWish {
  readonly to?: string;
  readonly container?: ConvertParams['container'];
  /** `untitled`, or the URI of a file that is not there yet; then nothing is asked. */
  readonly into?: string;
}

/** What has been decided. */
interface Decision {
  readonly document: vscode.TextDocument;
  readonly option: ConversionOption;
  readonly container: ConvertParams['container'];
  /** What is asked of the server. */
  readonly params: ConversionParams;
}

/** Where the result goes; undefined: into an untitled file. */
interface Destination {
  readonly target: vscode.Uri | undefined;
  readonly overwrite: boolean;
}

/**
 * Converts the active dataset, as it stands in the editor, into a new file: asks for the format and the container, shows the first records and what is lost,
 * and only then writes.
 */
export async function convertDataset(
  server: Server,
  previews: ConversionPreviews,
  wish: ConversionWish = {},
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const { document } = editor;
  const list = await server.request<ConversionList | null>(ListConversions.method, { uri: document.uri.toString() });
  if (!list) return;
  if (list.records === 0 || list.options.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing in this file that can be converted.'));
    return;
  }
  const decision = await decide(server, document, list, wish);
  if (!decision) return;
  const { into } = wish;
  if (into !== undefined) {
    const target = into === 'untitled' ? undefined : vscode.Uri.parse(into);
    return convertUnasked(server, decision, target);
  }
  try {
    const answer = await confirm(server, previews, decision);
    if (answer?.record !== undefined) return await goBack(server, editor, answer.record);
    const destination = answer?.answer && (await destinationOf(answer.answer, decision));
    if (destination) await convert(server, decision, destination);
  } finally {
    await previews.close();
  }
}

async function decide(
  server: Server,
  document: vscode.TextDocument,
  list: ConversionList,
  wish: ConversionWish,
): Promise<Decision | undefined> {
  const wished = list.options.find(({ id }) => id === wish.to);
  const option = wished ?? (await askFormat(list, vscode.l10n.t('Convert Dataset')));
  if (!option) return undefined;
  const title = vscode.l10n.t('Convert Dataset: {0}', option.name);
  const way: ConversionParams = { uri: document.uri.toString(), to: option.id };
  const { thoughts, dropFields } = wish;
  const params =
    wish.into === undefined ? await askDetails(server, way, wish, title) : { ...way, thoughts, dropFields };
  if (!params) return undefined;
  const container = wish.container ?? (await askContainer(list, option, title));
  return container && { document, option, container, params };
}

async function askFormat(list: ConversionList, title: string): Promise<ConversionOption | undefined> {
  const picked = await vscode.window.showQuickPick(formatPicks(list), {
    title,
    placeHolder: vscode.l10n.t('Which format are the records to have?'),
    matchOnDetail: true,
  });
  return picked?.option;
}

async function askContainer(
  list: ConversionList,
  { id }: ConversionOption,
  title: string,
): Promise<Decision['container'] | undefined> {
  const picked = await vscode.window.showQuickPick(containerPicks(list.container, id === list.formatId), {
    title,
    placeHolder: vscode.l10n.t('How are the records to stand in the new file?'),
  });
  return picked?.container;
}

async function destinationOf(
  answer: NonNullable<AnswerPick['answer']>,
  { document, option, container }: Decision,
): Promise<Destination | undefined> {
  if (answer === 'untitled') return { target: undefined, overwrite: false };
  const target = await saveTarget(document, option.id, container);
  // The dialog has asked whether a file that is there may be replaced.
  return target && { target, overwrite: true };
}

/** Shows the first records and all that is lost, and asks. */
async function confirm(
  server: Server,
  previews: ConversionPreviews,
  { document, option, container, params }: Decision,
): Promise<AnswerPick | undefined> {
  const preview = await server.request<ConversionPreview | null>(PreviewConversion.method, params);
  if (preview) await previews.show(nameOf(document), option.name, preview);
  const survey = await withProgress<ConversionSurvey>(server, document, SurveyConversion.method, params);
  if (!survey) return undefined;
  const kind = container === 'jsonl' ? 'JSONL' : vscode.l10n.t('JSON array');
  const isEmpty = survey.results === 0;
  return vscode.window.showQuickPick(answerPicks(survey, document.getText().length), {
    title: isEmpty
      ? nothingLeft(option, survey)
      : vscode.l10n.t('{0}, {1}: {2} records become {3}', option.name, kind, survey.records, survey.results),
    placeHolder: placeHolderFor(survey),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
}

function placeHolderFor({ results, refused, losses }: ConversionSurvey): string {
  if (results === 0) return vscode.l10n.t('There is nothing to write. Choose a record to go to it');
  if (refused + losses.length === 0) return vscode.l10n.t('Nothing is lost or changed. Where is the result to go?');
  return vscode.l10n.t('Convert, or choose what is lost to go to the first record that has it');
}

function nothingLeft({ name }: ConversionOption, { records }: ConversionSurvey): string {
  return vscode.l10n.t('None of the {0} records can become {1}', records, name);
}

/** Converts without a question, but into no file without records. */
async function convertUnasked(server: Server, decision: Decision, target: vscode.Uri | undefined): Promise<void> {
  const survey = await withProgress<ConversionSurvey>(
    server,
    decision.document,
    SurveyConversion.method,
    decision.params,
  );
  if (survey?.results === 0) {
    void vscode.window.showWarningMessage(nothingLeft(decision.option, survey));
    return;
  }
  if (survey) await convert(server, decision, { target, overwrite: false });
}

async function convert(
  server: Server,
  { document, option, container, params: way }: Decision,
  { target, overwrite }: Destination,
): Promise<void> {
  const params: ConvertParams = { ...way, container, target: target?.toString() ?? null, overwrite };
  const result = await withProgress<ConvertResult>(server, document, ConvertDataset.method, params);
  if (!result) return;
  if ('error' in result) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The new file could not be written: {0}', result.error));
    return;
  }
  const opened =
    'text' in result
      ? await openText(result.text, container, target)
      : await vscode.workspace.openTextDocument(target!);
  await vscode.window.showTextDocument(opened, { preview: false });
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Records written: {0}', result.written)}`, 8000);
  if (target) await offerToReadAs(server, opened.uri, option);
}

/** A text in a file that the server can't write, or in an untitled one. */
async function openText(
  text: string,
  container: ConvertParams['container'],
  target: vscode.Uri | undefined,
): Promise<vscode.TextDocument> {
  if (!target)
    return vscode.workspace.openTextDocument({ language: container === 'jsonl' ? 'jsonl' : 'json', content: text });
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  return vscode.workspace.openTextDocument(target);
}

/** Back in the dataset, at a record that loses something. */
async function goBack(server: Server, editor: vscode.TextEditor, record: number): Promise<void> {
  await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active });
  await goToRecord(server, record + 1);
}

/** A notification, with which it can be stopped, only for what may take a while. */
function withProgress<R>(
  server: Server,
  document: vscode.TextDocument,
  method: string,
  params: ConversionParams,
): Thenable<R | null | undefined> {
  const options = {
    location: document.getText().length > QUICK ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window,
    cancellable: true,
    title: vscode.l10n.t('Converting the dataset'),
  };
  return vscode.window.withProgress(options, (progress, cancel) =>
    server.requestWithProgress<R | null>(
      method,
      params,
      (message) => progress.report({ message: message ?? '' }),
      cancel,
    ),
  );
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
