import { isJsonObject } from '../../dataset/jsonObject';
import type { ProbeLine } from './resultLine';

/**
 * Reads a line of a file of results. What it is not sure to hold is not looked at by anybody: the fields that readers take for granted are checked.
 *
 * @returns `unknown`: JSON that is of no known kind, such as of a later version; `unreadable`: no JSON, such as a torn line, or without what its kind has
 */
export function readProbeLine(text: string): ProbeLine | 'unknown' | 'unreadable' {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  if (!isJsonObject(value)) return 'unreadable';
  const line = value as Readonly<Record<string, unknown>>;
  const fields = typeof line.kind === 'string' && Object.hasOwn(NEEDED, line.kind) ? NEEDED[line.kind] : undefined;
  if (!fields) return typeof line.kind === 'string' ? 'unknown' : 'unreadable';
  if (line.kind === 'run' && line.version !== 1) return 'unknown';
  return Object.entries(fields).every(([name, has]) => has(line[name]))
    ? (value as unknown as ProbeLine)
    : 'unreadable';
}

type Check = (value: unknown) => boolean;

/** More than that nobody means; a file that says so is not to keep anybody busy. */
const MOST = { cases: 10_000_000, tries: 1000, calls: 1000 };

const text: Check = (value) => typeof value === 'string';
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const upTo =
  (least: number, most: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
const number: Check = (value) => typeof value === 'number';
const object: Check = isJsonObject;
const numberOrNull: Check = (value) => value === null || number(value);
const textOrNull: Check = (value) => value === null || text(value);
const objectOrNull: Check = (value) => value === null || object(value);
const list =
  (has: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(has);
const having =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isJsonObject(value) && Object.entries(fields).every(([name, has]) => has(value[name]));

const caseName = { record: count, key: text, turn: count };
const endpoint = having({ id: text, name: text, role: text, model: text });
const usage: Check = (value) => value === null || having({ prompt: number, completion: number })(value);
const measured = having({ value: (value) => value === null || number(value) });
const measures: Check = (value) => isJsonObject(value) && Object.values(value).every(measured);
const fault: Check = (value) => value === null || having({ kind: text, message: text })(value);

const NEEDED: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  run: {
    id: text,
    name: text,
    at: text,
    cases: upTo(0, MOST.cases),
    endpoints: list(having({ id: text, name: text, baseUrl: text, model: text, role: text })),
    tries: upTo(1, MOST.tries),
    measures: list(having({ kind: text })),
    limits: having({
      concurrency: upTo(1, MOST.calls),
      requestsPerMinute: numberOrNull,
      tokensPerMinute: numberOrNull,
      tokens: numberOrNull,
    }),
    sampling: object,
  },
  cases: { run: text, at: text, from: count, cases: list(having(caseName)) },
  skipped: { run: text, at: text, case: count, ...caseName },
  call: {
    id: text,
    run: textOrNull,
    at: text,
    endpoint,
    try: count,
    ...caseName,
    taskTypes: list(text),
    kinds: list(text),
    turnCount: count,
    messages: list(object),
    reference: having({ content: text, calls: list(object) }),
    answer: having({ content: text, calls: list(object) }),
    state: text,
    fault,
    usage,
    totalMs: number,
    sent: objectOrNull,
    measures,
  },
  judgement: { call: text, key: text, class: textOrNull, note: text, at: text },
  vote: { calls: list(text), best: textOrNull, at: text },
  end: { run: text, at: text, outcome: text },
};
