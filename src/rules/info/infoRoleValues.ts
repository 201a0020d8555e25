import * as l10n from '@vscode/l10n';
import { TAGS, type Attributes, type Tag } from '../../dataset/datasetInfo/attributes';
import type { Rule } from '../rule';
import { mappedMessages, tagFor, tagsFor, type Messages } from './conversation';
import { quoted } from './fields';
import { formattingMismatch } from './infoFormatting';
import type { EntryView } from './view';

export const infoRoleValues: Rule = {
  id: 'info-role-values',
  level: 'error',
  outcomes: { llamafactory: 'dropped' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Tags that the data does not use'),
    what: l10n.t(
      'Messages with other keys or roles than the tags of their entry in dataset_info.json: user and assistant where human and gpt are expected, which are the defaults.',
    ),
    why: l10n.t(
      'LLaMA-Factory drops every record with a role that it does not know, with three lines in the log. If the key of the role or of the content is another one, it ends with a KeyError.',
    ),
    mend: l10n.t('Give the entry the tags that the data uses; the quick fix does.'),
    faulty: `{"chat": {"file_name": "chat.json", "formatting": "sharegpt", "columns": {"messages": "messages"}}}`,
    sound: `{"chat": {"file_name": "chat.json", "formatting": "sharegpt", "columns": {"messages": "messages"}, "tags": {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"}}}`,
  }),
  entry(view, report) {
    const { attributes, contents } = view;
    if (!attributes || !contents || formattingMismatch(view)) return;
    const messages = mappedMessages(contents, attributes);
    if (!messages) return;
    const keys = otherKeys(attributes, messages);
    const roles = otherRoles(attributes, messages);
    if (keys.length === 0 && roles.length === 0) return;
    report({
      message: [keys.length > 0 ? keyText(messages, keys) : '', roles.length > 0 ? roleText(attributes, roles) : '']
        .filter((text) => text !== '')
        .join(' '),
      ...(view.lists('tags') ? view.keySpan('tags') : view.keySpan()),
      ...(keys.length > 0 || attributes.formatting === 'openai' ? { outcome: 'crash' as const } : {}),
      fixes: [
        {
          title: l10n.t('Set the tags that the data uses'),
          safety: 'safe',
          edits: view.edits({ tags: fittingTags(view, messages) }),
        },
      ],
    });
  },
};

/** The keys that the tags name and that no message has. */
function otherKeys({ role_tag, content_tag }: Attributes, { facts, roleKey, contentKey }: Messages): string[] {
  const others = [
    role_tag !== null && roleKey !== undefined ? role_tag : null,
    contentKey === undefined ? null : content_tag,
  ];
  return others.filter((key) => key !== null && !facts.keys.has(key)) as string[];
}

interface OtherRole {
  readonly tag: Tag;
  readonly name: string;
}

/** Roles of the data whose usual tag names another role, which doesn't occur. */
function otherRoles(attributes: Attributes, { roles }: Messages): OtherRole[] {
  const known = new Set(Object.values(attributes));
  return [...roles.keys()].flatMap((name): OtherRole[] => {
    const tag = known.has(name) ? undefined : tagFor(name);
    const expected = tag && attributes[tag];
    return tag && expected && !roles.has(expected) ? [{ tag, name }] : [];
  });
}

function keyText({ roleKey, contentKey }: Messages, keys: readonly string[]): string {
  const present = [roleKey, contentKey].filter((key) => key !== undefined);
  return l10n.t('The messages have the keys {0}, not {1}.', quoted(present), quoted(keys));
}

function roleText(attributes: Attributes, roles: readonly OtherRole[]): string {
  const expected = roles.map(({ tag }) => attributes[tag]!);
  return l10n.t(
    'The roles of the data are {0}, not {1}.',
    quoted(roles.map(({ name }) => name)),
    quoted([...new Set(expected)]),
  );
}

/** Those that differ from what is listed; without a list all, as those that aren't listed have no default then. */
function fittingTags(view: EntryView, messages: Messages): Partial<Record<Tag, string>> {
  const tags = tagsFor(messages);
  if (!view.lists('tags')) return tags;
  const attributes = view.attributes ?? TAGS;
  return Object.fromEntries(Object.entries(tags).filter(([tag, name]) => attributes[tag as Tag] !== name));
}
