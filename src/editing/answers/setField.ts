import type { Edit } from '../../dataset/edits';
import { pointerOf } from '../../dataset/tree';
import { newProperty, replacement } from '../elements';
import { writtenObject } from '../layout';
import type { RecordText } from '../recordText';

/** Gives a field of the record a value, given as JSON text; one that is not there yet comes in behind all others. */
export function setField(record: RecordText, name: string, json: string): readonly Edit[] {
  const own = record.at(pointerOf([name]));
  if (own) return record.raw(own) === json ? [] : [replacement(own, json)];
  const root = record.at('')!;
  const last = root.children?.at(-1)?.children?.[0]?.value as string | undefined;
  return [newProperty(record, root, last, name, json)];
}

/** Texts as the JSON of an object, spaced as the record is. */
export function textObject(record: RecordText, texts: Readonly<Record<string, string>>): string {
  return writtenObject(
    Object.entries(texts).map(([name, text]) => [record.quoted(name), record.quoted(text)] as const),
    record.layout.usual,
  );
}
