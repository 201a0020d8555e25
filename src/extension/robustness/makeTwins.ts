import * as vscode from 'vscode';
import type { TypeNames } from '../../protocol/labels';
import { ListTwinChoices, MakeTwins, type TwinChoices, type TwinsParams, type TwinsResult } from '../../protocol/twins';
import type { Server } from '../server';
import { escapeIcons } from '../tokens/escapeIcons';
import { askKinds, askStrength, lastWish, rememberWish, type TwinWish } from './askTwinWish';
import { insertTwins } from './insertTwins';
import type { TwinPreview } from './twinPreview';

/** What a key binding may settle beforehand; with a seed nothing is asked. */
export interface MakeTwinsWish extends Partial<TwinWish> {
  readonly type?: TypeNames | null;
  readonly percent?: number;
  readonly seed?: number;
}

const USUAL_PERCENT = 10;

/** Makes twins for a part of the active dataset's clean records, or of those of one task type. */
export async function makeTwins(
  server: Server,
  preview: TwinPreview,
  state: vscode.Memento,
  wished: MakeTwinsWish = {},
): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const uri = document?.uri.toString();
  const choices = uri && (await server.request<TwinChoices | null>(ListTwinChoices.method, { uri }));
  if (!document || !uri || !choices) return;
  const wish = await askAll(choices, state, wished);
  if (!wish) return;
  let params: TwinsParams = { uri, ...wish, seed: wished.seed ?? 1 };
  try {
    for (;;) {
      const result = await withProgress(server, params);
      if (!result) return;
      if (result.made === 0) return tellNone(result);
      const answer = wished.seed === undefined ? await confirm(preview, result) : 'insert';
      if (!answer) return;
      if (answer === 'insert') return await insert(document, result);
      params = { ...params, seed: params.seed + 1 };
    }
  } finally {
    await preview.close();
    await vscode.window.showTextDocument(document);
  }
}

async function askAll(
  choices: TwinChoices,
  state: vscode.Memento,
  wished: MakeTwinsWish,
): Promise<Omit<TwinsParams, 'uri' | 'seed'> | undefined> {
  const title = vscode.l10n.t('Make Robust Twins');
  const last = lastWish(state);
  const type = wished.type === undefined ? await askType(title, choices) : wished.type;
  if (type === undefined) return undefined;
  const percent = wished.percent ?? (await askPercent(title, countsOf(choices, type)));
  const kinds =
    percent === undefined ? undefined : (wished.kinds ?? (await askKinds(title, choices.kinds, last.kinds)));
  const strength = kinds && (wished.strength ?? (await askStrength(title, last.strength)));
  if (percent === undefined || !kinds || !strength) return undefined;
  if (wished.seed === undefined) await rememberWish(state, { kinds, strength });
  return { type, percent, kinds, strength };
}

function countsOf({ all, types }: TwinChoices, type: TypeNames | null): TwinChoices['all'] {
  return types.find((each) => each.type.join('\n') === type?.join('\n')) ?? all;
}

/** @returns null for all records, undefined if the user goes away */
async function askType(title: string, { all, types }: TwinChoices): Promise<TypeNames | null | undefined> {
  if (types.length === 0) return null;
  const items: (vscode.QuickPickItem & { readonly type: TypeNames | null })[] = [
    { label: vscode.l10n.t('All task types'), description: countsText(all), type: null },
    ...types.map(({ type, text, ...counts }) => ({ label: escapeIcons(text), description: countsText(counts), type })),
  ];
  const placeHolder = vscode.l10n.t('Which records are to get twins?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.type;
}

function countsText({ clean, twinned }: TwinChoices['all']): string {
  return vscode.l10n.t('{0} clean records, {1} of them with a twin', clean, twinned);
}

async function askPercent(title: string, counts: TwinChoices['all']): Promise<number | undefined> {
  const answer = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('How many percent of the clean records are to have a twin? {0}.', countsText(counts)),
    value: String(USUAL_PERCENT),
    validateInput: (text) => (percentIn(text) === undefined ? vscode.l10n.t('A number from 1 to 100') : undefined),
  });
  return answer === undefined ? undefined : percentIn(answer);
}

function percentIn(text: string): number | undefined {
  const number = Number(text.trim().replace(/\s*[%％]$/, ''));
  return text.trim() !== '' && number > 0 && number <= 100 ? number : undefined;
}

function withProgress(server: Server, params: TwinsParams): Thenable<TwinsResult | null | undefined> {
  const title = vscode.l10n.t('Making robust twins');
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  return vscode.window.withProgress(options, (progress, cancel) =>
    server.requestWithProgress<TwinsResult | null>(
      MakeTwins.method,
      params,
      (message) => progress.report({ message: message ?? '' }),
      cancel,
    ),
  );
}

function tellNone({ clean, twinned, missing }: TwinsResult): void {
  const message =
    missing > 0
      ? vscode.l10n.t('No twin could be made: nothing in these prompts can be changed in that way.')
      : vscode.l10n.t('Of {0} clean records, {1} have a twin: that is enough already.', clean, twinned);
  void vscode.window.showInformationMessage(message);
}

/** Shows the first twins and asks. */
async function confirm(preview: TwinPreview, result: TwinsResult): Promise<'insert' | 'another' | undefined> {
  const { made, missing, samples } = result;
  const side = (part: 'before' | 'after'): string =>
    samples.map((sample) => `${vscode.l10n.t('Record {0}', sample.record + 1)}\n${sample[part]}\n`).join('\n');
  const title = vscode.l10n.t('The first {0} of {1} robust twins', samples.length, made);
  await preview.show(title, side('before'), side('after'));
  const items = [
    {
      label: `$(check) ${vscode.l10n.t('Insert {0} Twins', made)}`,
      description:
        missing > 0 ? vscode.l10n.t('{0} fewer than asked for: their prompts can’t be changed', missing) : '',
      answer: 'insert' as const,
    },
    {
      label: `$(refresh) ${vscode.l10n.t('Others')}`,
      description: vscode.l10n.t('other records, other mistakes'),
      answer: 'another' as const,
    },
  ];
  const placeHolder = vscode.l10n.t(
    'Each goes below its clean record, marked and linked. Undo takes all back at once.',
  );
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.answer;
}

async function insert(document: vscode.TextDocument, result: TwinsResult): Promise<void> {
  if (!(await insertTwins(document, result))) return;
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Twins inserted: {0}', result.made)}`, 8000);
}
