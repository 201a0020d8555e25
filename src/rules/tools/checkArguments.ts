import { isJsonObject } from '../../dataset/jsonObject';
import { likelyName } from '../../dataset/likelyName';
import type { Path } from './jsonLayer';
import { SCHEMA_TYPES } from './schemaTypes';

/** What is wrong with an argument; of missing ones, with the object that they should stand in. `likely`: the absent one that is probably meant. */
export type ArgumentFault =
  | { readonly kind: 'missing'; readonly path: Path; readonly names: readonly string[] }
  | { readonly kind: 'unknown'; readonly path: Path; readonly likely: string | undefined }
  | { readonly kind: 'type'; readonly path: Path; readonly types: readonly string[] }
  | { readonly kind: 'value'; readonly path: Path; readonly values: readonly unknown[] };

/** Schemas that refer to themselves end here. */
const MAX_DEPTH = 32;
/** So many values of arguments, alternatives and listed values are compared for one call: alternatives that refer to themselves multiply. */
const MAX_STEPS = 20_000;
/** Unknown names of one object that are told; more of them are data. */
const MOST_UNKNOWN = 10;

/**
 * Compares a call's arguments with the parameters that its tool declares: the keywords of JSON Schema that say which arguments there are, of which type, and which
 * values they may have. Schemas come from the data: what they say beyond that (also `pattern`, which could take for ever), or wrongly, is let pass, and so is what takes too
 * many steps to compare. A property that the schema doesn't name is a
 * fault unless the schema says otherwise, for a declared tool has no other parameters; null stands for an optional argument that isn't given.
 */
export function checkArguments(value: unknown, schema: unknown): ArgumentFault[] {
  const checker = new ArgumentChecker(schema);
  const faults = checker.check(value, schema, [], 0);
  return checker.steps > MAX_STEPS ? [] : faults;
}

class ArgumentChecker {
  steps = 0;

  constructor(private readonly root: unknown) {}

  check(value: unknown, declared: unknown, path: Path, depth: number): ArgumentFault[] {
    if (++this.steps > MAX_STEPS || depth > MAX_DEPTH) return [];
    const schema = this.resolved(declared);
    if (!isJsonObject(schema)) return [];
    const types = typesOf(schema);
    if (types.length > 0 && !types.some((type) => isOfType(value, type))) return [{ kind: 'type', path, types }];
    const values = Array.isArray(schema.enum)
      ? (schema.enum as unknown[])
      : 'const' in schema
        ? [schema.const]
        : undefined;
    this.steps += values?.length ?? 0;
    if (values && values.length > 0 && !isAmong(value, values)) return [{ kind: 'value', path, values }];
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
    const listed = Array.isArray(schema.required) ? (schema.required as unknown[]) : [];
    const required = new Set(listed.filter((name) => typeof name === 'string'));
    const missing = [...required].filter((name) => !Object.hasOwn(value, name));
    const faults: ArgumentFault[] = [];
    const unknown: string[] = [];
    for (const [name, member] of Object.entries(value)) {
      const at = [...path, name];
      if (properties && Object.hasOwn(properties, name)) {
        if (member === null && !required.has(name)) continue;
        faults.push(...this.check(member, properties[name], at, depth + 1));
      } else if (isJsonObject(schema.additionalProperties)) {
        faults.push(...this.check(member, schema.additionalProperties, at, depth + 1));
      } else if (properties && isClosed(schema)) {
        unknown.push(name);
      }
    }
    // Where one is missing and one not declared, that is most likely the one.
    const only = unknown.length === 1 && missing.length === 1 ? missing[0] : undefined;
    const absent = Object.keys(properties ?? {}).filter((name) => !Object.hasOwn(value, name));
    for (const name of unknown.slice(0, MOST_UNKNOWN)) {
      faults.push({ kind: 'unknown', path: [...path, name], likely: likelyName(name, absent) ?? only });
    }
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

function isAmong(value: unknown, values: readonly unknown[]): boolean {
  if (typeof value !== 'object' || value === null) return values.includes(value);
  const text = JSON.stringify(value);
  return values.some((each) => typeof each === 'object' && JSON.stringify(each) === text);
}
