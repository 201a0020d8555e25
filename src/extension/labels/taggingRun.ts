import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import { SetTypes, type TaggingState } from '../../protocol/labels';
import { LocateRecord, type LocatedRecord } from '../../protocol/messages';
import type { Server } from '../server';
import { editorRange, protocolRange } from '../tokens/protocolRange';
import { tryLabels, type LabelOutcome } from './applyLabels';
import { askTypes, type TypeAnswer } from './askTypes';
import { EntryPick } from './entryPick';
import { moveTo, tellNone } from './goToLabelled';
import { nextLabelled, stateOrChanged, taggingState, tellChanged, type LabelTarget } from './labelTarget';
import type { RecentTypes } from './recentTypes';
import type { TypeAction } from './typeEntries';

/** A record, where it stands in a text. */
interface PlacedRecord {
  readonly version: number;
  readonly range: Range;
}

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
      const { document, selection } = this.editor;
      const ranges = [protocolRange(selection)];
      const here = await taggingState(this.server, { document, version: document.version, ranges });
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
    if (state.version !== editor.document.version) return this.stateOf(first);
    const text = editor.document.getText(editorRange(range));
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
      const outcome = await this.set(state, text, answer);
      if (outcome === 'changed') tellChanged();
      if (outcome !== 'done') return this.stateOf(path.pop()!);
      await this.recent.add(answer.types);
    }
    const { start } = (await this.locate(first))?.range ?? range;
    return this.next(new vscode.Position(start.line, start.character));
  }

  /** Sets the types of the record that was asked for. It may stand elsewhere by now, but its text must be what it was. */
  private async set(
    { version, touched }: TaggingState,
    text: string,
    change: TypeAnswer & { kind: 'set' },
  ): Promise<LabelOutcome> {
    const { range, first } = touched!;
    const outcome = await tryLabels(this.server, this.targetOf({ version, range }), SetTypes.method, change);
    if (outcome !== 'changed') return outcome;
    const located = await this.locate(first);
    if (!located || this.editor.document.getText(editorRange(located.range)) !== text) return 'changed';
    return tryLabels(this.server, this.targetOf(located), SetTypes.method, change);
  }

  private async next(position: vscode.Position): Promise<TaggingState | undefined> {
    for (;;) {
      const found = await nextLabelled(this.server, this.editor.document, position, 'untagged');
      if (!found) {
        tellNone('untagged');
        return undefined;
      }
      const state = await stateOrChanged(this.server, this.targetOf(found));
      if (state !== 'changed') return state;
    }
  }

  private async stateOf(record: number): Promise<TaggingState | undefined> {
    for (;;) {
      const located = await this.locate(record);
      const state = located && (await stateOrChanged(this.server, this.targetOf(located)));
      if (state !== 'changed') return state;
    }
  }

  /** Where a record stands in the text as it is when the answer has come. */
  private async locate(record: number): Promise<PlacedRecord | undefined> {
    const { document } = this.editor;
    for (;;) {
      const { version } = document;
      const params = { uri: document.uri.toString(), record };
      const { range } = (await this.server.request<LocatedRecord | null>(LocateRecord.method, params)) ?? {};
      if (!range) return undefined;
      if (document.version === version) return { version, range };
    }
  }

  private targetOf({ version, range: { start } }: PlacedRecord): LabelTarget {
    return { document: this.editor.document, version, ranges: [{ start, end: start }] };
  }
}
