import { applyEdits, format, parseTree } from 'jsonc-parser';

/** JSON laid out for reading, every token as it stands; null: the text is no JSON object or array. */
export function laidOutJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const errors: { error: number; offset: number; length: number }[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0) return null;
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' })).trim();
}
