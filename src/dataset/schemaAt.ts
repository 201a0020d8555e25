import type { FieldSchema, Format } from './format';
import { isJsonObject } from './jsonObject';

/** Property names and indices from the root of a value to one of its parts. */
export type Path = readonly (string | number)[];

/** What hover and completion read of a JSON Schema, be it one of Tuneset's or one that a record declares for a tool. */
export interface AnySchema extends FieldSchema {
  readonly $defs?: Readonly<Record<string, FieldSchema>>;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly oneOf?: readonly FieldSchema[];
  readonly allOf?: readonly FieldSchema[];
  readonly prefixItems?: readonly FieldSchema[];
  readonly minItems?: number;
  readonly additionalProperties?: boolean | FieldSchema;
  readonly enumDescriptions?: readonly string[];
  /** In place of `$ref`: a schema from the data. Its references lead into itself, and its texts are not Tuneset's. */
  readonly declared?: unknown;
}

/** A schema with what its references need; it has neither a reference nor alternatives of its own. */
export interface Place {
  readonly schema: AnySchema;
  /** The schema in which `#/…` is looked up. */
  readonly root: AnySchema;
  /** It comes from the data. */
  readonly isDeclared: boolean;
}

/** Other files that references lead to, by their names. */
export type SchemaFiles = Readonly<Record<string, AnySchema>>;

/** References that lead in a circle end here. */
const MAX_STEPS = 12;

/** The alternatives that a schema stands for, in its order: references are followed, and titles beside them win. */
export function placesOf(schema: AnySchema, files: SchemaFiles): Place[] {
  return expand({ schema, root: schema, isDeclared: false }, files, 0);
}

/**
 * What may stand at a path below some places. Where the value at hand tells alternatives apart, by its type or by a property with fixed values
 * (`"type": "text"`), only those are followed that fit it.
 *
 * @param value the value at the places, as far as it could be read
 */
export function descend(places: readonly Place[], path: Path, value: unknown, files: SchemaFiles): Place[] {
  let current = [...places];
  let at = value;
  for (const segment of path) {
    current = fitting(current, at).flatMap((place) => below(place, segment, files));
    at = memberOf(at, segment);
  }
  return current;
}

/** The alternatives that a value may be of; all of them if it fits none, for then it is still being written. */
export function fitting(places: readonly Place[], value: unknown): Place[] {
  if (value === undefined) return [...places];
  const ofType = places.filter(({ schema }) => hasTypeOf(schema, value));
  const fit = ofType.filter(({ schema }) => agrees(schema, value));
  const knowing = fit.filter(({ schema }) => knowsKeysOf(schema, value));
  if (fit.length > 0) return knowing.length > 0 ? knowing : fit;
  return ofType.length > 0 ? ofType : [...places];
}

/** The properties that an object at some places may have, those of the first alternatives first. */
export function propertiesOf(places: readonly Place[], files: SchemaFiles): Map<string, Place[]> {
  const found = new Map<string, Place[]>();
  for (const place of places) {
    for (const key of Object.keys(objectOf(place.schema.properties))) {
      found.set(key, [...(found.get(key) ?? []), ...below(place, key, files)]);
    }
  }
  return found;
}

/** True if an alternative asks for the property. */
export function requires(places: readonly Place[], key: string): boolean {
  return places.some(({ schema }) => Array.isArray(schema.required) && schema.required.includes(key));
}

/** The types that a schema names; none if it lets everything pass. */
export function typesOf({ type, properties, items }: AnySchema): readonly string[] {
  if (type !== undefined) return [type].flat().filter((each) => typeof each === 'string');
  if (properties !== undefined) return ['object'];
  return items === undefined ? [] : ['array'];
}

/** The values that a schema names one by one. */
export function valuesOf({ enum: values, const: only }: AnySchema): readonly unknown[] {
  if (only !== undefined) return [only];
  return Array.isArray(values) ? (values as readonly unknown[]) : [];
}

/** A path in the data's words, in those of the format's schema: bound schemas rename fields, not the keys of messages. */
export function inSchemaWords(format: Format, path: Path): Path {
  const at = messageKeyIndex(format, path);
  const { words, names } = format;
  const key = at === undefined ? undefined : path[at];
  if (key === names.role) return path.with(at!, words.role);
  return key === names.content ? path.with(at!, words.content) : path;
}

/** A key of an object of a record, in the data's words. */
export function keyInDataWords(format: Format, object: Path, key: string): string {
  const isOfMessage = messageKeyIndex(format, [...object, key]) === object.length;
  const { words, names } = format;
  if (!isOfMessage || key === '') return key;
  if (key === words.role) return names.role;
  return key === words.content ? names.content : key;
}

