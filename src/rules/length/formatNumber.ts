const formats = new Intl.NumberFormat('en-US');

/** With separators of thousands; English and Chinese write them alike. */
export function formatNumber(value: number): string {
  return formats.format(value);
}
