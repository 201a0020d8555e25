const MOST = 40;

/** A value of the data as a message names it: on one line, the end of a long one cut off. */
export function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST ? `${line.slice(0, MOST - 1).toWellFormed()}…` : line;
}