/** The fields of the data that hold messages. */
export function messageFieldsOf({ messageFields, names }: Format): readonly string[] {
  return messageFields.map((field) => names.field(field)).filter((field) => field !== undefined);
}

/** True for the path of a message: an item of a list of them, or a field that holds one. */
export function isMessagePath(format: Format, path: Path): boolean {
  return messageKeyIndex(format, [...path, '']) === path.length;
}

/** Where in a path the key of a message stands. */
function messageKeyIndex(format: Format, path: Path): number | undefined {
  if (!messageFieldsOf(format).includes(String(path[0]))) return undefined;
  const index = typeof path[1] === 'number' ? 2 : 1;
  return typeof path[index] === 'string' ? index : undefined;
}

function expand(place: Place, files: SchemaFiles, steps: number): Place[] {
  const { schema, root, isDeclared } = place;
  if (steps > MAX_STEPS) return [];
  if (schema.declared !== undefined) {
    const own = asSchema(schema.declared);
    return own ? expand({ schema: own, root: own, isDeclared: true }, files, steps + 1) : [];
  }
  const alternatives = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list): readonly unknown[] =>
    Array.isArray(list) ? list : [],
  );
  const inner: Place[] = alternatives.flatMap((each) => {
    const own = asSchema(each);
    return own ? [{ schema: { ...shared(schema), ...own }, root, isDeclared }] : [];
  });
  const referred = typeof schema.$ref === 'string' ? resolve(schema.$ref, place, files) : undefined;
  if (referred) inner.push({ ...referred, schema: { ...referred.schema, ...shared(schema) } });
  if (inner.length === 0) return [place];
  return inner.flatMap((each) => expand(each, files, steps + 1));
}

/** What a schema says of all its alternatives. */
function shared({ title, description, properties, required }: AnySchema): AnySchema {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(properties === undefined ? {} : { properties }),
    ...(required === undefined ? {} : { required }),
  };
}

function resolve(reference: string, { root, isDeclared }: Place, files: SchemaFiles): Place | undefined {
  const [file = '', fragment = ''] = reference.split('#');
  const start = file === '' ? root : isDeclared ? undefined : files[file.slice(file.lastIndexOf('/') + 1)];
  if (!start) return undefined;
  let at: unknown = start;
  for (const name of fragment.split('/').slice(1)) at = memberOf(at, name.replace(/~1/g, '/').replace(/~0/g, '~'));
  const schema = asSchema(at);
  return schema && { schema, root: start, isDeclared };
}

function below(place: Place, segment: string | number, files: SchemaFiles): Place[] {
  const { schema, root, isDeclared } = place;
  const found = typeof segment === 'number' ? itemOf(schema, segment) : memberSchema(schema, segment);
  const own = asSchema(found);
  return own ? expand({ schema: own, root, isDeclared }, files, 0) : [];
}

function itemOf({ prefixItems, items }: AnySchema, index: number): unknown {
  return (Array.isArray(prefixItems) ? (prefixItems as readonly unknown[])[index] : undefined) ?? items;
}

function memberSchema({ properties, additionalProperties }: AnySchema, key: string): unknown {
  return memberOf(properties, key) ?? additionalProperties;
}

function hasTypeOf(schema: AnySchema, value: unknown): boolean {
  const types = typesOf(schema);
  if (types.length === 0) return true;
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return types.includes(type) || (type === 'number' && types.includes('integer'));
}

/** No property has a value that the schema rules out by naming others. */
function agrees(schema: AnySchema, value: unknown): boolean {
  if (!isJsonObject(value)) return true;
  return Object.entries(objectOf(schema.properties)).every(([key, property]) => {
    const own = asSchema(property);
    const values = own ? valuesOf(own) : [];
    const has = value[key];
    return values.length === 0 || typeof has === 'object' || has === undefined || has === '' || values.includes(has);
  });
}

/** Every key of the value is one of the schema's. */
function knowsKeysOf({ properties, additionalProperties }: AnySchema, value: unknown): boolean {
  if (!isJsonObject(value) || additionalProperties !== undefined) return true;
  const known = objectOf(properties);
  return Object.keys(value).every((key) => Object.hasOwn(known, key));
}

function memberOf(value: unknown, segment: string | number): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[])[Number(segment)];
  return isJsonObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isJsonObject(value) ? value : {};
}

function asSchema(value: unknown): AnySchema | undefined {
  return isJsonObject(value) ? value : undefined;
}
