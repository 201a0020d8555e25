import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { Edit } from '../../dataset/edits';
import { EmbeddedJson, type Span } from '../../dataset/embeddedJson';
import { nodeAt } from '../../dataset/tree';
import type { RecordView } from '../view';

export type Path = readonly (string | number)[];

/** A node, or any part of a layer's own text. */
type Stretch = Pick<Node, 'offset' | 'length'>;

/** JSON of a record in which parts are found and edited alike, be it the record itself or text inside one of its strings. */
export interface JsonLayer {
  readonly root: Node;
  /** Where a node is written in the piece. */
  spanOf(node: Stretch): Span;
  /** The piece's edit that makes an edit in the layer's own text. */
  edit(edit: Edit): Edit;
  /** A node as it is written in the layer's own text. */
  sourceOf(node: Stretch): string;
}

/** The part of the record that a pointer names; undefined if there is none. */
export function recordLayer(view: RecordView, pointer: string): JsonLayer | undefined {
  const root = view.tree && nodeAt(view.tree, pointer);
  const shift = view.piece.valueStart;
  return (
    root && {
      root,
      spanOf: ({ offset, length }) => ({ start: offset + shift, end: offset + length + shift }),
      edit: ({ start, end, text }) => ({ start: start + shift, end: end + shift, text }),
      sourceOf: ({ offset, length }) => view.text.slice(offset, offset + length),
    }
  );
}

/** JSON inside a string; undefined if nothing of it can be read. */
export function textLayer(embedded: EmbeddedJson | undefined): JsonLayer | undefined {
  const root = embedded?.tree;
  return (
    root && {
      root,
      spanOf: ({ offset, length }) => embedded.spanOf({ start: offset, end: offset + length }),
      edit: (edit) => embedded.edit(edit),
      sourceOf: ({ offset, length }) => embedded.text.slice(offset, offset + length),
    }
  );
}

/** JSON inside a string of a layer; undefined if nothing of it can be read. */
export function innerLayer(outer: JsonLayer, string: Node): JsonLayer | undefined {
  const inner = string.type === 'string' ? textLayer(new EmbeddedJson(outer.sourceOf(string), 0)) : undefined;
  const by = string.offset;
  return (
    inner && {
      ...inner,
      spanOf: (node) => {
        const { start, end } = inner.spanOf(node);
        return outer.spanOf({ offset: start + by, length: end - start });
      },
      edit: (edit) => {
        const { start, end, text } = inner.edit(edit);
        return outer.edit({ start: start + by, end: end + by, text });
      },
    }
  );
}

export function nodeOf(layer: JsonLayer, path: Path): Node | undefined {
  return findNodeAtLocation(layer.root, [...path]);
}

/** The key of a property's value; of anything else, the node itself. */
export function keyOf(value: Node): Node {
  return value.parent?.type === 'property' ? value.parent.children![0]! : value;
}

/** Writes something else in place of a node. */
export function replaced(layer: JsonLayer, { offset, length }: Node, text: string): Edit {
  return layer.edit({ start: offset, end: offset + length, text });
}

/** Inserts text in front of a node, or behind it. */
export function inserted(layer: JsonLayer, { offset, length }: Node, where: 'before' | 'after', text: string): Edit {
  const at = where === 'before' ? offset : offset + length;
  return layer.edit({ start: at, end: at, text });
}

/** Adds a property at the end of an object. */
export function withProperty(layer: JsonLayer, object: Node, key: string, source: string): Edit {
  const last = object.children?.at(-1);
  const property = `${JSON.stringify(key)}: ${source}`;
  if (last) return inserted(layer, last, 'after', `, ${property}`);
  const at = object.offset + 1;
  return layer.edit({ start: at, end: at, text: property });
}
