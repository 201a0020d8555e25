import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { treeOf } from './tree';

/** Gives the JSON at places in a JSON text, as it is written; '' where there is nothing. */
export function jsonIn(text: string): (path: readonly (string | number)[]) => string {
  let root: Node | null | undefined;
  return (path) => {
    root ??= treeOf(text) ?? null;
    const node = root && findNodeAtLocation(root, [...path]);
    return node ? jsonOf(text, node) : '';
  };
}

/** What a node of a text's tree stands for, as it is written. */
export function jsonOf(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}
