import type { ErrorObject } from 'ajv';
import type { Fields, Format } from '../dataset/format';

/** Where a value stands whose type the format can't have there. Readings leave such values out, so that they would be lost. */
export function wrongType({ validate }: Format, record: Fields): string | undefined {
  if (validate(record)) return undefined;
  const errors = validate.errors ?? [];
  const wrong = errors.find((error) => isOfType(error, errors));
  return wrong && (wrong.instancePath || '/');
}

/** A type that isn't allowed; where there are several possible ones, none is. */
function isOfType(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  const { keyword, instancePath } = error;
  const choices = all.filter((each) => isChoice(each) && isAtOrBelow(instancePath, each.instancePath));
  if (keyword === 'type') return choices.length === 0;
  const inside = all.filter((each) => !isChoice(each) && isAtOrBelow(each.instancePath, instancePath));
  return isChoice(error) && inside.every((each) => each.keyword === 'type' && each.instancePath === instancePath);
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'anyOf' || keyword === 'oneOf';
}

function isAtOrBelow(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`);
}
