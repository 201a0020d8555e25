import type { Edit } from '../dataset/edits';
import { isJsonObject } from '../dataset/jsonObject';
import type { Piece } from '../dataset/piece';
import { indexOfField, LAST, type FieldPlace } from './fieldPlace';
import { styleAt, valueTextIn } from './fieldStyle';
import { recordFields, type RecordField } from './recordFields';

/** The text of a piece and where its value stands in it. */
export type RecordText = Pick<Piece, 'text' | 'valueStart' | 'valueEnd'>;

/** A field that is not in the record yet. */
interface Newcomer {
  readonly name: string;
  readonly value: unknown;
}

/** Fields that come in one behind the other: behind one that stays, or before all others. */
interface Run {
  readonly after: RecordField | undefined;
  readonly newcomers: Newcomer[];
}

/**
 * The edits that give fields of a record their values: one that is there with another value gets it in its place; one that is not comes in where the file's
 * other records have it, written as the record is; one that is to go takes a comma and the space behind it along. Nothing else changes, and
 * there are no edits where all is as it should be.
 *
 * @param piece a record; there are no edits for one whose text is no JSON object
 * @param values field → JSON value; undefined: it goes
 * @returns edits of the piece's text that don't overlap or touch, in their order
 */
export function labelEdits(
  piece: RecordText,
  values: ReadonlyMap<string, unknown>,
  place: FieldPlace = LAST,
): readonly Edit[] {
  const { valueStart } = piece;
  const text = piece.text.slice(valueStart, piece.valueEnd);
  if (!isJsonObject(parsed(text))) return [];
  const fields = recordFields(text);
  const edits = [...replaced(text, fields, values), ...rearranged(text, fields, values, place)];
  return joined(edits).map((edit) => ({
    start: valueStart + edit.start,
    end: valueStart + edit.end,
    text: edit.text,
  }));
}

/** New values of fields that are there. JSON.parse takes the last of several of a name, so that one has the value. */
function replaced(text: string, fields: readonly RecordField[], values: ReadonlyMap<string, unknown>): Edit[] {
  const last = new Map(fields.map((field, index) => [field.name, index]));
  return [...last].flatMap(([name, index]) => {
    const value = values.get(name);
    const { valueStart: start, end } = fields[index]!;
    const old = text.slice(start, end);
    if (value === undefined || JSON.stringify(JSON.parse(old)) === JSON.stringify(value)) return [];
    return [{ start, end, text: valueTextIn(value, styleAt(text, fields, index), old) }];
  });
}

/** Fields that come and go. */
function rearranged(
  text: string,
  fields: readonly RecordField[],
  values: ReadonlyMap<string, unknown>,
  place: FieldPlace,
): Edit[] {
  const kept = fields.filter(({ name }) => !values.has(name) || values.get(name) !== undefined);
  const insertions = runsOf(kept, values, place).filter(({ newcomers }) => newcomers.length > 0);
  return [...removals(fields, kept), ...insertions.map((run) => insertion(text, fields, kept, run))];
}

function runsOf(kept: readonly RecordField[], values: ReadonlyMap<string, unknown>, place: FieldPlace): Run[] {
  const slots: (RecordField | Newcomer)[] = [...kept];
  for (const [name, value] of values) {
    const names = slots.map((slot) => slot.name);
    if (value !== undefined && !names.includes(name))
      slots.splice(indexOfField(name, names, place), 0, { name, value });
  }
  const runs: Run[] = [{ after: undefined, newcomers: [] }];
  for (const slot of slots) {
    if ('value' in slot) runs.at(-1)!.newcomers.push(slot);
    else runs.push({ after: slot, newcomers: [] });
  }
  return runs;
}

function insertion(
  text: string,
  fields: readonly RecordField[],
  kept: readonly RecordField[],
  { after, newcomers }: Run,
): Edit {
  const beside = after ?? kept[0];
  const style = styleAt(text, fields, beside ? fields.indexOf(beside) : 0);
  const { comma, colon } = style;
  const parts = newcomers.map(({ name, value }) => valueTextIn(name, style) + colon + valueTextIn(value, style));
  const joinedParts = parts.join(comma);
  const at = after?.end ?? (beside ?? fields[0])?.start ?? 1;
  if (!beside) return { start: at, end: at, text: joinedParts };
  return { start: at, end: at, text: after ? comma + joinedParts : joinedParts + comma };
}

/** A field goes with the comma before it; before the first one that stays, with the comma behind it. */
function removals(fields: readonly RecordField[], kept: readonly RecordField[]): Edit[] {
  const [first] = kept;
  if (!first) return fields.length > 0 ? [{ start: fields[0]!.start, end: fields.at(-1)!.end, text: '' }] : [];
  return fields.flatMap((field, i) => {
    if (kept.includes(field)) return [];
    const isBefore = field.start < first.start;
    const [start, end] = isBefore ? [field.start, fields[i + 1]!.start] : [fields[i - 1]!.end, field.end];
    return [{ start, end, text: '' }];
  });
}

/** Edits in their order, those that touch in one. */
function joined(edits: readonly Edit[]): Edit[] {
  const inOrder = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const result: Edit[] = [];
  for (const edit of inOrder) {
    const last = result.at(-1);
    if (last && last.end >= edit.start) {
      result[result.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
    } else {
      result.push(edit);
    }
  }
  return result;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
