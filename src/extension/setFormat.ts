import { getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Edit } from '../dataset/edits';
import { datasetInProject, type ProjectDataset } from '../dataset/project';
import { removal } from '../dataset/tree';

/** What is to be written: for which files, and which format. */
export interface FormatSetting {
  /** The file that the choice is made for, relative to the project file's folder, with `/`. */
  readonly path: string;
  /** A glob; {@link globOf} of the path for the file alone. */
  readonly files: string;
  /** A format's id or `none`; undefined: to be detected. */
  readonly format: string | undefined;
}

/**
 * The edits that make a project file name the format of some files. An entry for just these files is changed, if it is the one that counts; else one is
 * put before all others, because the first that matches decides. The rest of the text, comments and layout included, stays as it is.
 *
 * @param text of tuneset.json
 * @param eol the line end to write
 * @returns undefined if the text is no valid project file: nothing should be changed in it then
 */
export function setFormat(text: string, { path, files, format }: FormatSetting, eol: string): Edit[] | undefined {
  const entry = `{ "files": ${JSON.stringify(files)}${format === undefined ? '' : `, "format": ${JSON.stringify(format)}`} }`;
  if (text.trim() === '') {
    const whole = `{${eol}  "datasets": [${entry}]${eol}}${eol}`;
    return format === undefined ? [] : [{ start: 0, end: text.length, text: whole }];
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root?.type !== 'object' || errors.length > 0) return undefined;
  const list = member(root, 'datasets');
  if (list && list.type !== 'array') return undefined;
  const entries = list?.children ?? [];
  const matching = entries.filter((each) =>
    datasetInProject({ datasets: [getNodeValue(each) as ProjectDataset] }, path),
  );
  const [deciding] = matching;
  if (!deciding && format === undefined) return [];
  if (!list) return [insertMember(text, root, `"datasets": [${entry}]`, eol)];
  const own = deciding && (getNodeValue(deciding) as ProjectDataset);
  if (!own || [own.files].flat().join('\n') !== files) return [insertFirst(text, list, entry, eol)];
  const saysMore = Object.keys(own).some((key) => key !== 'files' && key !== 'format');
  const isNeeded = format !== undefined || matching.length > 1 || saysMore;
  return isNeeded ? setMember(text, deciding, 'format', format, eol) : [removal(deciding)];
}

function member(object: Node, key: string): Node | undefined {
  return object.children?.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
}

function setMember(text: string, object: Node, key: string, value: string | undefined, eol: string): Edit[] {
  const present = member(object, key);
  if (value === undefined) return present?.parent ? [removal(present.parent)] : [];
  const written = JSON.stringify(value);
  if (present) return [{ start: present.offset, end: present.offset + present.length, text: written }];
  return [insertMember(text, object, `${JSON.stringify(key)}: ${written}`, eol)];
}

/** Behind the last member, on a line of its own if that one has one. */
function insertMember(text: string, object: Node, written: string, eol: string): Edit {
  const last = object.children?.at(-1);
  if (!last) return { start: object.offset, end: object.offset + object.length, text: `{${eol}  ${written}${eol}}` };
  const end = last.offset + last.length;
  return { start: end, end, text: `,${spaceBefore(text, last, eol)}${written}` };
}

/** Before the first item, on a line of its own if that one has one. */
function insertFirst(text: string, list: Node, written: string, eol: string): Edit {
  const first = list.children?.[0];
  if (!first) return { start: list.offset, end: list.offset + list.length, text: `[${written}]` };
  return { start: first.offset, end: first.offset, text: `${written},${spaceBefore(text, first, eol)}` };
}

/** The line break and the indentation before a node, or a space if it does not begin a line. */
function spaceBefore(text: string, { offset }: Node, eol: string): string {
  const indentation = /[\r\n]([\t ]*)$/.exec(text.slice(0, offset))?.[1];
  return indentation === undefined ? ' ' : eol + indentation;
}

/** A glob that matches a path and nothing else. */
export function globOf(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@]/g, '\\$&');
}
