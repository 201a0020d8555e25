import { isJsonObject } from '../../dataset/jsonObject';
import type { Path } from './jsonLayer';
import { SCHEMA_TYPES } from './schemaTypes';

/** What is wrong with an argument; of missing ones, with the object that they should stand in. */
export type ArgumentFault =
  | { readonly kind: 'missing'; readonly path: Path; readonly names: readonly string[] }
  | { readonly kind: 'unknown'; readonly path: Path; readonly known: readonly string[] }
  | { readonly kind: 'type'; readonly path: Path; readonly types: readonly string[] }
  | { readonly kind: 'value'; readonly path: Path; readonly values: readonly unknown[] };

/** Schemas that refer to themselves end here. */
const MAX_DEPTH = 32;

/**
 * Compares a call's arguments with the parameters that its tool declares: the keywords of JSON Schema that say which arguments there are, of which type, and which
 * values they may have. Schemas come from the data: what they say beyond that, or wrongly, is let pass. A property that the schema doesn't name is a
 * fault unless the schema says otherwise, for a declared tool has no other parameters; null stands for an optional argument that isn't given.
 */
export function checkArguments(value: unknown, schema: unknown): ArgumentFault[] {
  return new ArgumentChecker(schema).check(value, schema, [], 0);
}

class ArgumentChecker {
  constructor(private readonly root: unknown) {}

  check(value: unknown, declared: unknown, path: Path, depth: number): ArgumentFault[] {
    const schema = this.resolved(declared);
    if (!isJsonObject(schema) || depth > MAX_DEPTH) return [];
    const types = typesOf(schema);
    if (types.length > 0 && !types.some((type) => isOfType(value, type))) return [{ kind: 'type', path, types }];
    const values = Array.isArray(schema.enum)
      ? (schema.enum as unknown[])
      : 'const' in schema
        ? [schema.const]
        : undefined;
    if (values && values.length > 0 && !values.some((each) => isSame(each, value)))
      return [{ kind: 'value', path, values }];
    return [
      ...this.alternatives(value, schema, path, depth),
      ...(isJsonObject(value) ? this.members(value, schema, path, depth) : []),
      ...(Array.isArray(value) ? this.items(value, schema, path, depth) : []),
    ];
  }

  /** Of alternatives one must fit; if none does, the faults of the closest are told. */
  private alternatives(value: unknown, schema: Schema, path: Path, depth: number): ArgumentFault[] {
    const lists = [schema.anyOf, schema.oneOf].filter(
      (list): list is unknown[] => Array.isArray(list) && list.length > 0,
    );
    const closest = lists.flatMap((list) => {
      const results = list.map((each) => this.check(value, each, path, depth + 1));
      return results.reduce((best, faults) => (weightOf(faults, path) < weightOf(best, path) ? faults : best));
    });
    const all = Array.isArray(schema.allOf) ? (schema.allOf as unknown[]) : [];
    return [...closest, ...all.flatMap((each) => this.check(value, each, path, depth + 1))];
  }

  private members(
    value: Readonly<Record<string, unknown>>,
    schema: Schema,
    path: Path,
    depth: number,
  ): ArgumentFault[] {
    const properties = isJsonObject(schema.properties) ? schema.properties : undefined;
    const required = Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === 'string') : [];
    const missing = required.filter((name) => !Object.hasOwn(value, name));
    const faults: ArgumentFault[] = [];
    for (const [name, member] of Object.entries(value)) {
      const at = [...path, name];
      if (properties && Object.hasOwn(properties, name)) {
        if (member === null && !required.includes(name)) continue;
        faults.push(...this.check(member, properties[name], at, depth + 1));
      } else if (isJsonObject(schema.additionalProperties)) {
        faults.push(...this.check(member, schema.additionalProperties, at, depth + 1));
      } else if (properties && isClosed(schema)) {
        faults.push({ kind: 'unknown', path: at, known: Object.keys(properties) });
      }
    }
    // As many as are missing may stand there under other names.
    const unknown = faults.filter((fault) => fault.kind === 'unknown' && fault.path.length === path.length + 1);
    return missing.length > unknown.length ? [{ kind: 'missing', path, names: missing }, ...faults] : faults;
  }

  private items(value: readonly unknown[], { items }: Schema, path: Path, depth: number): ArgumentFault[] {
    return isJsonObject(items) ? value.flatMap((item, i) => this.check(item, items, [...path, i], depth + 1)) : [];
  }

  /** Follows `#/…` within the schema. */
  private resolved(schema: unknown): unknown {
    let at = schema;
    for (let steps = 0; isJsonObject(at) && typeof at.$ref === 'string' && steps < MAX_DEPTH; steps++) {
      if (!at.$ref.startsWith('#')) return undefined;
      const names = at.$ref
        .split('/')
        .slice(1)
        .map((name) => name.replace(/~1/g, '/').replace(/~0/g, '~'));
      at = names.reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), this.root);
    }
    return at;
  }
}

type Schema = Readonly<Record<string, unknown>>;

/** Types that JSON Schema doesn't have say nothing here. */
function typesOf({ type, nullable }: Schema): string[] {
  const types = [type].flat().filter((each) => typeof each === 'string');
  if (types.some((each) => !SCHEMA_TYPES.has(each))) return [];
  return nullable === true && types.length > 0 ? [...types, 'null'] : types;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** No properties but those that it names. A schema of alternatives or of patterns names others elsewhere. */
function isClosed(schema: Schema): boolean {
  if (schema.additionalProperties === true || schema.patternProperties !== undefined) return false;
  return schema.anyOf === undefined && schema.oneOf === undefined && schema.allOf === undefined;
}

/** A fault of the value itself says that another alternative was meant. */
function weightOf(faults: readonly ArgumentFault[], path: Path): number {
  return faults.some((fault) => fault.kind === 'type' && fault.path.length === path.length) ? 1000 : faults.length;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && a !== null && JSON.stringify(a) === JSON.stringify(b));
}
