import * as l10n from '@vscode/l10n';
import { styleText } from 'node:util';
import { csvLine } from '../../host/measure/recordText';
import type { Coverage, CoverageNode, Sums } from '../../labels/coverage';
import { missedTarget } from '../../labels/targetShare';
import { taskTypeText, type TaskType } from '../../labels/taskType';
import { formatNumber } from '../../rules/length/formatNumber';
import { displayWidth, padEnd, padStart } from '../displayWidth';
import { printable } from '../reporters/printable';

/** What is told of some files. */
export interface Stats {
  readonly coverage: Coverage;
  readonly files: readonly { readonly path: string; readonly records: number; readonly unreadable: number }[];
  /** Between the levels of a task type. */
  readonly separator: string;
  readonly hasTokens: boolean;
}

const reporters = { pretty: prettyText, json: jsonText, csv: csvText } satisfies Record<
  string,
  (stats: Stats) => string
>;

export type StatsReporter = keyof typeof reporters;

export const statsReporters = Object.keys(reporters) as readonly StatsReporter[];

export function statsText(reporter: StatsReporter, stats: Stats): string {
  return reporters[reporter](stats);
}

/** A row of the table: a type, those of its records that have none of the types below it, or records that have no type that is known. */
interface Row {
  readonly kind: 'all' | 'untagged' | 'unknown' | 'type' | 'own';
  readonly type: TaskType;
  readonly sums: Sums;
  /** Of a type among the records that have one; of others among all; from 0 to 1. */
  readonly share: number;
  /** The share that the taxonomy wants. */
  readonly target: number | undefined;
  /** The share is far from it. */
  readonly missed: 'over' | 'under' | undefined;
}

/** Every row, a type before those below it. */
function rowsOf({ all, untagged, unknown, unknownTypes, types }: Coverage): readonly Row[] {
  const among = { all: all.records, tagged: all.records - untagged.records };
  const row = (kind: Row['kind'], type: TaskType, sums: Sums, target?: number): Row => {
    const whole = kind === 'all' || kind === 'untagged' ? among.all : among.tagged;
    const missed = target === undefined ? undefined : missedTarget(sums.records, target, among);
    return { kind, type, sums, share: shareOf(sums.records, whole), target, missed };
  };
  const within = ({ type, sums, own, about, children }: CoverageNode): readonly Row[] => [
    row('type', type, sums, about?.share),
    ...(own && own.records > 0 ? [row('own', type, own)] : []),
    ...children.flatMap(within),
  ];
  return [
    ...(untagged.records > 0 ? [row('untagged', [], untagged)] : []),
    ...(unknown.records > 0 ? [row('unknown', [], unknown)] : []),
    ...unknownTypes.map(({ type, sums }) => row('unknown', type, sums)),
    ...types.flatMap(within),
    row('all', [], all),
  ];
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Rows that people are shown. */
const MOST_ROWS = 500;

/** A table as wide as its longest row; a level of a type stands two columns to the right of the one above it. */
function prettyText({ coverage, files, separator, hasTokens }: Stats): string {
  const head = [l10n.t('task type'), l10n.t('records'), l10n.t('share'), l10n.t('target'), l10n.t('robust')];
  const tokenHead = hasTokens ? [l10n.t('prompt tokens'), l10n.t('trained tokens')] : [];
  const all = rowsOf(coverage);
  const rows = all.length > MOST_ROWS ? [...all.slice(0, MOST_ROWS - 1), all.at(-1)!] : all;
  const cells = rows.map(({ kind, type, sums, share, target, missed }) => {
    const { records, robust, tokens, trained } = sums;
    const counted = hasTokens ? [formatNumber(tokens - trained), formatNumber(trained)] : [];
    const goal = target === undefined ? '' : `${missed === undefined ? '' : ARROWS[missed]}${percent(target)}`;
    const name = nameOf(kind, type, separator);
    return [name, formatNumber(records), percent(share), goal, robustText(robust, records), ...counted];
  });
  const table = [[...head, ...tokenHead], ...cells];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => displayWidth(row[column]!))));
  const lines = table.map((row, i) => {
    const text = row
      .map((cell, column) => (column === 0 ? padEnd(cell, widths[0]!) : padStart(cell, widths[column]!)))
      .join('  ')
      .trimEnd();
    return i === 0 ? paint('dim', text) : isOdd(rows[i - 1]!) ? paint('yellow', text) : text;
  });
  const left = all.length - rows.length;
  if (left > 0) lines.push(l10n.t('… and {0} more rows; --reporter csv has all of them', left));
  return `${lines.join('\n')}\n${paint('dim', l10n.t('Files: {0}', files.length))}\n`;
}

/** Before a target that is missed: where the share lies. */
const ARROWS = { over: '↑ ', under: '↓ ' } as const;

/** True for what somebody should look at. */
function isOdd({ kind, missed }: Row): boolean {
  return kind === 'untagged' || kind === 'unknown' || kind === 'own' || missed !== undefined;
}

function nameOf(kind: Row['kind'], type: TaskType, separator: string): string {
  if (kind === 'all') return l10n.t('all records');
  if (kind === 'untagged') return l10n.t('without a task type');
  if (kind === 'own') return `${'  '.repeat(type.length)}${l10n.t('(no lower level)')}`;
  if (kind === 'type') return printable(`${'  '.repeat(type.length - 1)}${type.at(-1)}`);
  return type.length === 0 ? l10n.t('not in the taxonomy') : printable(`  ${type.join(separator)}`);
}

function robustText(robust: number, records: number): string {
  return robust === 0 ? '' : `${formatNumber(robust)} (${percent(shareOf(robust, records))})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
}

/**
 * One JSON object, version 1: `{version, files: [{path, records, unreadable}], rows: [{kind, type, records, share, target, missed, robust, promptTokens?,
 * trainedTokens?}]}`. `kind` is `untagged`, `unknown` (with an empty `type`: all of them), `type`, `own` (records of a type that have none below it) or
 * `all`; `type` is a list of levels; a type counts the records of those below it. Shares are from 0 to 1: of a type among the records that have one,
 * else among all. `missed` is `over`, `under` or null.
 */
function jsonText({ coverage, files, hasTokens }: Stats): string {
  const rows = rowsOf(coverage).map(({ kind, type, sums, share, target, missed }) => ({
    ...{
      kind,
      type,
      records: sums.records,
      share,
      target: target ?? null,
      missed: missed ?? null,
      robust: sums.robust,
    },
    ...(hasTokens && { promptTokens: sums.tokens - sums.trained, trainedTokens: sums.trained }),
  }));
  return `${JSON.stringify({ version: 1, files, rows }, null, 2)}\n`;
}

/** A table as RFC 4180 has it, with the columns of the JSON; a type stands in one of them, its levels parted as in the records. */
function csvText({ coverage, separator, hasTokens }: Stats): string {
  const head = ['kind', 'task_type', 'records', 'share', 'target', 'missed', 'robust'];
  const lines = rowsOf(coverage).map(({ kind, type, sums, share, target, missed }) => [
    ...[kind, taskTypeText(type, { separator }), sums.records, share.toFixed(6)],
    ...[target ?? '', missed ?? '', sums.robust],
    ...(hasTokens ? [sums.tokens - sums.trained, sums.trained] : []),
  ]);
  const table = [[...head, ...(hasTokens ? ['prompt_tokens', 'trained_tokens'] : [])], ...lines];
  return table.map((row) => `${csvLine(row)}\r\n`).join('');
}
