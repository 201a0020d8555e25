import * as vscode from 'vscode';
import { previewTabs, type PanelPlace, type PreviewTab } from '../../protocol/panel';
import type { RangesParams } from '../../protocol/messages';
import type { RecordPlace, RecordQuery } from '../../protocol/records';
import { Context, Panel } from '../contributions';
import { PreviewPanel, type PreviewParts } from './previewPanel';

/** Of a preview that is opened. */
type NewPlace = Pick<PanelPlace, 'uri' | 'only'>;

/** All previews that are open. */
export class Previews implements vscode.Disposable {
  /** The one that was active last comes last. */
  private panels: PreviewPanel[] = [];
  private readonly subscriptions: vscode.Disposable;
  private isDisposed = false;

  constructor(private readonly parts: PreviewParts) {
    this.subscriptions = vscode.Disposable.from(
      parts.cursors.onMove((editor) => this.follow(editor)),
      parts.server.onStatus((uri) => this.followActive(uri)),
      vscode.window.registerWebviewPanelSerializer(Panel.preview, {
        deserializeWebviewPanel: async (panel, state) => this.restore(panel, state),
      }),
    );
  }

  /** The preview that has the focus, or had it last; of those that follow the cursor if there are any. */
  get current(): PreviewPanel | undefined {
    const whole = this.panels.filter(({ only }) => only === undefined);
    return this.active ?? whole.findLast(({ isPinned }) => !isPinned) ?? whole.at(-1) ?? this.panels.at(-1);
  }

  /** The preview that is the active editor. */
  get active(): PreviewPanel | undefined {
    return this.panels.find(({ panel }) => panel.active);
  }

  /** The record of the preview that is the active editor. */
  get activeRecord(): RangesParams | undefined {
    const { active } = this;
    const sample = active?.sample;
    return active && sample && { uri: active.view.uri, ranges: [sample.place.range] };
  }

  /** What the preview of a file goes through that was active last; null: every record, or there is none. */
  queryOf(uri: string): RecordQuery | null {
    const query = this.panels.findLast(({ view }) => view.uri === uri)?.query;
    return query && (query.filter !== 'all' || query.search !== '') ? query : null;
  }

  /** Shows a record in a preview that follows the cursor. */
  open(uri: string, at: RecordPlace): PreviewPanel {
    return this.openFollowing({ uri }, at);
  }

  /** Shows one part of a record in a preview that follows the cursor and has no other parts. */
  openOnly(uri: string, at: RecordPlace, only: PreviewTab): PreviewPanel {
    return this.openFollowing({ uri, only }, at);
  }

  /** Pins what a preview shows, and opens another one beside it. */
  openAnother(panel: PreviewPanel): void {
    panel.pin(true);
    const { seen, uri } = panel.view;
    const at: RecordPlace = { kind: 'index', record: seen?.record ?? 0 };
    this.create({ uri }, at, vscode.ViewColumn.Beside).panel.reveal();
  }

  dispose(): void {
    this.isDisposed = true;
    for (const { panel } of [...this.panels]) panel.dispose();
    this.subscriptions.dispose();
  }

  private openFollowing(place: NewPlace, at: RecordPlace): PreviewPanel {
    const following = this.panels.findLast(({ isPinned, only }) => !isPinned && only === place.only);
    if (!following) return this.create(place, at, vscode.ViewColumn.Beside);
    following.panel.reveal(undefined, true);
    void following.show(at, place.uri);
    return following;
  }

  private create(place: NewPlace, at: RecordPlace, column: vscode.ViewColumn): PreviewPanel {
    const where = { viewColumn: column, preserveFocus: true };
    // What the view has to remember it does itself, so nothing of a hidden one is kept in memory.
    const panel = vscode.window.createWebviewPanel(Panel.preview, '', where, { enableFindWidget: true });
    return this.add(new PreviewPanel(panel, this.parts, place, at));
  }

  private restore(panel: vscode.WebviewPanel, state: unknown): void {
    const place = placeIn(state);
    if (!place) {
      panel.dispose();
      return;
    }
    const at: RecordPlace = place.seen ? { kind: 'seen', ...place.seen } : { kind: 'index', record: 0 };
    this.add(new PreviewPanel(panel, this.parts, place, at));
  }

  private add(preview: PreviewPanel): PreviewPanel {
    this.panels.push(preview);
    preview.onChange(() => this.changed(preview));
    preview.panel.onDidDispose(() => this.remove(preview));
    this.changed(preview);
    this.tellWhetherOpen();
    return preview;
  }

  private remove(preview: PreviewPanel): void {
    this.panels = this.panels.filter((other) => other !== preview);
    preview.dispose();
    if (this.parts.closedTexts.close(preview) && !this.isDisposed) void this.offerAgain(preview);
    this.compare(preview);
    this.tellWhetherOpen();
  }

  /** What was typed in it and not saved is not lost. */
  private async offerAgain({ view: { uri, seen } }: PreviewPanel): Promise<void> {
    const again = vscode.l10n.t('Open It Again');
    const message = vscode.l10n.t('The preview was closed with unsaved text. The next preview has it again.');
    if ((await vscode.window.showWarningMessage(message, again)) !== again) return;
    this.create({ uri }, { kind: 'index', record: seen?.record ?? 0 }, vscode.ViewColumn.Beside);
  }

  private changed(preview: PreviewPanel): void {
    if (preview.panel.active) this.panels = [...this.panels.filter((other) => other !== preview), preview];
    this.compare(preview);
  }

  /** A preview has become another one: each of the others is compared with a pinned one. */
  private compare(changed: PreviewPanel): void {
    for (const panel of this.panels) {
      const other = this.panels.findLast((candidate) => candidate !== panel && candidate.isPinned);
      panel.compareWith(other, other === changed);
    }
  }

  private follow({ document, selection }: vscode.TextEditor): void {
    const uri = document.uri.toString();
    const isDataset = this.parts.server.status(document.uri) !== undefined;
    const { line, character } = selection.active;
    for (const panel of this.panels) {
      if (panel.isPinned || !(isDataset || panel.view.uri === uri)) continue;
      void panel.show({ kind: 'position', position: { line, character } }, uri);
    }
  }

  /** A file that an editor shows has turned out to be a dataset. */
  private followActive(uri: string): void {
    const editor = vscode.window.activeTextEditor;
    const isElsewhere = this.panels.some(({ isPinned, view }) => !isPinned && view.uri !== uri);
    if (isElsewhere && editor?.document.uri.toString() === uri) this.follow(editor);
  }

  private tellWhetherOpen(): void {
    void vscode.commands.executeCommand('setContext', Context.hasPreview, this.panels.length > 0);
  }
}

/** What a view remembered; undefined for anything else. */
function placeIn(state: unknown): PanelPlace | undefined {
  const { place } = (state ?? {}) as { readonly place?: Partial<PanelPlace> };
  if (typeof place?.uri !== 'string') return undefined;
  const { uri, seen = null, query = { filter: 'all', search: '' }, isPinned = false, isReviewing = false } = place;
  const only = previewTabs.find((tab) => tab === place.only);
  return { uri, seen, query, isPinned, isReviewing, ...(only && { only }) };
}
