import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import { SetTypes, type TaggingState } from '../../protocol/labels';
import { LocateRecord, type LocatedRecord } from '../../protocol/messages';
import type { Server } from '../server';
import { editorRange, protocolRange } from '../tokens/protocolRange';
import { applyLabels } from './applyLabels';
import { askTypes } from './askTypes';
import { EntryPick } from './entryPick';
import { moveTo, tellNone } from './goToLabelled';
import { nextLabelled, taggingState } from './labelTarget';
import type { RecentTypes } from './recentTypes';
import type { TypeAction } from './typeEntries';

/** Goes through the records of a file that have no task type and asks for it, until the list is left. */
export class TaggingRun implements vscode.Disposable {
  private readonly pick = new EntryPick<TypeAction>();
  private readonly highlight = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    border: '1px none',
    borderColor: new vscode.ThemeColor('editor.rangeHighlightBorder'),
  });
  /** The records (0-based) that were asked for before this one. */
  private readonly path: number[] = [];

  constructor(
    private readonly server: Server,
    private readonly recent: RecentTypes,
    private readonly editor: vscode.TextEditor,
  ) {}

  /** Begins with the record at the cursor, if it has no task type, else with the next one that has none. */
  async start(): Promise<void> {
    try {
      const here = await this.stateAt(protocolRange(this.editor.selection));
      if (!here) return;
      let state = here.touched?.tagged === 0 ? here : await this.next(this.editor.selection.active);
      while (state) state = await this.step(state);
    } finally {
      this.dispose();
    }
  }

  dispose(): void {
    this.pick.dispose();
    this.highlight.dispose();
  }

  /** Asks for one record. @returns where to go on; undefined for the end */
  private async step(state: TaggingState): Promise<TaggingState | undefined> {
    const { range, first } = state.touched!;
    const { editor, pick, path } = this;
    // The list hides the first lines of the editor.
    moveTo(editor, range, vscode.TextEditorRevealType.InCenter);
    editor.setDecorations(this.highlight, [editorRange(range)]);
    const title = vscode.l10n.t('Task Type of Record {0} (without one: {1})', first + 1, state.untagged);
    const recent = this.recent.types;
    const answer = await askTypes({ pick, state, recent, title, isRun: true, canGoBack: path.length > 0 });
    if (!answer) return undefined;
    if (answer.kind === 'back') return this.stateOf(path.pop()!);
    path.push(first);
    if (answer.kind === 'set') {
      const { types, add, remove } = answer;
      const ranges = [startOf(range)];
      if (!(await applyLabels(this.server, editor.document, SetTypes.method, { ranges, add, remove })))
        return undefined;
      await this.recent.add(types);
    }
    return this.next(new vscode.Position(range.start.line, range.start.character));
  }

  private async next(position: vscode.Position): Promise<TaggingState | undefined> {
    const found = await nextLabelled(this.server, this.editor.document, position, 'untagged');
    if (!found) {
      tellNone('untagged');
      return undefined;
    }
    return this.stateAt(startOf(found.range));
  }

  private async stateOf(record: number): Promise<TaggingState | undefined> {
    const params = { uri: this.editor.document.uri.toString(), record };
    const located = await this.server.request<LocatedRecord | null>(LocateRecord.method, params);
    return located?.range ? this.stateAt(startOf(located.range)) : undefined;
  }

  private stateAt(range: Range): Promise<TaggingState | undefined> {
    return taggingState(this.server, { document: this.editor.document, ranges: [range] });
  }
}

function startOf({ start }: Range): Range {
  return { start, end: start };
}
