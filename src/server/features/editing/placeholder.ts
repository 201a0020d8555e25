import { descend, propertiesOf, requires, typesOf, valuesOf, type Place } from '../../../dataset/schemaAt';
import { schemaFiles } from '../../../dataset/schemaFiles';
import { listTemplate, objectTemplate, type Template } from './template';

/** Values within values beyond this depth are left to the author. */
const MAX_DEPTH = 4;
const MAX_ITEMS = 4;

/** The least that may stand at a place: what is required, with a stop for every value that the schema leaves open. */
export function placeholder(places: readonly Place[], depth = 0): Template {
  const place = places.find(({ schema }) => typesOf(schema)[0] !== 'null') ?? places[0];
  if (!place) return ['"', {}, '"'];
  const { schema } = place;
  const values = valuesOf(schema);
  if (values.length > 0) return oneOf(values);
  const type = typesOf(schema).find((each) => each !== 'null');
  if (type === 'boolean') return [{ choice: ['true', 'false'] }];
  if (type === 'integer' || type === 'number') return [{ value: '0' }];
  if (type === 'array') return list(place, depth);
  return type === 'object' ? object(place, depth) : ['"', {}, '"'];
}

function oneOf(values: readonly unknown[]): Template {
  if (values.length === 1) return [JSON.stringify(values[0])];
  const isText = values.every((value) => typeof value === 'string');
  const written = values.map((value) => JSON.stringify(value));
  return isText ? ['"', { choice: written.map((text) => text.slice(1, -1)) }, '"'] : [{ choice: written }];
}

function list(place: Place, depth: number): Template {
  if (depth >= MAX_DEPTH) return ['[', {}, ']'];
  const count = Math.min(Math.max(1, place.schema.minItems ?? 1), MAX_ITEMS);
  const items = Array.from({ length: count }, (_, i) => descend([place], [i], undefined, schemaFiles));
  return items.every((item) => item.length === 0)
    ? ['[', {}, ']']
    : listTemplate(items.map((item) => placeholder(item, depth + 1)));
}

function object(place: Place, depth: number): Template {
  const members = requiredMembers([place], depth);
  return members.length === 0 ? ['{', {}, '}'] : objectTemplate(members);
}

/** The members that an object must have. */
export function requiredMembers(places: readonly Place[], depth = 0): (readonly [key: string, value: Template])[] {
  if (depth >= MAX_DEPTH) return [];
  return [...propertiesOf(places, schemaFiles)]
    .filter(([key]) => requires(places, key))
    .map(([key, values]) => [key, placeholder(values, depth + 1)] as const);
}
