import { isJsonObject } from '../../dataset/jsonObject';
import { pointerOf } from '../../dataset/tree';
import type { RecordView } from '../view';
import { nodeOf, recordLayer, textLayer, type JsonLayer, type Path } from './jsonLayer';

/** A tool that a record declares. */
export interface DeclaredTool {
  /** The item of the list, which may be anything. */
  readonly source: unknown;
  /** What holds name and parameters: the item, or its `function`; undefined if it is no object. */
  readonly definition: Readonly<Record<string, unknown>> | undefined;
  /** The definition, or else the item, in the layer. */
  readonly path: Path;
  readonly name: string | undefined;
}

export interface DeclaredTools {
  readonly view: RecordView;
  readonly pointer: string;
  readonly form: 'value' | 'text';
  readonly tools: readonly DeclaredTool[];
}

/** The tools of a record; undefined if it declares none, or if what it declares is no list. */
export function declaredTools(view: RecordView): DeclaredTools | undefined {
  const { tools } = view.sample;
  if (!tools || !Array.isArray(tools.value)) return undefined;
  const { pointer, form, value } = tools;
  return { view, pointer, form, tools: (value as unknown[]).map(declaredTool) };
}

/** The JSON in which the tools stand. It is made anew each time: ask for it once something is found. */
export function toolsLayer({ view, pointer, form }: DeclaredTools): JsonLayer | undefined {
  return form === 'text' ? textLayer(view.embedded(pointer)) : recordLayer(view, pointer);
}

function declaredTool(source: unknown, index: number): DeclaredTool {
  const item = isJsonObject(source) ? source : undefined;
  const isNested = isJsonObject(item?.function);
  const definition = isNested ? (item.function as Record<string, unknown>) : item;
  return {
    source,
    definition,
    path: isNested ? [index, 'function'] : [index],
    name: typeof definition?.name === 'string' ? definition.name : undefined,
  };
}

/** The schema of a tool's arguments: `parameters`, or Anthropic's `input_schema`. */
export function parametersOf({ definition }: DeclaredTool): unknown {
  return definition?.parameters ?? definition?.input_schema;
}

/** Pointer and span of a part of the declared tools; of all of them where there is no such part. */
export function placeInTools(declared: DeclaredTools, path: Path): { pointer: string; start: number; end: number } {
  const { view, pointer, form } = declared;
  const layer = toolsLayer(declared);
  const node = layer && nodeOf(layer, path);
  if (!node) return { pointer, ...view.span(pointer) };
  return { pointer: form === 'text' ? pointer : pointer + pointerOf(path), ...layer.spanOf(node) };
}
