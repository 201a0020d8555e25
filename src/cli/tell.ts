/** Says something to whoever called the command, besides its result. */
export function tell(text: string): void {
  process.stderr.write(`tuneset: ${text}\n`);
}
