import * as vscode from 'vscode';
import { ListTwinChoices, MakeTwin, type TwinChoices, type TwinParams, type TwinResult } from '../../protocol/twins';
import type { Server } from '../server';
import { askKinds, lastWish, rememberWish, STRENGTHS, strengthText, type Strength, type TwinWish } from './askTwinWish';
import { insertTwins } from './insertTwins';
import type { TwinPreview } from './twinPreview';

/** What a key binding may settle beforehand; with a seed nothing is asked. */
export interface MakeTwinWish extends Partial<TwinWish> {
  readonly seed?: number;
}

type Twin = Extract<TwinResult, { version: number }>;

type Answer = { readonly insert: true } | { readonly strength: Strength } | { readonly seed: number };

/** Where a twin is made, and with what. */
interface Making {
  readonly server: Server;
  readonly editor: vscode.TextEditor;
  readonly wish: TwinWish;
  readonly seed: number;
}

/** Makes the robust twin of the record at the cursor: asks for the kinds, shows before and after, and inserts it below. */
export async function makeTwin(
  server: Server,
  preview: TwinPreview,
  state: vscode.Memento,
  wished: MakeTwinWish = {},
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const uri = editor.document.uri.toString();
  const choices = await server.request<TwinChoices | null>(ListTwinChoices.method, { uri });
  if (!choices) return;
  const last = lastWish(state);
  const title = vscode.l10n.t('Make a Robust Twin');
  const kinds = wished.kinds ?? (await askKinds(title, choices.kinds, last.kinds));
  if (!kinds) return;
  const wish = { kinds, strength: wished.strength ?? last.strength };
  const making: Making = { server, editor, wish, seed: wished.seed ?? 1 };
  const twin = wished.seed === undefined ? await choose(making, preview) : await request(making);
  if (twin) await insert(making, twin.twin);
  if (twin && wished.seed === undefined) await rememberWish(state, twin.wish);
}

/** Shows twins until one is taken; undefined if none is. */
async function choose(
  making: Making,
  preview: TwinPreview,
): Promise<{ readonly twin: Twin; readonly wish: TwinWish } | undefined> {
  let { wish, seed } = making;
  try {
    for (let isFirst = true; ; isFirst = false) {
      let made = await request({ ...making, wish, seed });
      // With the same seed as its last one, a second twin would be the same.
      if (made && isFirst && made.twin.twins > 0)
        made = await request({ ...making, wish, seed: (seed += made.twin.twins) });
      if (!made) return undefined;
      const { twin } = made;
      const title = vscode.l10n.t('Record {0} → its robust twin', twin.record + 1);
      await preview.show(title, twin.before, twin.after);
      const answer = await ask(twin, wish, seed);
      if (!answer) return undefined;
      if ('insert' in answer) return { twin, wish };
      if ('seed' in answer) seed = answer.seed;
      else wish = { ...wish, strength: answer.strength };
    }
  } finally {
    await preview.close();
    await vscode.window.showTextDocument(making.editor.document, {
      viewColumn: making.editor.viewColumn ?? vscode.ViewColumn.Active,
    });
  }
}

async function ask({ kinds, record }: Twin, { strength }: TwinWish, seed: number): Promise<Answer | undefined> {
  const others = STRENGTHS.filter((other) => other !== strength);
  const items: (vscode.QuickPickItem & { readonly answer: Answer })[] = [
    {
      label: `$(check) ${vscode.l10n.t('Insert Below')}`,
      description: vscode.l10n.t('marked as {0}; the answer stays as it is', kinds.join(', ')),
      answer: { insert: true },
    },
    { label: `$(refresh) ${vscode.l10n.t('Another One')}`, answer: { seed: seed + 1 } },
    ...others.map((other) => ({ label: `$(settings) ${strengthText(other)}`, answer: { strength: other } })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Robust Twin of Record {0}', record + 1),
    placeHolder: vscode.l10n.t('Is this how people would write it?'),
    ignoreFocusOut: true,
  });
  return picked?.answer;
}

async function request({
  server,
  editor,
  wish,
  seed,
}: Making): Promise<{ readonly twin: Twin; readonly wish: TwinWish } | undefined> {
  const { line, character } = editor.selection.active;
  const uri = editor.document.uri.toString();
  const params: TwinParams = { ...wish, uri, position: { line, character }, seed };
  const result = await server.request<TwinResult | null>(MakeTwin.method, params);
  if (result && 'version' in result) return { twin: result, wish };
  const message = result?.obstacle ?? vscode.l10n.t('Put the cursor into a record to make a twin of it.');
  void vscode.window.showInformationMessage(message);
  return undefined;
}

async function insert({ editor }: Making, twin: Twin): Promise<void> {
  if (!(await insertTwins(editor.document, twin))) return;
  const { line } = twin.edits[0]!.range.start;
  const below = new vscode.Position(line + 1, 0);
  editor.revealRange(new vscode.Range(below, below), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  const text = vscode.l10n.t('Twin inserted below record {0}', twin.record + 1);
  vscode.window.setStatusBarMessage(`$(check) ${text}`, 5000);
}
