import type { Attributes, Tag } from '../../dataset/datasetInfo/attributes';
import type { ColumnFacts, Contents } from '../../dataset/datasetInfo/dataFacts';

/** What roles are called in datasets, by the tag that names them. */
const ROLES: Readonly<Record<RoleTag, readonly string[]>> = {
  user_tag: ['user', 'human', 'prompter'],
  assistant_tag: ['assistant', 'gpt', 'bot', 'model', 'chatgpt'],
  observation_tag: ['observation', 'tool', 'function', 'tool_response', 'ipython'],
  function_tag: ['function_call', 'tool_call'],
  system_tag: ['system', 'developer'],
};

const ROLE_KEYS = ['from', 'role', 'speaker'];
const CONTENT_KEYS = ['value', 'content', 'text'];
const MESSAGE_COLUMNS = ['conversations', 'messages', 'conversation', 'dialogue', 'dialog'];

export type RoleTag = Exclude<Tag, 'role_tag' | 'content_tag'>;

/** The tag that names a role, by what the role is usually called. */
export function tagFor(role: string): RoleTag | undefined {
  return (Object.keys(ROLES) as RoleTag[]).find((tag) => ROLES[tag].includes(role.toLowerCase()));
}

/** Messages in the data: the field, their keys, and in how many records each role occurs. */
export interface Messages {
  readonly column: string;
  readonly facts: ColumnFacts;
  readonly roleKey: string | undefined;
  readonly contentKey: string | undefined;
  /** Empty if the role's key has too many values to be one. */
  readonly roles: ReadonlyMap<string, number>;
}

/** The messages in a field; undefined if it holds none. */
export function messagesIn({ columns }: Contents, column: string): Messages | undefined {
  const facts = columns.get(column);
  if (!facts || (facts.kinds.get('messages') ?? 0) * 2 < facts.filled || facts.filled === 0) return undefined;
  const roleKey = ROLE_KEYS.find((key) => (facts.keys.get(key)?.values?.size ?? 0) > 0);
  const contentKey = CONTENT_KEYS.find((key) => facts.keys.has(key));
  return { column, facts, roleKey, contentKey, roles: (roleKey && facts.keys.get(roleKey)?.values) || new Map() };
}

/** The field that holds conversations, if there is one. */
export function findMessages(contents: Contents): Messages | undefined {
  const others = [...contents.columns.keys()].filter((name) => !MESSAGE_COLUMNS.includes(name));
  for (const column of [...MESSAGE_COLUMNS, ...others]) {
    const messages = column === 'chosen' || column === 'rejected' ? undefined : messagesIn(contents, column);
    if (messages?.contentKey !== undefined && [...messages.roles.keys()].some((role) => tagFor(role))) return messages;
  }
  return undefined;
}

/** The tags by which messages can be read, with the roles that occur. */
export function tagsFor({ roleKey, contentKey, roles }: Messages): Partial<Record<Tag, string>> {
  const tags: Partial<Record<Tag, string>> = {};
  if (roleKey !== undefined) tags.role_tag = roleKey;
  if (contentKey !== undefined) tags.content_tag = contentKey;
  const named = new Map([...roles.keys()].map((role) => [tagFor(role), role]));
  for (const tag of Object.keys(ROLES) as RoleTag[]) {
    const role = named.get(tag);
    if (role !== undefined) tags[tag] = role;
  }
  return tags;
}

/** True if the tags are those that count where none are listed. */
export function areDefaultTags(tags: Partial<Record<Tag, string>>, defaults: Readonly<Record<Tag, string>>): boolean {
  return (Object.keys(tags) as Tag[]).every((tag) => tags[tag] === defaults[tag]);
}

/** The keys of messages by which an entry reads them, or undefined if its field holds no messages. */
export function mappedMessages(contents: Contents, { messages }: Attributes): Messages | undefined {
  return messages === null ? undefined : messagesIn(contents, messages);
}
