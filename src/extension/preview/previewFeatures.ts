import * as vscode from 'vscode';
import type { GoToParams, PanelCommandParams } from '../../protocol/panel';
import type { RangesParams } from '../../protocol/messages';
import type { RecordPlace } from '../../protocol/records';
import { Command } from '../contributions';
import type { Server } from '../server';
import { Cursors } from './cursors';
import { revealPart } from './fileEditor';
import { readText } from './openText';
import { doPanelAction } from './panelActions';
import { panelHandlers, type PanelServices } from './panelRequests';
import type { PreviewPanel } from './previewPanel';
import { Previews } from './previews';
import { RecordCommands } from './recordCommands';
import { Records } from './records';
import type { Reviewing } from './reviewing';
import { ClosedTexts } from './closedTexts';

type Commands = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Previews of records, and the commands for them and for single records. */
export class PreviewFeatures implements vscode.Disposable {
  readonly previews: Previews;
  private readonly cursors = new Cursors();
  private readonly recordCommands: RecordCommands;

  constructor(
    context: vscode.ExtensionContext,
    private readonly server: Server,
    log: vscode.LogOutputChannel,
    reviewing: Reviewing,
    probing: PanelServices['probing'],
  ) {
    const records = new Records(server);
    this.recordCommands = new RecordCommands(records, () => this.previews.active);
    const openAnother = (panel: PreviewPanel): void => this.previews.openAnother(panel);
    const actions = { commands: this.recordCommands, reviewing, openAnother };
    const { extensionUri } = context;
    const closedTexts = new ClosedTexts();
    this.previews = new Previews({
      ...{ server, records, extensionUri, closedTexts, cursors: this.cursors },
      handlers: (panel) =>
        panelHandlers(panel, {
          records,
          reviewing,
          closedTexts,
          log,
          probing,
          act: (shown, action) => doPanelAction(shown, action, actions),
        }),
    });
  }

  /** The record of the preview that is the active editor, for commands that work on records. */
  get activeRecord(): RangesParams | undefined {
    return this.previews.activeRecord;
  }

  get commands() {
    const goTo = (params: GoToParams) => () => this.goTo(params);
    const tell = (params: PanelCommandParams) => () => this.tell(params);
    const { recordCommands } = this;
    return {
      [Command.openPreview]: (target?: unknown) => this.open(target),
      [Command.openAnotherPreview]: () => this.openAnother(),
      [Command.previewNext]: goTo({ kind: 'next' }),
      [Command.previewPrevious]: goTo({ kind: 'previous' }),
      [Command.previewNextFinding]: goTo({ kind: 'nextOf', filter: 'finding' }),
      [Command.previewNextUntagged]: goTo({ kind: 'nextOf', filter: 'untagged' }),
      [Command.previewNextMarked]: goTo({ kind: 'nextOf', filter: 'robust' }),
      [Command.previewNextOver]: goTo({ kind: 'nextOf', filter: 'over' }),
      [Command.previewSearch]: tell({ command: 'focusSearch' }),
      [Command.previewGoToRecord]: tell({ command: 'focusNumber' }),
      [Command.previewToggleRaw]: tell({ command: 'toggleRaw' }),
      [Command.previewToggleInvisible]: tell({ command: 'toggleInvisible' }),
      [Command.previewConversation]: tell({ command: 'showTab', tab: 'conversation' }),
      [Command.previewModel]: tell({ command: 'showTab', tab: 'model' }),
      [Command.openProbe]: (target?: unknown) => this.openProbe(target),
      [Command.openProbeView]: () => this.openProbeView(),
      [Command.previewPin]: () => this.previews.current?.pin(!this.previews.current.isPinned),
      [Command.previewShowInFile]: () => this.showInFile(),
      [Command.insertRecord]: () => recordCommands.insert(),
      [Command.duplicateRecord]: () => recordCommands.run({ kind: 'duplicateRecord' }),
      [Command.deleteRecord]: () => recordCommands.run({ kind: 'deleteRecord' }),
      [Command.moveRecordUp]: () => recordCommands.run({ kind: 'moveRecord', by: -1 }),
      [Command.moveRecordDown]: () => recordCommands.run({ kind: 'moveRecord', by: 1 }),
    } satisfies Commands;
  }

  dispose(): void {
    this.previews.dispose();
    this.cursors.dispose();
  }

  /** @param target what a menu names: a file, or a line of one; else it is the active editor's record */
  private async open(target?: unknown): Promise<PreviewPanel | undefined> {
    const place = await this.placeOf(target);
    return place && this.previews.open(place.uri, place.at);
  }

  /** @returns undefined if there is none, or it can't be opened, which is told */
  private async placeOf(target: unknown): Promise<{ readonly uri: string; readonly at: RecordPlace } | undefined> {
    const named = targetIn(target);
    const editor = vscode.window.activeTextEditor;
    const uri = named?.uri ?? editor?.document.uri ?? activeTabUri();
    if (!uri) return undefined;
    const document = await readText(uri.toString());
    if (typeof document === 'string') {
      void vscode.window.showWarningMessage(document);
      return undefined;
    }
    await this.server.start();
    const shown = editor?.document === document ? editor : undefined;
    const line = named?.line ?? shown?.selection.active.line ?? 0;
    const character = named?.line === undefined ? (shown?.selection.active.character ?? 0) : 0;
    return { uri: uri.toString(), at: { kind: 'position', position: { line, character } } };
  }

  private async openProbe(target?: unknown): Promise<void> {
    const panel = this.previews.active ?? (await this.open(target));
    panel?.command({ command: 'showTab', tab: 'probe' });
  }

  /** For the record of the active preview, else for the one at the cursor. */
  private async openProbeView(): Promise<void> {
    const view = this.previews.active?.view;
    const at: RecordPlace = { kind: 'index', record: view?.seen?.record ?? 0 };
    const place = view ? { uri: view.uri, at } : await this.placeOf(undefined);
    if (place) this.previews.openOnly(place.uri, place.at, 'probe');
  }

  private async openAnother(): Promise<void> {
    const { current } = this.previews;
    if (current) this.previews.openAnother(current);
    else await this.open();
  }

  /** Where there is no preview yet, it is opened at the record from which it would go. */
  private async goTo(params: GoToParams): Promise<void> {
    const { current } = this.previews;
    if (current) await current.goTo(params);
    else await this.open();
  }

  private async tell(params: PanelCommandParams): Promise<void> {
    if (!this.previews.current) await this.open();
    this.previews.current?.command(params);
  }

  private async showInFile(): Promise<void> {
    const { current } = this.previews;
    const place = current?.sample?.place;
    if (current && place) await revealPart(current.view.uri, place, '', current.panel.viewColumn);
  }
}

interface Target {
  readonly uri: vscode.Uri;
  readonly line?: number;
}

/** What VS Code gives commands of menus: a URI, or `{ uri, lineNumber }` (1-based) at a line's number. */
function targetIn(value: unknown): Target | undefined {
  if (value instanceof vscode.Uri) return { uri: value };
  const { uri, lineNumber } = (value ?? {}) as { readonly uri?: unknown; readonly lineNumber?: unknown };
  if (!(uri instanceof vscode.Uri)) return undefined;
  return typeof lineNumber === 'number' ? { uri, line: lineNumber - 1 } : { uri };
}

/** The file of the active tab: of a file that is too large there is a tab, and no editor for extensions. */
function activeTabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}
