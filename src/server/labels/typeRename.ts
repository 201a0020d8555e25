import * as l10n from '@vscode/l10n';
import type {
  AnnotatedTextEdit,
  CancellationToken,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { positionsIn } from '../../dataset/datasetText';
import type { Edit } from '../../dataset/edits';
import type { PlacedPiece } from '../../dataset/sequence';
import type { LabelSettings } from '../../labels/labelSettings';
import { changeFault, renameEdits, type ChangeFault, type TypeChange } from '../../labels/rename';
import { isWithin, parseTaskType, taskTypeText, type TaskType } from '../../labels/taskType';
import { nameNode, renameInTaxonomy } from '../../labels/taxonomyEdits';
import type { RenameTaskTypeResult, SeenEdit } from '../../protocol/renameTaskType';
import { comparable } from '../uris';
import { namedOf } from './leftOut';
import { labelsOf } from './recordsOf';
import { slices } from '../slices';
import { Cancelled, type LeftOut, type ScopedDataset } from './scopedDatasets';
import type { TaxonomyFile } from './taxonomyFile';

const ANNOTATION = 'taskType';

/** The edits of a file, with the texts that they replace. */
interface SeenChange extends TextDocumentEdit {
  readonly old: readonly string[];
}

/**
 * The change that a person's words ask for, or what is wrong with it, for people.
 *
 * @param above the levels above what is typed
 */
export function changeOf(from: TaskType, above: TaskType, typed: string, settings: LabelSettings): TypeChange | string {
  const names = parseTaskType(typed, settings.taskType);
  if (!names) return l10n.t('A task type can’t be empty.');
  const change = { from, to: [...above, ...names] };
  const fault = changeFault(change, settings.taskType);
  return fault === undefined ? change : faultText(fault, settings);
}

function faultText(fault: ChangeFault, { taskType }: LabelSettings): string {
  switch (fault) {
    case 'same':
      return l10n.t('That is its name already.');
    case 'within':
      return l10n.t('A task type can’t lie below itself.');
    case 'separator':
      return l10n.t('The name of a level can’t hold “{0}”, which stands between levels.', taskType.separator);
    case 'levels':
      return l10n.t('Records have fields for {0} levels only.', taskType.fields.length);
  }
}

/** Carries a change of a task type through, file by file, without making any edit yet. */
export class TypeRename {
  private readonly changes: SeenChange[] = [];
  private readonly leftOut: LeftOut[];
  private records = 0;
  private unreadable = 0;
  private hasTarget = false;
  private inTaxonomy = false;
  /** For people; nothing is to be changed then. */
  private fault: string | undefined;

  constructor(
    private readonly change: TypeChange,
    private readonly settings: LabelSettings,
    leftOut: readonly LeftOut[],
  ) {
    this.leftOut = [...leftOut];
  }

  /** A taxonomy may be told twice: it is a file of the workspace too. */
  leaveOut(leftOut: LeftOut): void {
    const isSame = ({ uri }: LeftOut): boolean => comparable(uri) === comparable(leftOut.uri);
    if (!this.leftOut.some(isSame)) this.leftOut.push(leftOut);
  }

  /** Takes a dataset's records; other requests get their turn. @throws Cancelled */
  async add({ uri, version, dataset, reader, locked }: ScopedDataset, token: CancellationToken): Promise<void> {
    const { change, settings } = this;
    const edits: TextEdit[] = [];
    const old: string[] = [];
    let records = 0;
    // As they stand now: what is edited meanwhile makes the version another one.
    for await (const [, placed] of slices([...dataset.checked.text.pieces.placed()])) {
      if (token.isCancellationRequested) throw new Cancelled();
      if (placed.piece.kind !== 'record') continue;
      const labels = labelsOf(placed.piece, reader);
      if (!labels) this.unreadable++;
      this.hasTarget ||= labels?.types.some((type) => isWithin(type, change.to)) ?? false;
      if (!labels?.types.some((type) => isWithin(type, change.from))) continue;
      const ofRecord = renameEdits(placed.piece, change, settings.taskType);
      if (!ofRecord) {
        this.fault = faultText('levels', settings);
        return;
      }
      if (ofRecord.length === 0) {
        this.unreadable++;
        continue;
      }
      records++;
      edits.push(...inFile(placed, ofRecord));
      old.push(...ofRecord.map(({ start, end }) => placed.piece.text.slice(start, end)));
    }
    if (edits.length === 0) return;
    if (locked !== undefined) {
      this.leaveOut({ uri, reason: locked });
      return;
    }
    this.records += records;
    this.changes.push({ textDocument: { uri, version }, edits, old });
  }

  /** @param locked why the file can't be edited, for people; undefined if it can */
  addTaxonomy({ uri, version, text, at }: TaxonomyFile, locked: string | undefined): void {
    const edits = renameInTaxonomy(text, at, this.change);
    if (edits.length === 0) return;
    if (locked !== undefined) {
      this.leaveOut({ uri, reason: locked });
      return;
    }
    this.hasTarget ||= nameNode(text, at, this.change.to) !== undefined;
    this.inTaxonomy = true;
    const old = edits.map(({ start, end }) => text.slice(start, end));
    this.changes.push({ textDocument: { uri, version }, edits: inText(text, edits), old });
  }

  /** @param asksBeforeMerge two types become one only after the client has shown the edits */
  result(asksBeforeMerge: boolean): RenameTaskTypeResult {
    if (this.fault !== undefined) return { fault: this.fault };
    const { changes, records, inTaxonomy, hasTarget: merges, unreadable } = this;
    return {
      edit: this.edit(asksBeforeMerge && merges),
      ...{ records, files: changes.length - (inTaxonomy ? 1 : 0), merges, inTaxonomy },
      ...{ leftOut: namedOf(this.leftOut), unreadable },
    };
  }

  private edit(needsConfirmation: boolean): SeenEdit {
    const { from, to } = this.change;
    const [old, fresh] = [from, to].map((type) => taskTypeText(type, this.settings.taskType)) as [string, string];
    const label = this.hasTarget
      ? l10n.t('Merge the task type “{0}” into “{1}”', old, fresh)
      : l10n.t('Rename the task type “{0}” to “{1}”', old, fresh);
    return {
      documentChanges: this.changes.map(({ textDocument, edits }) => ({
        textDocument,
        edits: edits.map((edit): AnnotatedTextEdit => ({ ...(edit as TextEdit), annotationId: ANNOTATION })),
      })),
      seen: this.changes.map(({ old }) => old),
      changeAnnotations: { [ANNOTATION]: { label, needsConfirmation } },
    };
  }
}

/** An edit for a client that knows no versions and no annotations. */
export function plainEdit({ documentChanges }: WorkspaceEdit): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const { textDocument, edits } of (documentChanges ?? []) as TextDocumentEdit[]) {
    changes[textDocument.uri] = (edits as TextEdit[]).map(({ range, newText }) => ({ range, newText }));
  }
  return { changes };
}

function inFile(placed: PlacedPiece<unknown>, edits: readonly Edit[]): TextEdit[] {
  const positions = positionsIn(
    placed,
    edits.flatMap(({ start, end }) => [start, end]),
  );
  return edits.map(({ text }, i) => ({
    range: { start: positions[2 * i]!, end: positions[2 * i + 1]! },
    newText: text,
  }));
}

export function inText(text: string, edits: readonly Edit[]): TextEdit[] {
  const document = TextDocument.create('', 'json', 0, text);
  return edits.map(({ start, end, text: newText }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText,
  }));
}
