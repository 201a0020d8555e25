import type { Connection, TextEdit } from 'vscode-languageserver';
import { positionsIn } from '../../dataset/datasetText';
import type { PlacedPiece } from '../../dataset/sequence';
import { fieldPlace, type FieldPlace } from '../../labels/fieldPlace';
import { labelEdits } from '../../labels/labelEdits';
import { LabelReader, type RecordLabels } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import { markerValue } from '../../labels/marker';
import { isSameType, taskTypeFields, type TaskType } from '../../labels/taskType';
import {
  GetTagging,
  NextLabelled,
  SetKinds,
  SetTypes,
  type LabelEdits,
  type LabelRefusal,
  type NextLabelledParams,
  type NextLabelledResult,
  type SetKindsParams,
  type SetTypesParams,
  type TaggingState,
  type VersionedRanges,
} from '../../protocol/labels';
import type { RangesParams } from '../../protocol/messages';
import type { Analysis } from '../../rules/checker';
import { recordRange } from '../features/outline';
import type { OpenDataset, OpenDocument } from '../openDocument';
import { slices } from '../slices';
import { labelsOf, parsed } from './recordsOf';
import { kindOptions, LabelCounts, touchedState, typeOptions } from './taggingState';
import { recordAt, touchedRecords } from './touchedRecords';
import { TypeSuggestions } from './typeSuggestions';

/** Labelled records that are looked at to learn where a field stands. */
const MAX_LOOKED = 500;

type FieldValues = ReadonlyMap<string, unknown>;

/** An open dataset and the reader of its labels. */
interface Labelled {
  readonly document: OpenDocument;
  readonly dataset: OpenDataset;
  readonly reader: LabelReader;
}

/** Tells the labels of an open dataset's records and makes the edits that change them. */
export class Tagging {
  private readonly suggestions = new TypeSuggestions();

  constructor(
    private readonly connection: Connection,
    private readonly get: (uri: string) => OpenDocument | undefined,
    private readonly settings: (uri: string) => LabelSettings,
    /** Checks what of a file has not been checked yet, after which its labels are known. */
    private readonly check: (uri: string) => Promise<void>,
    /** Settled when the settings that are known to have changed are applied. */
    private readonly configured: () => Promise<void>,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onRequest(GetTagging.method, (params: VersionedRanges) =>
      this.onRanges(params, (labelled): Promise<TaggingState> => this.state(labelled, params)),
    );
    connection.onRequest(SetTypes.method, (params: SetTypesParams) =>
      this.onRanges(params, (labelled) => setTypes(labelled, params)),
    );
    connection.onRequest(SetKinds.method, (params: SetKindsParams) =>
      this.onRanges(params, (labelled) => setKinds(labelled, params)),
    );
    connection.onRequest(
      NextLabelled.method,
      async (params: NextLabelledParams): Promise<NextLabelledResult | null> => {
        const labelled = await this.open(params.uri);
        return labelled ? nextLabelled(labelled, params) : null;
      },
    );
  }

  /** Does what is asked only if the ranges are those of the text as it stands. */
  private async onRanges<R>(
    { uri, version }: VersionedRanges,
    answer: (labelled: Labelled) => R | LabelRefusal | Promise<R>,
  ): Promise<R | LabelRefusal | null> {
    const labelled = await this.open(uri);
    if (!labelled) return null;
    return labelled.document.version === version ? answer(labelled) : { refused: 'changed' };
  }

  private async open(uri: string): Promise<Labelled | undefined> {
    await this.configured();
    await this.check(uri);
    const document = this.get(uri);
    const dataset = document?.dataset;
    return document && dataset && { document, dataset, reader: new LabelReader(this.settings(uri)) };
  }

  private async state({ document, dataset, reader }: Labelled, { ranges }: RangesParams): Promise<TaggingState> {
    const { version } = document;
    const touched = touchedRecords(dataset, ranges);
    const counts = new LabelCounts(dataset, reader);
    const [only] = touched;
    const suggestion = only && touched.length === 1 ? this.suggestions.suggest(dataset, reader, only) : undefined;
    const { records, untagged, marked } = counts;
    const state = touchedState(touched, dataset, reader);
    const { types, leftOut } = await typeOptions(reader, counts);
    return {
      version,
      settings: reader.settings.taskType,
      hasTaxonomy: reader.taxonomy !== undefined,
      kinds: kindOptions(reader, counts),
      ...{ records, untagged, marked },
      touched: state,
      suggestion: suggestion ?? null,
      types,
      typesLeftOut: leftOut,
    };
  }
}

