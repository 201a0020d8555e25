/**
 * Does work that may not come to an end, such as that of a regular expression, and breaks it off after some time; see `host/withinTime.ts`.
 *
 * @returns undefined if it was broken off
 */
export type Within = <Result extends object>(work: () => Result) => Result | undefined;
