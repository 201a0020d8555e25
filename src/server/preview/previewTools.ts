import { jsonIn } from '../../dataset/jsonIn';
import { isJsonObject } from '../../dataset/jsonObject';
import { pointerOf } from '../../dataset/tree';
import { valueAt } from '../../editing/pointers';
import type { PreviewTools } from '../../protocol/preview';
import { laidOut, laidOutIfJson } from './laidOut';
import type { RecordSource } from './recordSource';

type Tool = PreviewTools['tools'][number];

/** The tools that a record declares; null if it declares none. */
export function previewTools(record: RecordSource): PreviewTools | null {
  const { tools } = record.sample;
  if (!tools || tools.isBlank) return null;
  const { pointer, form, value } = tools;
  if (Array.isArray(value) && value.length === 0) return null;
  const inner = form === 'text' ? (valueAt(record.value, pointer) as string) : undefined;
  const jsonAt =
    inner === undefined
      ? (path: readonly (string | number)[]): string => record.jsonAt(pointer + pointerOf(path))
      : jsonIn(inner);
  const read = Array.isArray(value) ? (value as unknown[]).map((item, i) => toolOf(item, i, jsonAt)) : [];
  const known = read.filter((tool) => tool !== undefined);
  const isAll = known.length > 0 && known.length === read.length;
  const text = inner === undefined ? laidOut(record.jsonAt(pointer)) : laidOutIfJson(inner);
  return { pointer, tools: known, text: isAll ? null : text };
}

function toolOf(
  item: unknown,
  index: number,
  jsonAt: (path: readonly (string | number)[]) => string,
): Tool | undefined {
  if (!isJsonObject(item)) return undefined;
  const isNested = isJsonObject(item.function);
  const definition = isNested ? (item.function as Readonly<Record<string, unknown>>) : item;
  const { name, description } = definition;
  if (typeof name !== 'string') return undefined;
  // Anthropic calls them `input_schema`.
  const key = ['parameters', 'input_schema'].find((candidate) => definition[candidate] !== undefined);
  const path = [index, ...(isNested ? ['function'] : []), ...(key === undefined ? [] : [key])];
  return {
    name,
    description: typeof description === 'string' ? description : '',
    parameters: key === undefined ? '' : laidOut(jsonAt(path)),
  };
}
