let format: Intl.NumberFormat | undefined;

/** With separators of thousands; English and Chinese write them alike. */
export function formatNumber(value: number): string {
  // Making one takes milliseconds, and most programs that know how never format a number.
  format ??= new Intl.NumberFormat('en-US');
  return format.format(value);
}
