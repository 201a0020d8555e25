import * as l10n from '@vscode/l10n';
import type { PlacedPiece, Position } from '../dataset/sequence';
import type { Checker } from './checker';
import type { FileFacts } from './fileFacts';
import { outcomeText } from './outcomes';
import { placeFinding, type PlacedFinding } from './placedFinding';
import type { FileFix, Finding, Level, MarkTotal, Outcome, Rule, Spot } from './rule';
import { MAX_MARKS } from './seen';
import type { RecordView } from './view';

/** What a rule says of a file as a whole, or of the marks of its records. */
export interface Told {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly outcome?: Outcome;
  readonly fileFix?: FileFix;
  /** The records that it is about; it stands at the first of them. */
  readonly on?: MarkTotal;
  readonly spot?: (view: RecordView) => Spot | undefined;
  /** Where it stands if it is about no record; the file's first character if absent. */
  readonly at?: Position;
}

/** The marks that a file's records bear. */
export interface FileMarks {
  of(rule: string): ReadonlyMap<string, MarkTotal>;
  /** The rule has more different marks than are told apart. */
  isOverfull(rule: string): boolean;
}

/** A piece with a record, read again. */
export interface OpenedRecord {
  readonly placed: Omit<PlacedPiece<unknown>, 'index' | 'offset'>;
  /** Undefined if it can't be read in the file's format. */
  readonly view: RecordView | undefined;
}

/**
 * Asks the rules what they say of a file that is checked to its end.
 *
 * @param open gives the first of the records that something is told of
 */
export function tellFile(
  checker: Checker,
  facts: FileFacts,
  marks: FileMarks,
  open: (total: MarkTotal) => OpenedRecord | undefined,
): Told[] {
  const told: Told[] = [];
  for (const { rule, level } of checker.rules) {
    const usual = facts.target && rule.outcomes?.[facts.target];
    const add = (found: Omit<Told, 'rule' | 'level' | 'outcome'>, own: Outcome | null | undefined): void => {
      const outcome = own === undefined ? usual : own;
      told.push({ rule: rule.id, level, ...found, ...(outcome ? { outcome } : {}) });
    };
    rule.file?.(facts, ({ outcome, ...found }) => {
      const view = found.on && found.spot && open(found.on)?.view;
      if (!view || found.spot!(view)) add(found, outcome);
    });
    if (rule.tell) tellMarks(rule, facts, marks, add);
  }
  return told;
}

function tellMarks(
  rule: Rule,
  facts: FileFacts,
  marks: FileMarks,
  add: (found: Omit<Told, 'rule' | 'level' | 'outcome'>, outcome: Outcome | null | undefined) => void,
): void {
  const totals = marks.of(rule.id);
  if (totals.size === 0) return;
  rule.tell!(totals, facts, ({ message, mark, outcome }) => {
    const on = totals.get(mark);
    const spot = (view: RecordView): Spot => rule.markSpan?.(view, mark) ?? view.span('');
    add({ message, ...(on ? { on, spot } : {}) }, outcome);
  });
  if (!marks.isOverfull(rule.id)) return;
  const message = l10n.t('Only the first {0} different values in the file were compared.', MAX_MARKS);
  add({ message }, null);
}

/**
 * Gives what is told its place.
 *
 * @param opened the first record that it is about; undefined if it is about none
 */
export function placeTold(told: Told, opened: OpenedRecord | undefined): PlacedFinding {
  if (opened) return placeFinding(opened.placed, findingIn(told, opened));
  const { rule, level, message, outcome, fileFix, at = { line: 0, character: 0 } } = told;
  const start = { line: at.line, character: at.character };
  return {
    ...{ rule, level, record: undefined, pointer: '', fixes: [] },
    message: [message, outcomeText(told)].filter((text) => text !== '').join(' '),
    range: { start, end: { ...start, character: at.character + 1 } },
    ...(outcome ? { outcome } : {}),
    ...(fileFix ? { fileFix } : {}),
  };
}

/** What is told, as a finding in one of the records that it is about. */
export function findingIn(told: Told, { placed, view }: OpenedRecord): Finding {
  const { rule, level, message, outcome, spot } = told;
  const { valueStart } = placed.piece;
  const place: Spot = (view && spot?.(view)) ?? { start: valueStart, end: valueStart + 1 };
  return {
    ...{ rule, level, message, pointer: '', fixes: [], silent: false },
    ...place,
    ...(outcome ? { outcome } : {}),
  };
}
