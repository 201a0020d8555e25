import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Format } from '../dataset/format';
import { isJsonObject } from '../dataset/jsonObject';
import { MAX_TREE_DEPTH, treeOf } from '../dataset/tree';
import { skim } from '../dataset/skim';
import { LayoutOf } from './layout';
import { segmentsOf } from './pointers';
import type { Refused } from './refused';
import { escapeStyleOf, type EscapeStyle } from './recordDocument/escapeStyle';
import { quoted } from './spelling';
import { Conversation } from './turns/conversation';

/** A record's text with its conversation and the places of its parts: all that is needed to edit it. */
export class RecordText {
  private constructor(
    readonly text: string,
    private readonly root: Node,
    readonly conversation: Conversation,
    readonly style: EscapeStyle,
    readonly layout: LayoutOf,
  ) {}

  /**
   * Reads a record.
   *
   * @param neighbours records that show how the file writes characters beyond ASCII, where this one has none
   */
  static read(text: string, format: Format, neighbours: Iterable<string> = []): RecordText | Refused {
    const skimmed = skim(text, 0, text.length);
    const value = skimmed.ok ? parsed(text) : undefined;
    if (!isJsonObject(value)) return { refused: l10n.t('This record can’t be read. Mend it first.') };
    const root = skimmed.ok && skimmed.shape.depth <= MAX_TREE_DEPTH ? treeOf(text) : undefined;
    if (!root) return { refused: l10n.t('This record is nested too deeply to be edited here.') };
    const conversation = new Conversation({ value, sample: format.read(value), format });
    return new RecordText(text, root, conversation, escapeStyleOf(inTurn(text, neighbours)), new LayoutOf(text, root));
  }

  /** What a pointer names; of several properties of a name the last one, which is the one that is read. */
  at(pointer: string): Node | undefined {
    let node: Node | undefined = this.root;
    for (const name of segmentsOf(pointer)) {
      node = node?.type === 'array' ? node.children?.[Number(name)] : propertyOf(node, name);
    }
    return node;
  }

  /** A value as it is written. */
  raw(node: Node): string {
    return this.text.slice(node.offset, node.offset + node.length);
  }

  /** What stands between the quotes of a string. */
  inner(node: Node): string {
    return this.text.slice(node.offset + 1, node.offset + node.length - 1);
  }

  /** A text as a JSON string. */
  quoted(text: string): string {
    return quoted(text, this.style);
  }
}

/** The value of a property; of several of that name the last one. */
export function propertyOf(object: Node | undefined, name: string): Node | undefined {
  if (object?.type !== 'object') return undefined;
  return object.children?.findLast(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

/** Names and values of an object's properties, in their order; of several of a name the last one. */
export function propertiesOf(object: Node | undefined): ReadonlyMap<string, Node> {
  const properties = new Map<string, Node>();
  if (object?.type !== 'object') return properties;
  for (const { children } of object.children ?? []) {
    if (children?.[0] && children[1]) properties.set(children[0].value as string, children[1]);
  }
  return properties;
}

export function endOf(node: Node): number {
  return node.offset + node.length;
}

function* inTurn(text: string, others: Iterable<string>): Generator<string> {
  yield text;
  yield* others;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
