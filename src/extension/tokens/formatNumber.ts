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

function numbers(): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(vscode.env.language);
  } catch {
    return new Intl.NumberFormat('en'); // VS Code's pseudo language is no locale of Intl's.
  }
}
