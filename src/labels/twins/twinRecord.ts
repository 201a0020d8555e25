import type { Node } from 'jsonc-parser';
import { applyEdits, type Edit } from '../../dataset/edits';
import type { Fields, Format } from '../../dataset/format';
import { isJsonObject } from '../../dataset/jsonObject';
import { decodeString } from '../../dataset/jsonString';
import { nodeAt, treeOf } from '../../dataset/tree';
import { LAST, type FieldPlace } from '../fieldPlace';
import { styleAt, valueTextIn, type FieldStyle } from '../fieldStyle';
import { labelEdits } from '../labelEdits';
import type { LabelSettings } from '../labelSettings';
import { markerOf, markerValue } from '../marker';
import { recordFields } from '../recordFields';
import { makeTwin, type TwinText, type TwinWish } from './makeTwin';
import { promptTurn, twinKey } from './prompt';
import { idField, recordId, type RecordId } from './recordId';

/** A clean record as it stands in its file. */
export interface CleanRecord {
  /** A JSON object, nested less deeply than `MAX_TREE_DEPTH`. */
  readonly text: string;
  /** The same, parsed. */
  readonly record: Fields;
  readonly format: Format;
}

/** A twin ready to be inserted. */
export interface TwinRecord extends TwinText {
  /** The prompt that it was made from: the text of `text`'s clean twin. */
  readonly clean: string;
  /** The whole record. */
  readonly recordText: string;
  /** The id of the clean record that it names. */
  readonly variantOf: string;
}

/** Why there is no twin; `marked`: the record is bad on purpose itself; `prompt`: nobody asks anything in it; `kept`: nothing of the prompt may be changed. */
export type TwinObstacle = 'marked' | 'prompt' | 'kept';

export interface TwinOptions {
  readonly wish: TwinWish;
  readonly settings: LabelSettings;
  /** Where the file's other records have the fields of the marker. */
  readonly place?: FieldPlace;
  /** An id that no record has; undefined for a record without. */
  readonly freshId: (id: RecordId | undefined) => RecordId | undefined;
}

/** Where the changed text of a prompt stands. */
interface ChangedText {
  readonly node: Node;
  readonly clean: string;
  readonly twin: TwinText;
}

/** Makes the robust twin of a record: the same text but for the prompt, which is bad on purpose, a marker, the name of the clean record, and an id of its own. */
export function twinRecord(clean: CleanRecord, options: TwinOptions): TwinRecord | TwinObstacle {
  const { text, record, format } = clean;
  const { robustness } = options.settings;
  if (markerOf(record, robustness)) return 'marked';
  const changed = changedText(clean, options.wish);
  if (typeof changed === 'string') return changed;
  const variantOf = twinKey(record, text, format);
  const id = options.freshId(recordId(record, text));
  const fields = new Map<string, unknown>([
    ...(id === undefined || typeof id === 'bigint' ? [] : [['id', id] as const]),
    [robustness.field, markerValue(changed.twin.kinds, options.place?.get(robustness.field)?.isList)],
    [robustness.variantOf, variantOf],
  ]);
  const piece = { text, valueStart: 0, valueEnd: text.length };
  const edits = [
    ...promptEdits(text, changed),
    ...(typeof id === 'bigint' ? largeIdEdits(text, id) : []),
    ...labelEdits(piece, fields, options.place ?? LAST),
  ];
  return { ...changed.twin, clean: changed.clean, recordText: applyEdits(text, edits), variantOf };
}

/** The first text of the last question in which something can be changed: of Alpaca's the instruction, of a message of parts the first text. */
function changedText({ text, record, format }: CleanRecord, wish: TwinWish): ChangedText | TwinObstacle {
  const sample = format.read(record);
  const turn = promptTurn(sample);
  const tree = turn && treeOf(text);
  if (!tree) return 'prompt';
  const names = (sample.media ?? []).flatMap(({ items }) => items.map(({ value }) => value));
  const texts = turn.pointers.flatMap((pointer) => {
    const node = nodeAt(tree, pointer);
    // A key that stands there twice is read at its last place: such a text is left alone.
    return node?.type === 'string' && node.value === valueAt(record, pointer) ? [node] : [];
  });
  if (texts.every((node) => (node.value as string).trim() === '')) return 'prompt';
  for (const node of texts) {
    const clean = node.value as string;
    const twin = makeTwin(
      clean,
      wish,
      names.filter((name) => typeof name === 'string'),
    );
    if (twin) return { node, clean, twin };
  }
  return 'kept';
}

function valueAt(record: Fields, pointer: string): unknown {
  const path = pointer.split('/').slice(1);
  return path.reduce<unknown>((value, name) => {
    const key = name.replace(/~1/g, '/').replace(/~0/g, '~');
    if (Array.isArray(value)) return (value as unknown[])[Number(key)];
    return isJsonObject(value) ? value[key] : undefined;
  }, record);
}

/** Edits of the record for those of its prompt; what they don't touch keeps its escapes. */
function promptEdits(text: string, { node, twin }: ChangedText): Edit[] {
  const { offsets } = decodeString(text, node.offset);
  const style = styleAt(text, recordFields(text), 0);
  return twin.edits.map((edit) => ({
    start: offsets[edit.start]!,
    end: offsets[edit.end]!,
    text: escapedIn(style, edit.text),
  }));
}

/** A record gets the id of a number only in place of another one. */
function largeIdEdits(text: string, id: bigint): Edit[] {
  const field = idField(text);
  return field ? [{ start: field.valueStart, end: field.end, text: String(id) }] : [];
}

function escapedIn(style: FieldStyle, text: string): string {
  return valueTextIn(text, style).slice(1, -1);
}
