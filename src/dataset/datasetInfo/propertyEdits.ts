import type { Node } from 'jsonc-parser';
import type { Edit } from '../edits';

/** Adds a property at the end of an object, or sets its value, written as the rest of the file is. */
export function setProperty(text: string, object: Node, key: string, value: unknown): Edit {
  const known = propertyOf(object, key);
  if (known) {
    const indent = indentAt(text, known.offset);
    const node = known.children?.[1];
    const start = node?.offset ?? known.offset + known.length;
    return { start, end: start + (node?.length ?? 0), text: written(text, value, isMultiLine(text, object), indent) };
  }
  return addProperties(text, object, { [key]: value });
}

/** Adds properties at the end of an object. */
export function addProperties(text: string, object: Node, properties: Readonly<Record<string, unknown>>): Edit {
  const last = object.children?.at(-1);
  if (!last) return fillObject(text, object, properties);
  const multiLine = isMultiLine(text, object);
  const indent = indentAt(text, last.offset);
  const between = multiLine ? `,${lineEndOf(text)}${indent}` : ', ';
  const at = last.offset + last.length;
  const added = Object.entries(properties).map(
    ([key, value]) => `${between}${JSON.stringify(key)}: ${written(text, value, multiLine, indent)}`,
  );
  return { start: at, end: at, text: added.join('') };
}

/** The property of an object with this name, the last if there are several. */
export function propertyOf(object: Node | undefined, key: string): Node | undefined {
  if (object?.type !== 'object') return undefined;
  return object.children?.findLast((property) => property.children?.[0]?.value === key);
}

/** The value of the property that a path of names leads to. */
export function valueNodeOf(object: Node | undefined, ...path: readonly string[]): Node | undefined {
  let node = object;
  for (const name of path) node = propertyOf(node, name)?.children?.[1];
  return node;
}

function fillObject(text: string, object: Node, properties: Readonly<Record<string, unknown>>): Edit {
  const multiLine = text.includes('\n');
  const value = written(text, properties, multiLine, indentAt(text, object.offset));
  return { start: object.offset, end: object.offset + object.length, text: value };
}

/** A value as JSON whose lines, but for the first, are indented as those around it. */
function written(text: string, value: unknown, multiLine: boolean, indent: string): string {
  if (!multiLine)
    return JSON.stringify(value, null, 1).replace(/(,?)\n\s*/g, (_, comma: string) => (comma ? ', ' : ''));
  return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', lineEndOf(text) + indent);
}

function isMultiLine(text: string, object: Node): boolean {
  const first = object.children?.[0];
  return text.slice(object.offset, first?.offset ?? object.offset + object.length).includes('\n');
}

function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/** What a level of nesting is indented by: that of the first indented line. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
