/** UTF-16 units of a message that is not ours; some quote the whole record. */
const MAX = 500;

/** The beginning of a trainer's or a template's own message. */
export function shortened(message: string): string {
  return message.length <= MAX ? message : `${message.slice(0, MAX).toWellFormed()}…`;
}
