import * as l10n from '@vscode/l10n';
import type { Fix, Report } from '../rule';
import type { PieceView } from '../view';
import { SAFE_KINDS, type Fault, type FaultKind } from './fault';

interface Words {
  readonly message: (detail: string) => string;
  readonly fix?: (detail: string) => string;
}

/** What is said of each kind of fault, and of its repair. */
const WORDS: Readonly<Record<FaultKind, Words>> = {
  'trailing-comma': {
    message: () => l10n.t('JSON allows no comma before a closing bracket.'),
    fix: () => l10n.t('Remove the comma'),
  },
  'extra-comma': { message: () => l10n.t('There is one comma too many.'), fix: () => l10n.t('Remove the comma') },
  'line-end-comma': {
    message: () => l10n.t('A JSONL record must not be followed by a comma; this line looks pasted from an array.'),
    fix: () => l10n.t('Remove the comma'),
  },
  'missing-comma': { message: () => l10n.t('A comma is missing here.'), fix: () => l10n.t('Insert a comma') },
  'missing-colon': {
    message: () => l10n.t('A colon is missing between key and value.'),
    fix: () => l10n.t('Insert a colon'),
  },
  'missing-value': { message: () => l10n.t('A value is missing here.') },
  'stray-colon': { message: () => l10n.t('A colon is not expected here.') },
  comment: { message: () => l10n.t('JSON has no comments.'), fix: () => l10n.t('Remove the comment') },
  'single-quotes': {
    message: () => l10n.t('JSON strings must be in double quotes, not in single ones.'),
    fix: () => l10n.t('Use double quotes'),
  },
  'smart-quotes': {
    message: (quote) => l10n.t('JSON strings must be in straight double quotes ("), not in {0}.', quote),
    fix: () => l10n.t('Use straight double quotes'),
  },
  'python-literal': {
    message: (word) => l10n.t('“{0}” is Python. JSON writes true, false and null.', word),
    fix: () => l10n.t('Write it as JSON does'),
  },
  'not-a-number': {
    message: (word) =>
      l10n.t('JSON has no {0}. Some loaders read it as a number, others as null, the rest fail.', word),
    fix: () => l10n.t('Replace it with null'),
  },
  'bad-number': {
    message: (word) => l10n.t('“{0}” is not written as a JSON number.', word),
    fix: () => l10n.t('Write it as JSON does'),
  },
  'unquoted-key': {
    message: (word) => l10n.t('The key “{0}” must be in double quotes.', word),
    fix: () => l10n.t('Put it in quotes'),
  },
  'unquoted-text': { message: (word) => l10n.t('“{0}” is not valid JSON here. Put text in double quotes.', word) },
  'odd-space': {
    message: (code) => l10n.t('JSON allows only plain spaces, tabs and line breaks between values; this is {0}.', code),
    fix: () => l10n.t('Replace it with a plain space'),
  },
  'byte-order-mark': {
    message: () => l10n.t('A byte order mark (U+FEFF) is in the middle of the file, as if two files had been joined.'),
    fix: () => l10n.t('Remove the byte order mark'),
  },
  'fullwidth-punctuation': {
    message: () => l10n.t('Full-width punctuation (，：｛) is not JSON syntax; use the ASCII character.'),
    fix: () => l10n.t('Use the ASCII character'),
  },
  'control-character': {
    message: (code) =>
      l10n.t('A line break, tab or other control character ({0}) is not escaped in this string.', code),
    fix: () => l10n.t('Escape the control characters of this string'),
  },
  nul: {
    message: () => l10n.t('There are NUL bytes here, as after a crash while the file was written.'),
    fix: () => l10n.t('Remove the NUL bytes'),
  },
  'bad-escape': {
    message: (escape) => l10n.t('“{0}” is no JSON escape. A backslash itself is written \\\\.', escape),
    fix: () => l10n.t('Write the backslashes as \\\\'),
  },
  'unescaped-quote': {
    message: () => l10n.t('A double quote inside a string must be written \\".'),
    fix: () => l10n.t('Escape the quotes of this string'),
  },
  'open-string': { message: () => l10n.t('This string has no closing quote on its line.') },
  'open-string-at-end': { message: () => l10n.t('This string has no closing quote.') },
  'open-bracket': {
    message: (closers) => l10n.t('The record is not closed: {0} is missing.', closers),
    fix: () => l10n.t('Close the record'),
  },
  'wrong-bracket': { message: (bracket) => l10n.t('“{0}” fits no open bracket here.', bracket) },
  'trailing-text': { message: () => l10n.t('There is extra text after the end of the record.') },
};

/** Reports the faults of some kinds. */
export function reportFaults(
  view: PieceView,
  kinds: (kind: FaultKind) => boolean,
  report: (finding: Report) => void,
): void {
  for (const fault of view.faults) {
    if (kinds(fault.kind)) report(reportOf(fault, fault.kind));
  }
}

/** What is said of a fault; `kind` may differ from the fault's where the place gives it another meaning. */
export function reportOf(fault: Fault, kind: FaultKind): Report {
  const words = WORDS[kind];
  const detail = fault.detail ?? '';
  const fixes: Fix[] = [];
  if (fault.edits && words.fix) {
    fixes.push({ title: words.fix(detail), safety: SAFE_KINDS.has(kind) ? 'safe' : 'preview', edits: fault.edits });
  }
  return { message: words.message(detail), start: fault.start, end: fault.end, fixes };
}
