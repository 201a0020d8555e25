import { ChatTemplateError } from '../../../tokens/chatRenderer';
import type { Budget } from './budget';
import { typeName } from './python';
import * as values from './values';
import { isList, isMapping, isText, isUndefined, numberOf, type Value } from './values';

/** A text, unless it is too long. @throws ChatTemplateError */
export function boundedText(text: string, budget: Budget): Value {
  budget.allow(text.length);
  return values.text(text);
}

/** `left + right`. @throws ChatTemplateError with Python's message if the types don't go together */
export function add(left: Value, right: Value, budget: Budget): Value {
  if (isText(left) && isText(right)) return boundedText(left.value + right.value, budget);
  if (isList(left) && isList(right) && left.type === right.type) {
    budget.spend(left.value.length + right.value.length);
    return values.list([...left.value, ...right.value]);
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return number(left, right, a + b);
  if (!isText(left) && !isList(left)) throw mismatch('+', left, right);
  const type = typeName(left);
  throw new ChatTemplateError('failed', `can only concatenate ${type} (not "${typeName(right)}") to ${type}`);
}

/** `left * right`; texts and lists are repeated. @throws ChatTemplateError */
export function multiply(left: Value, right: Value, budget: Budget): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return number(left, right, a * b);
  const [many, times] = a === undefined ? [left, b] : [right, a];
  if (times === undefined || !(isText(many) || isList(many))) throw mismatch('*', left, right);
  const count = Math.max(times, 0);
  budget.allow(many.value.length * count);
  if (isText(many)) return values.text(many.value.repeat(count));
  budget.spend(many.value.length * count);
  return values.list(Array.from({ length: count }, () => many.value).flat());
}

/** `left % right`, with the sign of the divisor as in Python. @throws ChatTemplateError */
export function modulo(left: Value, right: Value): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (isText(left)) throw new ChatTemplateError('unsupported', `The operator % of texts is not supported.`);
  if (a === undefined || b === undefined) throw mismatch('%', left, right);
  if (b === 0) throw new ChatTemplateError('failed', 'integer modulo by zero');
  return number(left, right, a - b * Math.floor(a / b));
}

/** `value | length`: of texts in characters, not in UTF-16 units. @throws ChatTemplateError for what has no length */
export function length(value: Value): Value {
  if (isUndefined(value)) return values.integer(0);
  if (isText(value)) return values.integer(Array.from(value.value).length);
  if (isList(value)) return values.integer(value.value.length);
  if (isMapping(value)) return values.integer(value.value.size);
  throw new ChatTemplateError('failed', `object of type '${typeName(value)}' has no len()`);
}

function number(left: Value, right: Value, result: number): Value {
  const isFloat = left.type === 'FloatValue' || right.type === 'FloatValue';
  return (isFloat ? values.float : values.integer)(result);
}

function mismatch(operator: string, left: Value, right: Value): ChatTemplateError {
  const message = `unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`;
  return new ChatTemplateError('failed', message);
}
