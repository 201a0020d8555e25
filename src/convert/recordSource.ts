import type { Node } from 'jsonc-parser';
import { applyEdits } from '../dataset/edits';
import { isJsonObject } from '../dataset/jsonObject';
import { ontoOneLine } from '../dataset/layout';
import { skim } from '../dataset/skim';
import { MAX_TREE_DEPTH, nodeAt, treeOf } from '../dataset/tree';
import type { Obstacle } from './obstacles';
import { EMPTY, rawJson, type Member, type RawJson, type RawText } from './rawText';

/** JSON text with its value and the places of its parts. */
export class RecordSource {
  private constructor(
    private readonly text: string,
    readonly value: unknown,
    readonly root: Node,
  ) {}

  /** Reads JSON text; an obstacle if it is broken, nested too deeply, or has a key twice, so that it can't be told which of them is meant. */
  static read(text: string): RecordSource | Obstacle {
    const skimmed = skim(text, 0, text.length);
    if (!skimmed.ok) return { code: 'notJson' };
    if (skimmed.shape.depth > MAX_TREE_DEPTH) return { code: 'tooDeep' };
    try {
      const value = JSON.parse(text) as unknown;
      const root = treeOf(text);
      if (!root) return { code: 'notJson' };
      const twice = countKeys(value) < skimmed.shape.keys ? duplicateIn(root) : undefined;
      return twice === undefined ? new RecordSource(text, value, root) : { code: 'duplicateKey', detail: twice };
    } catch {
      return { code: 'notJson' };
    }
  }

  at(pointer: string): Node | undefined {
    return nodeAt(this.root, pointer);
  }

  /** The value's JSON text, brought on one line. */
  jsonOf(node: Node): RawJson {
    const text = this.text.slice(node.offset, node.offset + node.length);
    return rawJson(/[\r\n]/.test(text) ? applyEdits(text, ontoOneLine(text)) : text);
  }

  /** What stands between the quotes; empty for what is no string. */
  textOf(node: Node | undefined): RawText {
    if (node?.type !== 'string') return EMPTY;
    return this.text.slice(node.offset + 1, node.offset + node.length - 1) as RawText;
  }

  /** The properties of an object, in order; none for anything else. */
  membersOf(node: Node | undefined): readonly Member[] {
    return propertiesOf(node).map(([name, value]) => [name, this.jsonOf(value)] as const);
  }
}

export function propertiesOf(node: Node | undefined): readonly (readonly [name: string, value: Node])[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children }) =>
    children?.[0] && children[1] ? [[children[0].value as string, children[1]] as const] : [],
  );
}

/** The value of a property. */
export function propertyOf(node: Node | undefined, name: string): Node | undefined {
  return propertiesOf(node).find(([own]) => own === name)?.[1];
}

export function isInside(node: Node, outer: Node): boolean {
  return node.offset >= outer.offset && node.offset + node.length <= outer.offset + outer.length;
}

function countKeys(value: unknown): number {
  if (Array.isArray(value)) return (value as unknown[]).reduce<number>((sum, item) => sum + countKeys(item), 0);
  if (!isJsonObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + 1 + countKeys(item), 0);
}

function duplicateIn(node: Node): string | undefined {
  const seen = new Set<string>();
  for (const [name] of propertiesOf(node)) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  for (const child of node.children ?? []) {
    const found = duplicateIn(child.type === 'property' ? (child.children?.[1] ?? child) : child);
    if (found !== undefined) return found;
  }
  return undefined;
}