function setTypes(labelled: Labelled, { ranges, add, remove }: SetTypesParams): LabelRefusal | Promise<LabelEdits> {
  const { taskType } = labelled.reader.settings;
  const { fields, levels } = taskType;
  if (levels === 'fields' && add.some((type) => type.length > fields.length)) return { refused: 'levels', fields };
  const place = placeOf(labelled, taskType.fields, ({ types }) => types.length > 0);
  return editRecords(labelled, ranges, place, ({ types }) => {
    const isIn = (list: readonly TaskType[], type: TaskType): boolean => list.some((each) => isSameType(each, type));
    const kept = remove === 'all' ? [] : types.filter((type) => !isIn(remove, type) && !isIn(add, type));
    const next = [...kept, ...add];
    return taskTypeFields(taskType.several ? next : next.slice(-1), taskType, place.get(taskType.fields[0]!)?.isList);
  });
}

function setKinds(labelled: Labelled, { ranges, add, remove }: SetKindsParams): Promise<LabelEdits> {
  const { field, variantOf } = labelled.reader.settings.robustness;
  const place = placeOf(labelled, [field], (labels) => labels.kinds.length > 0);
  return editRecords(labelled, ranges, place, ({ kinds }): FieldValues => {
    const kept = remove === 'all' ? kinds.filter((kind) => add.includes(kind)) : without(kinds, remove);
    const next = [...kept, ...without(add, kept)];
    if (next.length === 0) {
      // Only a marked record is a variant of another one.
      return new Map([field, ...(kinds.length > 0 ? [variantOf] : [])].map((name) => [name, undefined]));
    }
    const isSame = next.length === kinds.length && next.every((kind) => kinds.includes(kind));
    return isSame ? new Map() : new Map([[field, markerValue(next, place.get(field)?.isList)]]);
  });
}

function without(kinds: readonly string[], others: readonly string[]): string[] {
  return kinds.filter((kind) => !others.includes(kind));
}

/** Where the file's labelled records have the fields. */
function placeOf(
  { dataset, reader }: Labelled,
  fields: readonly string[],
  has: (labels: RecordLabels) => boolean,
): FieldPlace {
  function* labelledRecords(): Generator<Readonly<Record<string, unknown>>> {
    let looked = 0;
    for (const { piece } of dataset.checked.text.pieces.placed()) {
      if (piece.kind !== 'record') continue;
      const labels = labelsOf(piece, reader);
      const record = labels && has(labels) && parsed(piece);
      if (record) yield record;
      if (record && ++looked === MAX_LOOKED) return;
    }
  }
  return fieldPlace(labelledRecords(), fields);
}

/** The edits for the text as it stands now; other requests get their turn. */
async function editRecords(
  { document, dataset, reader }: Labelled,
  ranges: RangesParams['ranges'],
  place: FieldPlace,
  valuesFor: (labels: RecordLabels) => FieldValues,
): Promise<LabelEdits> {
  const { version } = document;
  const touched = touchedRecords(dataset, ranges);
  const edits: TextEdit[] = [];
  let changed = 0;
  let unreadable = 0;
  for await (const [, placed] of slices(touched)) {
    const labels = labelsOf(placed.piece, reader);
    const own = labels ? textEdits(placed, valuesFor(labels), place) : [];
    if (!labels) unreadable++;
    if (own.length > 0) changed++;
    edits.push(...own);
  }
  return { version, edits, records: touched.length, changed, unreadable };
}

function textEdits(placed: PlacedPiece<Analysis>, values: FieldValues, place: FieldPlace): TextEdit[] {
  return labelEdits(placed.piece, values, place).map(({ start, end, text }) => {
    const [from, to] = positionsIn(placed, [start, end]);
    return { range: { start: from!, end: to! }, newText: text };
  });
}

function nextLabelled(
  { document, dataset, reader }: Labelled,
  { position, which }: NextLabelledParams,
): NextLabelledResult | null {
  const at = recordAt(dataset, position)?.index ?? dataset.checked.text.pieces.at(position)?.index ?? -1;
  let count = 0;
  let first: PlacedPiece<Analysis> | undefined;
  let next: PlacedPiece<Analysis> | undefined;
  for (const placed of dataset.checked.text.pieces.placed()) {
    if (placed.piece.kind !== 'record') continue;
    const labels = labelsOf(placed.piece, reader);
    if (!labels || (which === 'untagged' ? labels.types.length > 0 : labels.kinds.length === 0)) continue;
    count++;
    first ??= placed;
    if (placed.index > at) next ??= placed;
  }
  const found = next ?? first;
  return found ? { version: document.version, range: recordRange(found), record: found.record, count } : null;
}
