import type { Edit } from '../../dataset/edits';

/** The ways in which text fails to be JSON. */
export type FaultKind =
  | 'trailing-comma'
  | 'extra-comma'
  | 'line-end-comma'
  | 'missing-comma'
  | 'missing-colon'
  | 'missing-value'
  | 'stray-colon'
  | 'comment'
  | 'single-quotes'
  | 'smart-quotes'
  | 'python-literal'
  | 'not-a-number'
  | 'bad-number'
  | 'unquoted-key'
  | 'unquoted-text'
  | 'odd-space'
  | 'byte-order-mark'
  | 'fullwidth-punctuation'
  | 'control-character'
  | 'nul'
  | 'bad-escape'
  | 'unescaped-quote'
  | 'open-string'
  | 'open-string-at-end'
  | 'open-bracket'
  | 'wrong-bracket'
  | 'trailing-text';

/** One fault in a value's syntax; offsets are UTF-16 units of the text that was read. */
export interface Fault {
  readonly kind: FaultKind;
  readonly start: number;
  readonly end: number;
  /** What mends it, if that is mechanical. */
  readonly edits?: readonly Edit[];
  /** A word that the message names: the literal, the bracket, the escape. */
  readonly detail?: string;
}

/** Kinds whose repair can't change what the author meant; the others' repair is shown before it is made. */
export const SAFE_KINDS: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'trailing-comma',
  'extra-comma',
  'line-end-comma',
  'missing-comma',
  'comment',
  'single-quotes',
  'smart-quotes',
  'python-literal',
  'unquoted-key',
  'odd-space',
  'byte-order-mark',
  'fullwidth-punctuation',
  'control-character',
]);

/** Makes one fault of all those of a kind that can be mended: a record in single quotes is one mistake, not twenty. */
export function oneForEachKind(faults: readonly Fault[]): Fault[] {
  const merged: Fault[] = [];
  const editsOf = new Map<FaultKind, Edit[]>();
  for (const fault of faults) {
    const known = fault.edits && editsOf.get(fault.kind);
    if (known) {
      for (const edit of fault.edits) known.push(edit);
    } else if (fault.edits) {
      const edits = [...fault.edits];
      editsOf.set(fault.kind, edits);
      merged.push({ ...fault, edits });
    } else {
      merged.push(fault);
    }
  }
  return merged;
}

/** A quote was taken for one inside a string, and then nothing fitted any more: what is wrong is not known, only where. */
export function withoutWrongGuess(faults: readonly Fault[]): readonly Fault[] {
  const guess = faults.findIndex(({ kind }) => kind === 'unescaped-quote');
  const last = faults.at(-1);
  if (guess < 0 || last?.edits) return faults;
  const { kind, start, end } = faults[guess]!;
  return [...faults.slice(0, guess), { kind, start, end }];
}

/** The text ends before the value does. */
export function isOpenToTheEnd(fault: Fault): boolean {
  return fault.kind === 'open-bracket' || fault.kind === 'open-string-at-end';
}
