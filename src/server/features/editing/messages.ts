import { isJsonObject } from '../../../dataset/jsonObject';
import type { RoleKind } from '../../../dataset/names';
import { isMessagePath, messageFieldsOf, propertiesOf, type Path } from '../../../dataset/schemaAt';
import type { Cursor } from './cursor';
import { schemaFiles } from '../../../dataset/schemaFiles';
import { placeholder } from './placeholder';
import { listTemplate, objectTemplate, stringTemplate, type Template } from './template';
import { callTemplate } from './toolTemplates';

/** What may follow a message in a conversation that is in order, the likeliest first. */
const FOLLOWING: Readonly<Record<RoleKind | 'start', readonly RoleKind[]>> = {
  start: ['user', 'system'],
  system: ['user'],
  user: ['assistant', 'call'],
  assistant: ['user'],
  call: ['tool'],
  tool: ['assistant', 'call', 'tool'],
  other: ['assistant', 'user'],
};

/** A message to insert, by its role. */
export interface NextMessage {
  readonly role: string;
  readonly kind: RoleKind;
  /** Its calls stand in a list of their own. */
  readonly hasCalls: boolean;
  readonly members: readonly (readonly [key: string, value: Template])[];
}

/** The messages that make sense at a path of a list of messages, or in a field that holds one. */
export function nextMessages(cursor: Cursor, path: Path): NextMessage[] {
  const before = messagesBefore(cursor, path);
  return nextKinds(cursor, path, before).flatMap((kind) => {
    const inList = kind === 'call' && callsInList(cursor, path, before);
    const name = inList ? roleName(cursor, before, 'assistant') : roleName(cursor, before, kind);
    if (name === undefined) return [];
    return [{ role: name, kind, hasCalls: inList, members: membersOf(cursor, path, { name, kind, inList }, before) }];
  });
}

/** The names of roles for the message at a path: first those that make sense there, then all others that the format knows. */
export function roleNames(cursor: Cursor, path: Path): readonly string[] {
  const before = messagesBefore(cursor, path);
  const { names } = cursor.format;
  const likely = nextKinds(cursor, path, before).flatMap((kind) => roleName(cursor, before, kind) ?? []);
  return [...new Set([...likely, ...Object.keys(names.roles)])];
}

/** The first messages of a conversation: a question and its answer; of a field with answers, an answer. */
export function messagesTemplate(cursor: Cursor, field: string): Template {
  const first = (path: Path, kind: RoleKind): Template => {
    const name = roleName(cursor, [], kind) ?? kind;
    return objectTemplate(membersOf(cursor, path, { name, kind, inList: false }, []));
  };
  if (isMessagePath(cursor.format, [field]) && !isListField(cursor, field)) return first([field], 'assistant');
  const kinds: readonly RoleKind[] = isAnswerField(cursor, field) ? ['assistant'] : ['user', 'assistant'];
  return listTemplate(kinds.map((kind) => first([field, 0], kind)));
}

function isListField(cursor: Cursor, field: string): boolean {
  return cursor.placesAt([field]).some(({ schema }) => [schema.type ?? []].flat().includes('array'));
}

/** The first field of messages holds the conversation; the others hold what is answered to it. */
function isAnswerField({ format }: Cursor, field: unknown): boolean {
  return messageFieldsOf(format).indexOf(String(field)) > 0;
}

/** The messages before the one at a path, as far as they can be read. */
export function messagesBefore(cursor: Cursor, path: Path): readonly Readonly<Record<string, unknown>>[] {
  const [field, index] = path;
  const list = field === undefined || typeof index !== 'number' ? [] : cursor.valueAt([field]);
  return Array.isArray(list) ? (list as unknown[]).slice(0, Number(index)).filter(isJsonObject) : [];
}

function nextKinds(cursor: Cursor, path: Path, before: readonly Readonly<Record<string, unknown>>[]): RoleKind[] {
  const { names } = cursor.format;
  const last = before.at(-1);
  if (!last && isAnswerField(cursor, path[0])) return ['assistant'];
  const kind = last && names.kindOf(last[names.role]);
  const hasCalls = Array.isArray(last?.tool_calls) && last.tool_calls.length > 0;
  const following = FOLLOWING[last === undefined ? 'start' : hasCalls ? 'call' : (kind ?? 'other')];
  return following.filter((each) => each !== 'call' || cursor.tools.length > 0);
}

/** The name of a role as the record has it already, else the format's first for it. */
function roleName(
  { format: { names } }: Cursor,
  before: readonly Readonly<Record<string, unknown>>[],
  kind: RoleKind,
): string | undefined {
  const used = before.findLast((message) => names.kindOf(message[names.role]) === kind)?.[names.role];
  if (typeof used === 'string') return used;
  return Object.keys(names.roles).find((name) => names.roles[name] === kind);
}

/** Calls stand in `tool_calls` where the format has that, unless the record writes them as turns of their own. */
function callsInList(cursor: Cursor, path: Path, before: readonly Readonly<Record<string, unknown>>[]): boolean {
  const { names } = cursor.format;
  if (before.some((message) => names.kindOf(message[names.role]) === 'call')) return false;
  return propertiesOf(cursor.placesAt(path), schemaFiles).has('tool_calls');
}

function membersOf(
  cursor: Cursor,
  path: Path,
  { name, kind, inList }: { name: string; kind: RoleKind; inList: boolean },
  before: readonly Readonly<Record<string, unknown>>[],
): NextMessage['members'] {
  const { names } = cursor.format;
  const role = [names.role, [JSON.stringify(name)]] as const;
  if (inList) return [role, [names.content, ['""']], ['tool_calls', callListTemplate(cursor, before)]];
  const content =
    kind === 'call'
      ? stringTemplate(callTemplate(cursor.tools))
      : placeholder(cursor.placesAt([...path, names.content]));
  const id = kind === 'tool' ? openCallIds(before)[0] : undefined;
  return [
    role,
    ...(id === undefined ? [] : [['tool_call_id', [JSON.stringify(id)]] as const]),
    [names.content, content],
  ];
}

/** The calls of a message: one, with the next id. */
export function callListTemplate(cursor: Cursor, before: readonly Readonly<Record<string, unknown>>[]): Template {
  const number = callIdsOf(before).length + 1;
  const call = callTemplate(cursor.tools, 'text');
  return [
    '[',
    ...objectTemplate([
      ['id', ['"', { value: `call_${number}` }, '"']],
      ['type', ['"function"']],
      ['function', call],
    ]),
    ']',
  ];
}

/** The ids of calls that no message answers yet, the oldest first. */
export function openCallIds(messages: readonly Readonly<Record<string, unknown>>[]): string[] {
  const answered = new Set(messages.map((message) => message.tool_call_id));
  return callIdsOf(messages).filter((id) => !answered.has(id));
}

function callIdsOf(messages: readonly Readonly<Record<string, unknown>>[]): string[] {
  const calls = messages.flatMap(({ tool_calls }) => (Array.isArray(tool_calls) ? (tool_calls as unknown[]) : []));
  return calls.flatMap((call) => (isJsonObject(call) && typeof call.id === 'string' ? [call.id] : []));
}
