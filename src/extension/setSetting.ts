import { parseTree, type ParseError } from 'jsonc-parser';
import type { Edit } from '../dataset/edits';

/**
 * The edit that gives a setting of a project file a text: its value alone is replaced, or a line is added behind the last setting. The rest of the text,
 * comments and layout included, stays as it is.
 *
 * @param text of tuneset.json
 * @param eol the line end to write
 * @returns undefined if the text is no valid project file: nothing should be changed in it then
 */
export function setSetting(text: string, name: string, setting: string, eol: string): Edit | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const value = JSON.stringify(setting);
  const entry = `${JSON.stringify(name)}: ${value}`;
  if (text.trim() === '') return { start: 0, end: text.length, text: `{${eol}  ${entry}${eol}}${eol}` };
  if (root?.type !== 'object' || errors.length > 0) return undefined;
  const settings = root.children ?? [];
  const present = settings.findLast(({ children }) => children?.[0]?.value === name)?.children?.[1];
  if (present) return { start: present.offset, end: present.offset + present.length, text: value };
  const last = settings.at(-1);
  if (!last) return { start: root.offset, end: root.offset + root.length, text: `{${eol}  ${entry}${eol}}` };
  const end = last.offset + last.length;
  const indentation = /[\r\n]([\t ]*)$/.exec(text.slice(0, last.offset))?.[1];
  return { start: end, end, text: `,${indentation === undefined ? ' ' : eol + indentation}${entry}` };
}
