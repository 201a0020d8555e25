import { isJsonObject } from '../../dataset/jsonObject';
import { thoughtLength } from '../../dataset/formats/readCalls';
import { allTurns, type Calls, type ToolCall, type Turn } from '../../dataset/sample';
import { pointerOf } from '../../dataset/tree';
import type { RecordView } from '../view';
import { innerLayer, nodeOf, recordLayer, textLayer, type JsonLayer, type Path } from './jsonLayer';

/** A call of a tool, and where it stands. */
export interface CallSite {
  readonly view: RecordView;
  readonly turn: Turn;
  readonly calls: Calls;
  readonly call: ToolCall;
  /** The call in its {@link layerOf layer}. */
  readonly path: Path;
  /** What holds name and arguments in the layer: the call, or its `function`. */
  readonly body: Path;
}

/** Every call of a record that could be read, in order. */
export function callSites(view: RecordView): CallSite[] {
  return allTurns(view.sample).flatMap((turn) => {
    const { calls } = turn;
    return calls ? calls.calls.map((call) => siteOf(view, turn, calls, call)) : [];
  });
}

function siteOf(view: RecordView, turn: Turn, calls: Calls, call: ToolCall): CallSite {
  const path = calls.form === 'list' ? [] : call.path;
  const isNested = isJsonObject(call.source) && isJsonObject(call.source.function);
  return { view, turn, calls, call, path, body: isNested ? [...path, 'function'] : path };
}

/** The JSON in which a call stands, its root the call where it is no text. It is made anew each time: ask for it once something is found. */
export function layerOf({ view, calls, call }: CallSite): JsonLayer | undefined {
  return calls.form === 'list' ? recordLayer(view, call.pointer) : callLayer(view, call.pointer);
}

/** The JSON inside the string that holds calls, behind a thought. */
export function callLayer(view: RecordView, pointer: string): JsonLayer | undefined {
  const text = view.embedded(pointer);
  return text && textLayer(view.embedded(pointer, thoughtLength(text.text)));
}

/** The arguments of a call, its root what they hold, be it text that holds it; undefined where they can't be read. */
export function argumentsLayer(site: CallSite): JsonLayer | undefined {
  const layer = layerOf(site);
  const node = layer && nodeOf(layer, [...site.body, 'arguments']);
  if (!node) return undefined;
  return node.type === 'string' ? innerLayer(layer, node) : { ...layer, root: node };
}

/** Pointer and span of a part of a call; of the call where there is no such part. */
export function placeIn(site: CallSite, ...part: Path): { pointer: string; start: number; end: number } {
  const { view, calls, call, body, path } = site;
  const layer = layerOf(site);
  if (!layer) return { pointer: call.pointer, ...view.span(call.pointer) };
  const full = [...body, ...part];
  const node = nodeOf(layer, full);
  const shown = node ?? nodeOf(layer, path) ?? layer.root;
  const pointer = calls.form === 'text' ? call.pointer : call.pointer + pointerOf(node ? full : path);
  return { pointer, ...layer.spanOf(shown) };
}

/** What name and arguments stand in; undefined if it is no object. */
export function bodyOf({ call }: CallSite): Readonly<Record<string, unknown>> | undefined {
  if (!isJsonObject(call.source)) return undefined;
  return isJsonObject(call.source.function) ? call.source.function : call.source;
}

/** The formerly used `function_call` of OpenAI: one call that is no item of a list. */
export function isLone({ calls, call }: CallSite): boolean {
  return calls.form === 'list' && calls.pointer === call.pointer;
}

/** True for a call that has what a call must have, where it must stand; of others no more is said than that. */
export function isWellFormed(site: CallSite): boolean {
  const body = bodyOf(site);
  if (!body || typeof body.name !== 'string' || body.name === '' || body.arguments === undefined) return false;
  const isNested = body !== site.call.source;
  return isNested === (site.calls.form === 'list' && !isLone(site));
}
