import * as l10n from '@vscode/l10n';
import { measuresIn } from './names';
import type { RunReport } from './report';
import { reportTables } from './reportTable';

/** A run's report as Markdown, such as for a pull request. */
export function reportMarkdown(report: RunReport): string {
  const { plan } = report;
  const models = plan.endpoints.map(({ name, model }) => (model === '' ? name : `${name} (${model})`));
  return [
    `## ${markdown(plan.name)}`,
    '',
    ...summaryOf(report).map((line) => `- ${markdown(line)}`),
    `- ${markdown(l10n.t('models: {0}', models.join(', ')))}`,
    ...reportTables(report).flatMap(({ head, rows }) => [
      '',
      row(head.map(markdown)),
      row(head.map((_, i) => (i === 0 ? '---' : '---:'))),
      ...rows.map((cells) => row(cells.map(markdown))),
    ]),
    '',
  ].join('\n');
}

/** What is to be said of a run besides its tables. */
export function summaryOf(report: RunReport): readonly string[] {
  const { plan, done, total, failed, truncated, usage, medianFirstTokenMs, medianTotalMs } = report;
  return [
    l10n.t('{0}, {1}: {2}', plan.dataset, plan.at, plan.selection),
    l10n.t('calls: {0} of {1}, failed: {2}, cut off: {3}', done, total, failed, truncated),
    l10n.t('tokens: {0} of prompts, {1} of answers', usage.prompt, usage.completion),
    ...(medianTotalMs === null ? [] : [l10n.t('half of the answers took less than {0}', seconds(medianTotalMs))]),
    ...(medianFirstTokenMs === null
      ? []
      : [l10n.t('half of the first tokens came within {0}', seconds(medianFirstTokenMs))]),
  ];
}

/** A run's numbers as CSV (RFC 4180): a row for each measure of each group and endpoint, with numbers as they are. */
export function reportCsv(report: RunReport): string {
  const called = new Map(report.plan.endpoints.map(({ id, name }) => [id, name]));
  const head = ['dimension', 'group', 'endpoint', 'calls', 'failed', 'measure', 'measured', 'mean', 'error', 'before'];
  const rows = report.groups.flatMap(({ dimension, name, endpoint, calls, failed, measures }) =>
    measuresIn(report).flatMap(({ id }) => {
      const measure = measures[id];
      if (!measure) return [];
      const { count, mean, error, shared } = measure;
      const about = [dimension, name, called.get(endpoint) ?? endpoint, calls, failed];
      return [[...about, id, count, mean, error ?? '', shared?.before ?? '']];
    }),
  );
  return [head, ...rows].map((cells) => `${cells.map((cell) => csv(String(cell))).join(',')}\r\n`).join('');
}

function seconds(milliseconds: number): string {
  return l10n.t('{0} s', (milliseconds / 1000).toFixed(2));
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Names come from datasets: nothing in them is Markdown. */
function markdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~#!]/g, (mark) => `\\${mark}`);
}

/** Spreadsheets would run what begins with one of some signs; numbers stay numbers. */
function csv(text: string): string {
  const isNumber = /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/i.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
