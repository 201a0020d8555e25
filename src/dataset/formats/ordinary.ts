import type { Fields } from '../format';
import type { Names } from '../names';
import { valueOf } from './fields';

/** Fields that make a record worth a look by the rules, in the words of the formats. */
const SPECIAL = ['tools', 'images', 'videos', 'audios', 'kto_tag', 'label', 'weight', 'loss', 'objects'] as const;

/** The fields that make a record worth a look, if they hold anything, in the words of the data. */
export function specialFields(names: Names): ReadonlySet<string> {
  return new Set(SPECIAL.map((field) => names.field(field)).filter((field) => field !== undefined));
}

/** True if the record's system prompt is a text or absent. */
export function isPlainBeside(record: Fields, names: Names): boolean {
  const system = valueOf(record, names, 'system');
  return system === undefined || system === null || isVisibleText(system);
}

/**
 * True for messages in the usual order, user and assistant by turns behind at most one system prompt, that hold nothing but a role and a text.
 *
 * @param hasSystem a system prompt stands beside them already
 */
export function areOrdinaryMessages(list: unknown, names: Names, hasSystem: boolean): boolean {
  if (!Array.isArray(list)) return false;
  let isUsersTurn = true;
  for (let i = 0; i < list.length; i++) {
    const message = list[i] as unknown;
    if (!isPlainMessage(message, names)) return false;
    const kind = names.kindOf(message[names.role]);
    if (kind === 'system' && i === 0 && !hasSystem) continue;
    if (kind !== (isUsersTurn ? 'user' : 'assistant')) return false;
    isUsersTurn = !isUsersTurn;
  }
  return isUsersTurn && list.length > 1;
}

/** True for a text with a character to see. A text of bytes may be blank all the same; who reads bytes looks for that. */
export function isVisibleText(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const first = value.charCodeAt(0);
  return (first > 0x20 && first < 0x7f) || /[^\s\u200b-\u200d\u2060]/.test(value);
}

function isPlainMessage(value: unknown, names: Names): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) {
    if (key !== names.role && key !== names.content) return false;
  }
  return isVisibleText((value as Fields)[names.content]);
}
