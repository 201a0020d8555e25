import type { Measure } from '../../tokens/meter';
import type { Measured } from './totals';

/** How records are written out one by one. It is done in the thread that measured them: there may be millions of ids. */
export type RecordText = 'json' | 'csv';

/** The records as the text that stands between the head and the tail of a file in the report. `isFirst`: no record stands before them. */
export function recordsText(kind: RecordText, path: string, records: readonly Measured[], isFirst: boolean): string {
  if (kind === 'csv') return records.map((measured) => `${csvLine(csvFields(path, measured))}\r\n`).join('');
  return records.map((measured, i) => `${isFirst && i === 0 ? '' : ','}\n${jsonOf(measured)}`).join('');
}

function jsonOf({ record, measure }: Measured): string {
  return JSON.stringify({ record, ...asJson(measure) });
}

/** A measure as the report's contract has it. */
function asJson(measure: Measure): object {
  const { status, reason, tokens, trained, kept, keptTrained, turns, feed, approximate, rejected } = measure;
  return {
    status,
    reason,
    tokens,
    trained,
    kept,
    keptTrained,
    turns: turns.map((turn) => ({ role: turn.role, tokens: turn.tokens, trained: turn.trained, kept: turn.kept })),
    approximate,
    ids: feed?.ids,
    labels: feed?.labels,
    rejected: rejected && asJson(rejected),
  };
}

/** The head of the table: `record` is 0-based as in JSON, `line` 1-based as editors show it. */
export const CSV_HEAD = `${csvLine([
  'file',
  'record',
  'line',
  'status',
  'tokens',
  'trained',
  'kept',
  'keptTrained',
  'rejectedTokens',
  'rejectedTrained',
  'rejectedKept',
  'reason',
  'turns',
])}\r\n`;

/** One line: the turns as `role tokens/trained/kept`, separated by semicolons. */
function csvFields(path: string, { record, line, measure }: Measured): (string | number)[] {
  const { status, tokens, trained, kept, keptTrained, reason = '', turns, rejected } = measure;
  const shown = turns.map((turn) => `${turn.role} ${turn.tokens}/${turn.trained}/${turn.kept}`).join('; ');
  const pair = [rejected?.tokens ?? '', rejected?.trained ?? '', rejected?.kept ?? ''];
  return [path, record, line + 1, status, tokens, trained, kept, keptTrained, ...pair, reason, shown];
}

/** A line of a table as RFC 4180 has it, without its end; what a spreadsheet would take for a formula is made a text. */
export function csvLine(fields: readonly (string | number)[]): string {
  return fields.map(csvField).join(',');
}

/** A field as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe before it, so that data can't make it calculate. */
function csvField(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^\s*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
