import * as l10n from '@vscode/l10n';
import { styleText } from 'node:util';
import type { Level } from '../../rules/rule';
import type { Counts } from '../../rules/placedFinding';
import { printable } from './printable';
import type { Reporter, Write } from './reporter';

const COLOURS = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/** For people: a block a file, a line a finding, 1-based as editors show it. */
export function prettyReporter(write: Write): Reporter {
  const hasColours = process.stdout.isTTY && !process.env.NO_COLOR;
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    hasColours ? styleText(style, text) : text;
  let isNamed = false;
  return {
    file() {
      isNamed = false;
    },
    finding(path, { rule, level, message, record, range }) {
      if (!isNamed) write(`${paint('underline', path)}\n`);
      isNamed = true;
      const place = `${range.start.line + 1}:${range.start.character + 1}`.padEnd(9);
      const told = printable(message);
      const text = record === undefined ? told : l10n.t('{0} (record {1})', told, record + 1);
      write(`  ${place} ${paint(COLOURS[level], levelName(level))}  ${text}  ${paint('dim', rule)}\n`);
    },
    fileEnd(path, { format, records, datasets }, counts) {
      const found = counts.error + counts.warning + counts.info;
      const name = found === 0 ? `${path}: ` : '  ';
      const kind = format ?? l10n.t('unknown format');
      const facts =
        datasets === undefined ? l10n.t('{0}, records: {1}', kind, records) : l10n.t('datasets: {0}', datasets);
      write(`${name}${paint('dim', facts)}${found === 0 ? '' : '\n'}\n`);
    },
    end(counts, files) {
      const style = counts.error > 0 ? COLOURS.error : counts.warning > 0 ? COLOURS.warning : 'green';
      write(`${paint(style, summary(counts, files))}\n`);
    },
  };
}

function levelName(level: Level): string {
  return { error: l10n.t('error'), warning: l10n.t('warning'), info: l10n.t('info') }[level];
}

function summary({ error, warning, info }: Counts, files: number): string {
  if (files === 0) return l10n.t('No datasets found.');
  return l10n.t('Files: {0}, errors: {1}, warnings: {2}, infos: {3}', files, error, warning, info);
}
