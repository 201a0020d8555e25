/** Escapes that are shown as what they stand for. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;
/** Characters that can't be seen, though they are letters or marks by their kind. */
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;
/** An escape, or what must not stand in a document as it is. */
const SPECIAL =
  /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[^u]|[\u2028\u2029]|\p{Surrogate}/gu;

/**
 * A JSON string as people read it: its line feeds are line ends, and escaped characters that can be seen are shown. Other escapes stay, among them `\"`, `\\`,
 * `\t` and `\r`.
 *
 * @param source what stands between the quotes of a sound JSON string
 */
export function readable(source: string): string {
  return source.replace(SPECIAL, shown);
}

function shown(found: string): string {
  if (found.length === 1) return escapeOf(found);
  if (found === '\\n') return '\n';
  if (found === '\\/') return '/';
  if (!found.startsWith('\\u')) return found;
  const character = found.replace(/\\u(.{4})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  switch (character) {
    case '\n':
      return '\n';
    case '"':
    case '\\':
      return `\\${character}`;
    case ' ':
      return ' ';
  }
  return PRINTABLE.test(character) && !INVISIBLE.test(character) ? character : found;
}

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
