import * as l10n from '@vscode/l10n';
import { styleText } from 'node:util';
import { percentilesOf } from '../../../host/measure/percentiles';
import { losses, type Told, type Totals } from '../../../host/measure/totals';
import { formatNumber } from '../../../rules/length/formatNumber';
import { displayWidth, padEnd, padStart } from '../../displayWidth';
import { printable } from '../../reporters/printable';
import type { MeasuredWith, TokensReporter } from './reporter';

/** For people: a block of totals for each file; records are numbered and lines counted from 1, as editors show them. */
export function prettyReporter(): TokensReporter {
  let files = 0;
  let current: MeasuredWith | undefined;
  return {
    recordText: undefined,
    file(path, measuredWith) {
      files++;
      current = measuredWith;
      return `${paint('underline', path)}\n  ${paint('dim', settingsLine(measuredWith))}\n`;
    },
    records: () => '',
    fileEnd: (totals) => `${table(rowsOf(totals, current!)).join('\n')}\n\n`,
    end: () => (files === 0 ? `${l10n.t('No datasets found.')}\n` : ''),
  };
}

function settingsLine({ tokenizer, template, target, cutoff }: MeasuredWith): string {
  const parts = [
    tokenizer,
    template === null ? l10n.t('plain text, no template') : l10n.t('template {0}', template),
    target ?? l10n.t('no trainer'),
    cutoff === null ? l10n.t('no cutoff') : l10n.t('cutoff {0}', formatNumber(cutoff)),
  ];
  return printable(parts.join(' · '));
}

/** A label, a number, and what there is to say of it. */
type Row = readonly [label: string, number: string, more: string];

function rowsOf(totals: Totals, { cutoff, exact }: MeasuredWith): Row[] {
  const { records, tokens, trained, kept, keptTrained } = totals;
  const number = (count: number): string => `${exact ? '' : '≈'}${formatNumber(count)}`;
  const isTrainedExact = exact && totals.approximate === 0;
  const trainedNumber = (count: number): string => `${isTrainedExact ? '' : '≈'}${formatNumber(count)}`;
  const isCut = cutoff !== null && kept < tokens;
  const left = l10n.t('{0} trained', trainedNumber(keptTrained));
  return [
    [l10n.t('records'), formatNumber(records), ''],
    [l10n.t('tokens'), number(tokens), percentileText(totals, number)],
    [l10n.t('trained'), trainedNumber(trained), share(trained, tokens)],
    ...(isCut ? [[l10n.t('kept'), number(kept), `${share(kept, tokens)} · ${left}`] as const] : []),
    ...(cutoff === null
      ? []
      : [[l10n.t('over the cutoff'), formatNumber(totals.overCutoff), lossText(totals)] as const]),
    ...toldRows(l10n.t('dropped'), totals.dropped, totals.firstDropped),
    ...toldRows(l10n.t('failed'), totals.failed, totals.firstFailed),
    ...longestRows(totals, number),
  ];
}

function percentileText({ lengths }: Totals, number: (count: number) => string): string {
  const { p50, p90, p99, max } = percentilesOf(lengths);
  const named = Object.entries({ p50, p90, p99, max });
  return named.flatMap(([name, value]) => (value === null ? [] : [`${name} ${number(value)}`])).join(' · ');
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((part * 100) / whole).toFixed(1)} %`;
}

/** In how many records the cutoff takes what away, in the words of the rules. */
function lossText({ lost }: Totals): string {
  const found = losses.map((rule, i) => ({ title: rule.page().title, count: lost[i]! }));
  return found.flatMap(({ title, count }) => (count > 0 ? [`${title}: ${formatNumber(count)}`] : [])).join(' · ');
}

/** How many reasons are shown, and how long they may be, in UTF-16 units. */
const REASONS = 3;
const REASON_LENGTH = 160;

function toldRows(label: string, count: number, first: readonly Told[]): Row[] {
  if (count === 0) return [];
  const shown = first.slice(0, REASONS);
  const reasons = shown.map(({ line, reason }) =>
    l10n.t('line {0}: {1}', line + 1, shortened(printable(reason.replace(/\s+/g, ' ')))),
  );
  const more = count > shown.length ? ['…'] : [];
  return [...reasons, ...more].map((text, i) => (i === 0 ? [label, formatNumber(count), text] : ['', '', text]));
}

function shortened(text: string): string {
  return text.length > REASON_LENGTH ? `${text.slice(0, REASON_LENGTH)}…` : text;
}

function longestRows({ longest }: Totals, number: (count: number) => string): Row[] {
  return longest.map(({ record, line, tokens }, i) => [
    i === 0 ? l10n.t('longest') : '',
    number(tokens),
    l10n.t('record {0}, line {1}', record + 1, line + 1),
  ]);
}

function table(rows: readonly Row[]): string[] {
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => displayWidth(row[column])));
  const [labels, numbers] = [width(0), width(1)];
  return rows.map(([label, number, more]) =>
    `  ${paint('dim', padEnd(label, labels))}  ${padStart(number, numbers)}   ${more}`.trimEnd(),
  );
}

function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
}
