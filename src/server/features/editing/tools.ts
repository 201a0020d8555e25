import { getNodeValue, parse, type Node } from 'jsonc-parser';
import type { Format } from '../../../dataset/format';
import { isJsonObject } from '../../../dataset/jsonObject';
import type { AnySchema } from '../../../dataset/schemaAt';

/** A tool that a record declares. */
export interface DeclaredTool {
  readonly name: string;
  readonly description: string | undefined;
  /** The JSON Schema of its parameters as it stands, sound or not. */
  readonly parameters: Readonly<Record<string, unknown>> | undefined;
}

/** The tools of a record, read as far as they are written; `functions` is OpenAI's older name for them. */
export function toolsOf(format: Format, tree: Node | undefined): readonly DeclaredTool[] {
  const field = format.names.field('tools');
  const names = [...(field === undefined ? [] : [field]), 'functions'];
  const node = tree?.children?.find(({ children }) => names.includes(children?.[0]?.value as string))?.children?.[1];
  if (!node) return [];
  const value: unknown = getNodeValue(node);
  const list: unknown = typeof value === 'string' ? parse(value) : value;
  return [list].flat().flatMap((each) => toolOf(each) ?? []);
}

/** `{"type": "function", "function": {…}}`, or the function alone. */
function toolOf(value: unknown): DeclaredTool | undefined {
  if (!isJsonObject(value)) return undefined;
  const own = isJsonObject(value.function) ? value.function : value;
  if (typeof own.name !== 'string' || own.name === '') return undefined;
  return {
    name: own.name,
    description: typeof own.description === 'string' ? own.description : undefined,
    parameters: isJsonObject(own.parameters) ? own.parameters : undefined,
  };
}

/** A call as the record's tools allow it, one alternative for each of them; undefined without tools. */
export function callSchema(tools: readonly DeclaredTool[]): AnySchema | undefined {
  if (tools.length === 0) return undefined;
  return {
    anyOf: tools.map((tool): AnySchema => ({
      title: tool.name,
      type: 'object',
      required: ['name', 'arguments'],
      properties: { name: { type: 'string', enum: [tool.name] }, arguments: argumentsSchema(tool) },
    })),
  };
}

/** What stands in the text of a call: one, or a list of parallel ones. */
export function callsSchema(tools: readonly DeclaredTool[]): AnySchema {
  const call: AnySchema = callSchema(tools) ?? {
    type: 'object',
    required: ['name', 'arguments'],
    properties: { name: { type: 'string' }, arguments: { type: 'object' } },
  };
  return { anyOf: [call, { type: 'array', items: call }] };
}

/** The arguments of a call: of the tool of that name, or of any if there is none. */
export function argumentsOf(tools: readonly DeclaredTool[], name: unknown): AnySchema {
  const called = tools.filter((tool) => tool.name === name);
  const possible = called.length > 0 ? called : tools;
  return possible.length === 0 ? { type: 'object' } : { anyOf: possible.map(argumentsSchema) };
}

function argumentsSchema({ parameters }: DeclaredTool): AnySchema {
  return parameters ? { declared: { type: 'object', ...parameters } } : { type: 'object' };
}
