import {
  applyEdits,
  getNodeValue,
  modify,
  parseTree,
  type FormattingOptions,
  type JSONPath,
  type Node,
} from 'jsonc-parser';
import type { Edit } from '../dataset/edits';
import type { TaxonomyType } from '../dataset/project';
import type { TypeChange } from './rename';
import { isSameType, type TaskType } from './taskType';

/**
 * The edits that carry a change through in the file of a taxonomy. A type that comes to lie elsewhere is written anew there; where two become one, the one that
 * was there keeps what it says, their target shares are added, and it gets the types below the other.
 *
 * @param text the file; comments are kept where nothing is moved
 * @param at where the taxonomy lies in it: `[]`, or `['taxonomy']` in a project file
 * @returns one edit, or none if the taxonomy doesn't have the type
 */
export function renameInTaxonomy(text: string, at: JSONPath, { from, to }: TypeChange): readonly Edit[] {
  const file = new TaxonomyText(text, at);
  const source = file.find(from);
  if (!source || isSameType(from, to)) return [];
  const target = file.find(to);
  const isBeside = from.length === to.length && isSameType(from.slice(0, -1), to.slice(0, -1));
  if (!target && isBeside) file.set([...source, 'name'], to.at(-1));
  else {
    const moved = file.valueAt(source) as TaxonomyType;
    file.remove(source);
    if (target) file.join(to, moved);
    else file.add({ ...moved, name: to.at(-1)! }, to.slice(0, -1));
  }
  return difference(text, file.text);
}

/** The edits that add a type to a taxonomy, with the levels above it that aren't there; none if it has the type. */
export function addToTaxonomy(text: string, at: JSONPath, type: TaskType): readonly Edit[] {
  const file = new TaxonomyText(text, at);
  if (file.find(type)) return [];
  file.add({ name: type.at(-1)! }, type.slice(0, -1));
  return difference(text, file.text);
}

/** Where the name of a type stands in a taxonomy; undefined if it doesn't have it. */
export function nameNode(text: string, at: JSONPath, type: TaskType): Node | undefined {
  const file = new TaxonomyText(text, at);
  const path = file.find(type);
  return path && file.nodeAt([...path, 'name']);
}

/** The type whose name stands at an offset of a taxonomy's file. */
export function typeAt(text: string, at: JSONPath, offset: number): { type: TaskType; node: Node } | undefined {
  const within = (list: Node | undefined, above: TaskType): { type: TaskType; node: Node } | undefined => {
    for (const item of list?.children ?? []) {
      if (offset < item.offset || offset > item.offset + item.length) continue;
      const name = propertyOf(item, 'name');
      if (typeof name?.value !== 'string') return undefined;
      const type = [...above, name.value];
      if (offset >= name.offset && offset <= name.offset + name.length) return { type, node: name };
      return within(propertyOf(item, 'types'), type);
    }
    return undefined;
  };
  const file = new TaxonomyText(text, at);
  return within(file.nodeAt([...at, 'types']), []);
}

/** The text of a file that holds a taxonomy, while it is changed step by step. */
class TaxonomyText {
  private root: Node | undefined;

  constructor(
    public text: string,
    private readonly at: JSONPath,
  ) {
    this.root = parseTree(text, [], { allowTrailingComma: true });
  }

  nodeAt(path: JSONPath): Node | undefined {
    let node = this.root;
    for (const segment of path) {
      node = node && (typeof segment === 'number' ? node.children?.[segment] : propertyOf(node, segment));
    }
    return node;
  }

  valueAt(path: JSONPath): unknown {
    const node = this.nodeAt(path);
    return node && (getNodeValue(node) as unknown);
  }

  find(type: TaskType): JSONPath | undefined {
    let path: JSONPath = this.at;
    for (const name of type) {
      const list = this.nodeAt([...path, 'types'])?.children ?? [];
      const index = list.findIndex((item) => propertyOf(item, 'name')?.value === name);
      if (index < 0) return undefined;
      path = [...path, 'types', index];
    }
    return type.length > 0 ? path : this.at;
  }

  set(path: JSONPath, value: unknown): void {
    const formattingOptions = layoutOf(this.text);
    this.text = applyEdits(this.text, modify(this.text, path, value, { formattingOptions }));
    this.root = parseTree(this.text, [], { allowTrailingComma: true });
  }

  /** Removes a type, and the list that it was the last of. */
  remove(path: JSONPath): void {
    const list = path.slice(0, -1);
    const isLast = this.nodeAt(list)?.children?.length === 1 && list.length > this.at.length + 1;
    this.set(isLast ? list : path, undefined);
  }

  /** Puts a type below another one, which is made if it isn't there. */
  add(type: TaxonomyType, above: TaskType): void {
    const path = this.find(above);
    if (!path) return this.add({ name: above.at(-1)!, types: [type] }, above.slice(0, -1));
    const list = this.nodeAt([...path, 'types']);
    if (list) this.set([...path, 'types', list.children?.length ?? 0], type);
    else this.set([...path, 'types'], [type]);
  }

  /** Gives a type that is there what is said of another one that becomes the same. */
  join(type: TaskType, other: TaxonomyType): void {
    const own = this.valueAt(this.find(type)!) as TaxonomyType;
    if (own.share !== undefined && other.share !== undefined) {
      const share = Math.min(1, Math.round((own.share + other.share) * 1e6) / 1e6);
      this.set([...this.find(type)!, 'share'], share);
    }
    for (const child of other.types ?? []) {
      const below = [...type, child.name];
      if (this.find(below)) this.join(below, child);
      else this.add(child, type);
    }
  }
}

function propertyOf(node: Node, name: string): Node | undefined {
  const property = node.children?.findLast(
    ({ type, children }) => type === 'property' && children?.[0]?.value === name,
  );
  return property?.children?.[1];
}

/** How a file is laid out. */
function layoutOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return { insertSpaces: !indent.includes('\t'), tabSize: indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

/** The one edit that makes a text another one; none if they are equal. */
function difference(before: string, after: string): Edit[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [{ start, end: before.length - tail, text: after.slice(start, after.length - tail) }];
}
