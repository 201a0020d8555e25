import { isJsonObject } from '../../dataset/jsonObject';
import type { Path } from './jsonLayer';
import { SCHEMA_TYPES } from './schemaTypes';

/** What is wrong with the schema of a tool's parameters, as JSON Schema draft 7 has it. */
export interface SchemaFault {
  readonly path: Path;
  readonly kind: 'schema' | 'type' | 'properties' | 'required' | 'enum';
}

const MAX_DEPTH = 32;

/** Looks at the keywords that say which arguments there are. A schema may also be true or false. */
export function checkSchema(schema: unknown, path: Path = [], depth = 0): SchemaFault[] {
  if (typeof schema === 'boolean' || depth > MAX_DEPTH) return [];
  if (!isJsonObject(schema)) return [{ kind: 'schema', path }];
  const { type, properties, required } = schema;
  const faults: SchemaFault[] = [];
  if (type !== undefined && !isType(type)) faults.push({ kind: 'type', path: [...path, 'type'] });
  if (schema.enum !== undefined && !Array.isArray(schema.enum)) faults.push({ kind: 'enum', path: [...path, 'enum'] });
  if (required !== undefined && !isNames(required)) faults.push({ kind: 'required', path: [...path, 'required'] });
  if (properties !== undefined && !isJsonObject(properties))
    faults.push({ kind: 'properties', path: [...path, 'properties'] });
  return [...faults, ...innerSchemas(schema).flatMap(([at, inner]) => checkSchema(inner, [...path, ...at], depth + 1))];
}

function isType(type: unknown): boolean {
  const types = [type].flat();
  return types.length > 0 && types.every((each) => typeof each === 'string' && SCHEMA_TYPES.has(each));
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function innerSchemas({
  properties,
  items,
  additionalProperties,
}: Readonly<Record<string, unknown>>): [Path, unknown][] {
  const members = isJsonObject(properties) ? Object.entries(properties) : [];
  return [
    ...members.map(([name, schema]): [Path, unknown] => [['properties', name], schema]),
    ...(Array.isArray(items) ? items.map((each, i): [Path, unknown] => [['items', i], each]) : []),
    ...(items !== undefined && !Array.isArray(items) ? [[['items'], items] as [Path, unknown]] : []),
    ...(additionalProperties === undefined
      ? []
      : [[['additionalProperties'], additionalProperties] as [Path, unknown]]),
  ];
}
