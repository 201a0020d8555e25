import * as l10n from '@vscode/l10n';
import { thoughtLength } from '../../dataset/formats/readCalls';
import { isJsonObject } from '../../dataset/jsonObject';
import type { Names } from '../../dataset/names';
import type { Calls, Role, Turn } from '../../dataset/sample';
import { pointerOf } from '../../dataset/tree';
import { type ChatTurn, type Fields, isUnreadable, type Unreadable } from './conversation';

/** Names of roles that chat templates know beside the usual ones, and what they are: these stay as they stand. */
const TEMPLATE_ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['developer', 'system'],
  ['function', 'tool'],
]);

/** Roles of ShareGPT and ms-swift where the format at hand doesn't know them. Any other role that it doesn't know stays as it stands. */
const FOREIGN_ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['human', 'user'],
  ['gpt', 'assistant'],
  ['bot', 'assistant'],
  ['observation', 'tool'],
  ['tool_response', 'tool'],
]);

/** A turn of a sample as a chat template gets it, or why it can't be had. */
export function chatTurn(turn: Turn, names: Names): ChatTurn | Unreadable {
  return turn.source ? ofMessage(turn, turn.source, names) : ofField(turn);
}

/** A turn that is a field of the record: a text. */
function ofField({ role, name, content, pointers, weight }: Turn): ChatTurn {
  const source = weight ? { [weight.key]: weight.value } : {};
  return { role: name, message: { role, content }, pointers, texts: [content], source };
}

function ofMessage(turn: Turn, source: Fields, names: Names): ChatTurn | Unreadable {
  const { name, content, calls, reasoning } = turn;
  if (typeof source[names.role] !== 'string') {
    return { problem: l10n.t('A message needs a role.'), pointer: turn.pointer };
  }
  const place = turn.pointer + pointerOf([names.content]);
  const isInContent = (part: { readonly pointer: string } | undefined): boolean =>
    part !== undefined && (part.pointer === place || part.pointer.startsWith(`${place}/`));
  // A content with images stays as it stands: the template knows what to do with its parts.
  const isText = !turn.hasOtherParts;
  const ownCalls = isText && calls?.form === 'text' ? callObjects(calls) : undefined;
  if (ownCalls && isUnreadable(ownCalls)) return ownCalls;
  const isCall = calls?.pointer === place;
  const hasContent = Object.hasOwn(source, names.content);
  const besides = [reasoning, calls].filter((part) => part !== undefined && !isInContent(part));
  return {
    role: name,
    message: {
      ...besideContent(source, names),
      role: isCall ? 'assistant' : chatRole(turn),
      ...(hasContent && { content: contentFor(turn, source[names.content], isCall) }),
      ...(isText && isInContent(reasoning) && { reasoning_content: reasoning!.text }),
      ...(ownCalls && { tool_calls: ownCalls }),
    },
    pointers: [...(hasContent ? [place] : []), ...besides.map((part) => part!.pointer)],
    texts: [
      ...(reasoning ? [reasoning.text] : []),
      ...(content === '' ? [] : [content]),
      ...(calls && !isCall ? callTexts(calls) : []),
    ],
    source,
  };
}

function chatRole({ role, name, isKnown }: Turn): string {
  if (role === 'other') return name;
  if (isKnown) return TEMPLATE_ROLES.get(name) === role ? name : role;
  return FOREIGN_ROLES.get(name) ?? name;
}

/** A text, its parts joined; a thought in front of calls; what is neither text nor a list of it stays. */
function contentFor({ content, hasOtherParts }: Turn, value: unknown, isCall: boolean): unknown {
  if (isCall) return content.slice(0, thoughtLength(content));
  return Array.isArray(value) && !hasOtherParts ? content : value;
}

/** What a message holds beside role and content, such as `tool_calls` and `reasoning_content`: templates look for it. */
function besideContent(source: Fields, names: Names): Fields {
  const beside: Record<string, unknown> = {};
  for (const key in source) {
    if (key !== names.role && key !== names.content && key !== 'role' && key !== 'content') beside[key] = source[key];
  }
  return beside;
}

/** Calls in the shape that chat templates expect: `{"type": "function", "function": {"name", "arguments"}}`. */
function callObjects({ value, pointer }: Calls): readonly object[] | Unreadable {
  const calls = Array.isArray(value) ? (value as unknown[]) : [value];
  if (calls.every((call): call is Fields => isJsonObject(call) && typeof call.name === 'string')) {
    return calls.map(({ name, arguments: args }) => ({ type: 'function', function: { name, arguments: args } }));
  }
  return { problem: l10n.t('A function call must be a JSON object with a name, or a list of them.'), pointer };
}

/** Names and arguments of calls, each a text of its own. */
function callTexts({ calls }: Calls): readonly string[] {
  return calls.flatMap(({ name, arguments: args }) => [name, args].flatMap(textOf));
}

function textOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value === undefined || value === null ? [] : [JSON.stringify(value)];
}
