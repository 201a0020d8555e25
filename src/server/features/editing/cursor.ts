import { findNodeAtLocation, findNodeAtOffset, getNodePath, getNodeValue, type Node } from 'jsonc-parser';
import type { Format } from '../../../dataset/format';
import { isJsonObject } from '../../../dataset/jsonObject';
import {
  descend,
  inSchemaWords,
  isMessagePath,
  placesOf,
  type AnySchema,
  type Path,
  type Place,
} from '../../../dataset/schemaAt';
import { JsonText } from './jsonText';
import { schemaFiles } from '../../../dataset/schemaFiles';
import { toolListSchema } from './partSchemas';
import { argumentsOf, callSchema, callsSchema, toolsOf, type DeclaredTool } from './tools';

/** What a JSON text in a record is: the record, the tools that it declares, calls of them, or the arguments of a call. */
export type TextKind = 'record' | 'tools' | 'calls' | 'arguments';

/** A place in a record: in the innermost JSON text there. */
export class Cursor {
  private declared: readonly DeclaredTool[] | undefined;
  private read: unknown;

  private constructor(
    readonly format: Format,
    readonly record: JsonText,
    readonly json: JsonText,
    readonly kind: TextKind,
    /** In {@link json}. */
    readonly offset: number,
    private readonly schema: AnySchema,
    /** Of arguments: the name of the tool that is called. */
    readonly tool: string | undefined,
  ) {}

  /**
   * @param text the record's
   * @param offset in it
   */
  static at(format: Format, text: string, offset: number): Cursor {
    const record = JsonText.ofRecord(text);
    let cursor = new Cursor(format, record, record, 'record', offset, format.schema, undefined);
    for (let inner = cursor.inner(); inner; inner = cursor.inner()) cursor = inner;
    return cursor;
  }

  /** The tools that the record declares. */
  get tools(): readonly DeclaredTool[] {
    this.declared ??= toolsOf(this.format, this.record.tree);
    return this.declared;
  }

  /** The value of the text, as far as it can be read. */
  get value(): unknown {
    this.read ??= this.json.tree && (getNodeValue(this.json.tree) as unknown);
    return this.read;
  }

  /** The value at a path of the text; undefined where there is none. */
  valueAt(path: Path): unknown {
    const node = this.json.tree && findNodeAtLocation(this.json.tree, [...path]);
    return node && (getNodeValue(node) as unknown);
  }

  /** What may stand at a path of the text. */
  placesAt(path: Path): Place[] {
    const known = placesOf(this.schema, schemaFiles);
    if (this.kind !== 'record') return descend(known, path, this.value, schemaFiles);
    const own = inSchemaWords(this.format, path);
    const detailed = [...this.callPlaces(path), ...this.toolPlaces(path)];
    return [...detailed, ...descend(known, own, this.valueInSchemaWords(path), schemaFiles)];
  }

  /** The path of the call that a path of the text is or lies in; undefined if it lies in none. */
  callPath(path: Path): Path | undefined {
    if (this.kind === 'calls') return typeof path[0] === 'number' ? path.slice(0, 1) : [];
    if (this.kind !== 'record') return undefined;
    const list = path.lastIndexOf('tool_calls');
    if (list >= 0 && typeof path[list + 1] === 'number') {
      return path.slice(0, list + (path[list + 2] === 'function' ? 3 : 2));
    }
    const single = path.lastIndexOf('function_call');
    return single >= 0 ? path.slice(0, single + 1) : undefined;
  }

  /** In a list of calls, a call is what the record's tools allow besides what the format says of it. */
  private callPlaces(path: Path): Place[] {
    const call = this.callPath(path);
    const schema = call && callSchema(this.tools);
    if (!call || !schema) return [];
    const isFunction = call.at(-1) === 'function' || call.at(-1) === 'function_call';
    if (!isFunction) return [];
    return descend(placesOf(schema, schemaFiles), path.slice(call.length), this.valueAt(call), schemaFiles);
  }

  /** A list of tools that stands there as such. */
  private toolPlaces(path: Path): Place[] {
    const [field, ...rest] = path;
    if (field === undefined || field !== this.format.names.field('tools')) return [];
    return descend(placesOf(toolListSchema, schemaFiles), rest, this.valueAt([field]), schemaFiles);
  }

  /** Alternatives are told apart by values under the schema's keys. */
  private valueInSchemaWords(path: Path): unknown {
    const { names, words } = this.format;
    if (names.role === words.role && names.content === words.content) return this.value;
    const at = typeof path[1] === 'number' ? path.slice(0, 2) : path.slice(0, 1);
    if (!isMessagePath(this.format, at) || !isJsonObject(this.value)) return this.value;
    const message = this.valueAt(at);
    if (!isJsonObject(message)) return this.value;
    const renamed = { ...message, [words.role]: message[names.role], [words.content]: message[names.content] };
    const list: unknown[] = [];
    if (typeof at[1] === 'number') list[at[1]] = renamed;
    return { ...this.value, [at[0]!]: at.length === 1 ? renamed : list };
  }

  /** The text that the string around the place holds, if it is JSON by what the format says. */
  private inner(): Cursor | undefined {
    const node = this.json.tree && findNodeAtOffset(this.json.tree, this.offset, true);
    if (!node || !isValueString(node) || this.offset <= node.offset) return undefined;
    if (this.offset === node.offset + node.length && isClosed(this.json.text, node)) return undefined;
    const found = this.heldBy(getNodePath(node));
    if (!found) return undefined;
    const json = this.json.within(node, found.kind === 'calls' ? behindThought : () => 0);
    const offset = json.fromOuter(this.offset);
    if (offset === undefined) return undefined;
    return new Cursor(this.format, this.record, json, found.kind, offset, found.schema, found.tool);
  }

  private heldBy(path: Path): { kind: TextKind; schema: AnySchema; tool?: string } | undefined {
    const call = this.callPath(path);
    if (call && path.length === call.length + 1 && path.at(-1) === 'arguments') {
      const name = this.valueAt([...call, 'name']);
      const tool = typeof name === 'string' ? { tool: name } : {};
      return { kind: 'arguments', schema: argumentsOf(this.tools, name), ...tool };
    }
    if (this.kind !== 'record') return undefined;
    if (path.length === 1 && path[0] === this.format.names.field('tools'))
      return { kind: 'tools', schema: toolListSchema };
    return this.isCallText(path) ? { kind: 'calls', schema: callsSchema(this.tools) } : undefined;
  }

  /** The content of a message whose role is that of calls, or of a part of type `tool_call` (LLaMA-Factory v1). */
  private isCallText(path: Path): boolean {
    const { names } = this.format;
    const message = path.slice(0, -1);
    if (path.at(-1) === names.content && isMessagePath(this.format, message)) {
      return names.kindOf(this.valueAt([...message, names.role])) === 'call';
    }
    return (
      path.at(-1) === 'value' &&
      typeof message.at(-1) === 'number' &&
      this.valueAt([...message, 'type']) === 'tool_call'
    );
  }
}

/** LLaMA-Factory lets a thought stand in front of the calls. */
function behindThought(text: string): number {
  const end = text.lastIndexOf('</think>');
  return end < 0 ? 0 : end + '</think>'.length;
}

function isValueString(node: Node): boolean {
  return node.type === 'string' && !(node.parent?.type === 'property' && node.parent.children?.[0] === node);
}

function isClosed(text: string, { offset, length }: Node): boolean {
  return length > 1 && text[offset + length - 1] === '"';
}
