import { Environment } from '@huggingface/jinja';

/** A value of the template engine. `type` tells its kind, `value` is what JavaScript sees. */
export type Value = ReturnType<Environment['set']>;

type Make<T> = (value: T) => Value;

// The engine exports no class of its values; each is had from a value of its kind.
const sample = new Environment();
const make = <T>(value: T): Make<T> => {
  const Kind = sample.set(`%${sample.variables.size}`, value).constructor as new (value: T) => Value;
  return (other) => new Kind(other);
};

export const text: Make<string> = make('');
export const integer: Make<number> = make(0);
export const float: Make<number> = make(0.5);
export const boolean: Make<boolean> = make(false);
export const none: Value = make(null)(null);
export const undefinedValue: Value = make(undefined)(undefined);
export const list: Make<readonly Value[]> = (values) => makeList([...values]);
const makeList: Make<Value[]> = make<Value[]>([]);

/** A function that gets the engine's values as they are, and the scope that it is called in. */
export type Native = (args: Value[], scope: Environment) => Value;

export const native: Make<Native> = make((() => undefined) as unknown as Native);

export function isText(value: Value): value is Value & { value: string } {
  return value.type === 'StringValue';
}

/** A text's text; empty for anything else. */
export function textOf(value: Value): string {
  return isText(value) ? value.value : '';
}

/** Lists and tuples. */
export function isList(value: Value): value is Value & { value: Value[] } {
  return value.type === 'ArrayValue' || value.type === 'TupleValue';
}

/** Python's dict. */
export function isMapping(value: Value): value is Value & { value: Map<string, Value> } {
  return value.type === 'ObjectValue' || value.type === 'KeywordArgumentsValue';
}

export function isUndefined(value: Value): boolean {
  return value.type === 'UndefinedValue';
}

export function isNone(value: Value): boolean {
  return value.type === 'NullValue';
}

/** The number that Python computes with: booleans are 0 and 1. Undefined for what is no number. */
export function numberOf(value: Value): number | undefined {
  if (value.type === 'IntegerValue' || value.type === 'FloatValue' || value.type === 'BooleanValue')
    return Number(value.value);
  return undefined;
}
