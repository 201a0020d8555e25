import { isJsonObject } from '../../dataset/jsonObject';
import { kindOf } from '../../dataset/recordShape';
import { isOf, type GroupId } from './valueGroups';

/**
 * The JSON of a value as one of another sort; undefined where that can't be done without a loss.
 *
 * @param source the value as it stands in the file
 * @param hasParts lists in this place hold parts of a message (`{"type": "text", "text": …}`)
 */
export function converted(value: unknown, source: string, to: GroupId, hasParts: boolean): string | undefined {
  if (isOf(to, kindOf(value))) return source;
  switch (to) {
    case 'text':
      return asText(value, source);
    case 'list':
      return asList(value, source, hasParts);
    default:
      // The text may say what the others hold.
      return typeof value === 'string' && holds(value, to) ? value.trim() : undefined;
  }
}

function asText(value: unknown, source: string): string | undefined {
  if (!Array.isArray(value) || !(value as unknown[]).some(isPart)) return JSON.stringify(source);
  const parts = value as unknown[];
  const texts = parts.map((part) => (isPart(part) && part.type === 'text' ? part.text : undefined));
  return texts.every((text) => typeof text === 'string') ? JSON.stringify(texts.join('')) : undefined;
}

function asList(value: unknown, source: string, hasParts: boolean): string | undefined {
  if (typeof value === 'string') {
    if (holds(value, 'list')) return value.trim();
    if (hasParts) return `[{"type": "text", "text": ${source}}]`;
    if (value.trim() === '') return '[]';
  }
  return hasParts ? undefined : `[${source}]`;
}

function holds(text: string, group: GroupId): boolean {
  return kindOf(text) === 'json' && isOf(group, kindOf(JSON.parse(text)));
}

/** A part of a message's content. */
function isPart(value: unknown): value is { readonly type: string; readonly text?: unknown } {
  return isJsonObject(value) && typeof value['type'] === 'string';
}
