import * as l10n from '@vscode/l10n';
import type { Attributes, Tag } from '../../dataset/datasetInfo/attributes';
import { listOf } from '../../dataset/listOf';
import type { Rule } from '../rule';
import { mappedMessages, tagFor, type Messages } from './conversation';
import { shareOf } from './fields';
import { formattingMismatch } from './infoFormatting';

export const infoTagsIncomplete: Rule = {
  id: 'info-tags-incomplete',
  level: 'error',
  outcomes: { llamafactory: 'dropped' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Roles that “tags” does not list'),
    what: l10n.t(
      'An entry of dataset_info.json with “tags” that leaves out a role of the data, such as tool or system, or the keys of the messages.',
    ),
    why: l10n.t(
      'As soon as “tags” lists one tag, the others have no default (data/parser.py). LLaMA-Factory drops every record with a role that it does not know; with formatting openai it ends with a KeyError. The example for OpenAI’s format in its own documentation lists no observation_tag.',
    ),
    mend: l10n.t('List the tag; the quick fix does.'),
    faulty: `{"mine": {"file_name": "tools.json", "formatting": "sharegpt", "columns": {"messages": "messages"}, "tags": {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"}}}`,
    sound: `{"mine": {"file_name": "tools.json", "formatting": "sharegpt", "columns": {"messages": "messages"}, "tags": {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant", "observation_tag": "tool"}}}`,
  }),
  entry(view, report) {
    const { attributes, contents } = view;
    if (!attributes || !contents || !view.lists('tags') || formattingMismatch(view)) return;
    const messages = mappedMessages(contents, attributes);
    if (!messages) return;
    const keys = unlistedKeys(attributes, messages);
    const roles = unlistedRoles(attributes, messages);
    const tags = [...keys, ...roles];
    if (tags.length === 0) return;
    const told = tags.map(({ tag, name, records }) =>
      l10n.t('{0} for “{1}” ({2})', tag, name, shareOf(records, contents)),
    );
    report({
      message: l10n.t('“tags” does not list {0}.', listOf(told)),
      ...view.keySpan('tags'),
      ...(keys.length > 0 || attributes.formatting === 'openai' ? { outcome: 'crash' as const } : {}),
      fixes: [
        {
          title: l10n.t('Add what is missing to “tags”'),
          safety: 'safe',
          edits: view.edits({ tags: Object.fromEntries(tags.map(({ tag, name }) => [tag, name])) }),
        },
      ],
    });
  },
};

interface Unlisted {
  readonly tag: Tag;
  readonly name: string;
  readonly records: number;
}

function unlistedKeys(attributes: Attributes, { roleKey, contentKey, facts }: Messages): Unlisted[] {
  const pairs: [Tag, string | undefined][] = [
    ['role_tag', roleKey],
    ['content_tag', contentKey],
  ];
  return pairs.flatMap(([tag, name]) =>
    attributes[tag] === null && name !== undefined ? [{ tag, name, records: facts.filled }] : [],
  );
}

/** Roles of the data without a tag, of those whose usual tag isn't listed; one for each tag. */
function unlistedRoles(attributes: Attributes, { roles }: Messages): Unlisted[] {
  const known = new Set(Object.values(attributes));
  const found = new Map<Tag, Unlisted>();
  for (const [name, records] of roles) {
    const tag = known.has(name) ? undefined : tagFor(name);
    if (tag && attributes[tag] === null && !found.has(tag)) found.set(tag, { tag, name, records });
  }
  return [...found.values()];
}
