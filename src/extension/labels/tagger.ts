import * as vscode from 'vscode';
import { SetTypes, type TypeNames } from '../../protocol/labels';
import type { RangesParams } from '../../protocol/messages';
import type { Server } from '../server';
import { escapeIcons } from '../tokens/escapeIcons';
import { applyLabels, tellNoRecord } from './applyLabels';
import { askTypes } from './askTypes';
import { EntryPick } from './entryPick';
import { labelTarget, taggingState } from './labelTarget';
import { RecentTypes } from './recentTypes';
import { TaggingRun } from './taggingRun';
import type { TypeAction } from './typeEntries';

/** Gives records their task types. */
export class Tagger implements vscode.Disposable {
  private readonly recent: RecentTypes;
  private run: TaggingRun | undefined;

  constructor(
    private readonly server: Server,
    memory: vscode.Memento,
  ) {
    this.recent = new RecentTypes(memory);
  }

  /**
   * Asks for the task type of the records at the cursors and selections, and sets it.
   *
   * @param named the records, if not those
   */
  async tag(named?: RangesParams): Promise<void> {
    const pick = new EntryPick<TypeAction>();
    try {
      const target = await labelTarget(named);
      const state = target && (await taggingState(this.server, target));
      if (!target || !state) return;
      const { touched } = state;
      if (!touched) return tellNoRecord();
      const title =
        touched.records === 1
          ? vscode.l10n.t('Task Type of Record {0}', touched.first + 1)
          : vscode.l10n.t('Task Type of {0} Records', touched.records);
      const recent = this.recent.types;
      const answer = await askTypes({ pick, state, recent, title, isRun: false, canGoBack: false });
      if (answer?.kind !== 'set') return;
      const { types, ...change } = answer;
      if (await applyLabels(this.server, target, SetTypes.method, change)) {
        await this.recent.add(types);
      }
    } finally {
      pick.dispose();
    }
  }

  /** Gives the records at the cursors and selections the task types that were set last. */
  async repeat(): Promise<void> {
    const { last } = this.recent;
    if (last.length === 0) return this.tag();
    const target = await labelTarget();
    if (!target) return;
    if (await applyLabels(this.server, target, SetTypes.method, { add: last, remove: 'all' })) tellSet(last);
  }

  /** Asks for the task type of one record after the other. */
  async runThrough(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    this.run?.dispose();
    this.run = new TaggingRun(this.server, this.recent, editor);
    await this.run.start();
  }

  dispose(): void {
    this.run?.dispose();
  }
}

function tellSet(types: readonly TypeNames[]): void {
  const text = escapeIcons(types.map((type) => type.join(' - ')).join(', '));
  vscode.window.setStatusBarMessage(`$(tag) ${text}`, 5000);
}
