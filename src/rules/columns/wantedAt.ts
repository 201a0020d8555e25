import type { Format } from '../../dataset/format';
import { descend, inSchemaWords, placesOf } from '../../dataset/schemaAt';
import { schemaFiles } from '../../dataset/schemaFiles';
import { ITEMS, type Path } from './places';
import { groupOf, type GroupId } from './valueGroups';

/** The only kind of value that the format's schema wants in a place. */
export function wantedAt(format: Format, path: Path): GroupId | undefined {
  const at = inSchemaWords(
    format,
    path.map((part) => (part === ITEMS ? 0 : part)),
  );
  const places = descend(placesOf(format.schema, schemaFiles), at, undefined, schemaFiles);
  const groups = new Set(places.map(({ schema }) => groupOf(schema.type)));
  return groups.size === 1 ? [...groups][0] : undefined;
}
