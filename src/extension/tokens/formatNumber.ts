import * as vscode from 'vscode';

/** A whole number as people of VS Code's language write it: `123,456`. */
export function formatNumber(value: number): string {
  return numbers().format(value);
}

/** A part of a whole in percent: `25%`; rounded down, so that 100% means all. */
export function formatShare(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : Math.floor((100 * part) / whole);
  return `${percent}%`;
}

/** A number in short: `12.3K`, `1.2万`. */
export function formatCompact(value: number): string {
  return numbers({ notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** A part from 0 to 1 in percent: `12.5%`. */
export function formatPercent(part: number): string {
  return numbers({ style: 'percent', maximumFractionDigits: 1 }).format(part);
}

function numbers(options?: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(vscode.env.language, options);
  } catch {
    return new Intl.NumberFormat('en', options); // VS Code's pseudo language is no locale of Intl's.
  }
}
