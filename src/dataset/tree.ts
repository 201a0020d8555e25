import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { Edit } from './edits';

/** `jsonc-parser` recurses: deeper values than this get no tree (JSON.parse itself has no such limit). */
export const MAX_TREE_DEPTH = 400;

/** The positions of a record's parts, in UTF-16 units of the text. Broken text gives the tree of what could be read. */
export function treeOf(text: string): Node | undefined {
  return parseTree(text, [], { allowTrailingComma: true });
}

/** The node that a JSON Pointer (RFC 6901) names; '' is the root. */
export function nodeAt(root: Node, pointer: string): Node | undefined {
  return findNodeAtLocation(root, segmentsOf(root, pointer));
}

/** The pointer of a node below `root`. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((segment) => `/${String(segment).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** Splits a pointer; a number stands for an array's index where the tree has an array. */
function segmentsOf(root: Node, pointer: string): (string | number)[] {
  let node: Node | undefined = root;
  const segments: (string | number)[] = [];
  for (const raw of pointer.split('/').slice(1)) {
    const name = raw.replace(/~1/g, '/').replace(/~0/g, '~');
    const segment: string | number = node?.type === 'array' ? Number(name) : name;
    segments.push(segment);
    node = node && findNodeAtLocation(node, [segment]);
  }
  return segments;
}

/** Removes a property or an array's item with the comma that belonged to it, and the white space before it. */
export function removal(node: Node): Edit {
  const siblings = node.parent?.children ?? [node];
  const index = siblings.indexOf(node);
  const next = siblings[index + 1];
  if (next) return { start: node.offset, end: next.offset, text: '' };
  const previous = siblings[index - 1];
  const start = previous ? previous.offset + previous.length : node.offset;
  return { start, end: node.offset + node.length, text: '' };
}
