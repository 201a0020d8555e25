import { createContext, Script } from 'node:vm';

const context: { work?: () => unknown } = createContext({});
const script = new Script('work()');

/**
 * Does work that may not come to an end, such as that of a regular expression.
 *
 * @param milliseconds after which it is broken off
 * @returns undefined if it was broken off
 * @throws whatever the work throws
 */
export function withinTime<T extends object>(milliseconds: number, work: () => T): T | undefined {
  context.work = work;
  try {
    return script.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}
