/** `line:character`, 0-based, at which a part of a text first stands. */
export function place(text: string, part: string): string {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`“${part}” is not in “${text}”.`);
  const before = text.slice(0, at);
  return `${before.split('\n').length - 1}:${at - before.lastIndexOf('\n') - 1}`;
}
