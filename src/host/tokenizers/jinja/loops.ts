import * as values from './values';
import { isList, isText, isUndefined, textOf, type Native } from './values';

const CONTINUED = '%continued';
const BROKEN = '%broken';

/** What `mend.ts` puts into loops. An `if` has no scope of its own, so all of these are called in the loop's. */
export const loopNatives: Readonly<Record<string, Native>> = {
  /** Forgets what the turn before has set: in Jinja, a name that is set inside a loop is gone in its next turn. */
  '%turn': (names, scope) => {
    const kept = new Set(['loop', 'namespace', BROKEN, ...names.map(textOf)]);
    for (const name of scope.variables.keys()) if (!kept.has(name)) scope.variables.delete(name);
    return values.undefinedValue;
  },
  '%break': (_, scope) => scope.setVariable(BROKEN, values.undefinedValue),
  '%continue': (_, scope) => scope.setVariable(CONTINUED, values.undefinedValue),
  '%going': (_, scope) => values.boolean(!scope.variables.has(BROKEN) && !scope.variables.has(CONTINUED)),
  /** Texts give their characters, what is undefined gives nothing, and tuples can be taken apart like lists. */
  '%iterable': ([value]) => {
    if (isUndefined(value!)) return values.list([]);
    if (isText(value!)) return values.list(Array.from(value.value, values.text));
    if (isList(value!) && value.value.some(({ type }) => type === 'TupleValue'))
      return values.list(value.value.map((item) => (isList(item) ? values.list(item.value) : item)));
    return value!;
  },
};
