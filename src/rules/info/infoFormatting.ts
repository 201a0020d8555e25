import * as l10n from '@vscode/l10n';
import { FORMATTINGS, TAGS, type Formatting } from '../../dataset/datasetInfo/attributes';
import { valueIn } from '../../dataset/datasetInfo/datasetInfo';
import { listOf } from '../../dataset/listOf';
import type { Fix, Rule } from '../rule';
import { areDefaultTags, findMessages, mappedMessages, tagsFor, type Messages } from './conversation';
import { shareOf, usualField } from './fields';
import type { EntryView, InfoReport } from './view';

export const infoFormatting: Rule = {
  id: 'info-formatting',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Wrong formatting in dataset_info.json'),
    what: l10n.t(
      'A “formatting” that LLaMA-Factory does not know, such as “multilingual-thinking”, or one that does not fit the records: conversations read as alpaca, or the other way round.',
    ),
    why: l10n.t(
      'LLaMA-Factory knows alpaca (the default), sharegpt and openai. With another value, or without the fields of the formatting, it ends with an error.',
    ),
    mend: l10n.t(
      'Set “formatting” to what the records are; the quick fix does, with the columns and tags that they need.',
    ),
    faulty: `{"chat": {"file_name": "chat.json", "formatting": "multilingual-thinking"}}`,
    sound: `{"chat": {"file_name": "chat.json", "formatting": "sharegpt"}}`,
  }),
  entry(view, report) {
    const fault = unknownFormatting(view) ?? formattingMismatch(view);
    if (fault) report(fault);
  },
};

function unknownFormatting(view: EntryView): InfoReport | undefined {
  const given = valueIn(view.entry, 'formatting');
  if (given === undefined || FORMATTINGS.some((known) => known === given)) return undefined;
  const lower = typeof given === 'string' ? FORMATTINGS.find((known) => known === given.toLowerCase()) : undefined;
  const messages = view.contents && findMessages(view.contents);
  const fitting = lower ?? (view.contents ? (messages ? 'sharegpt' : 'alpaca') : undefined);
  return {
    message: l10n.t(
      'LLaMA-Factory does not know the formatting {0}. It knows: {1}.',
      JSON.stringify(given),
      listOf(FORMATTINGS),
    ),
    ...view.span('formatting'),
    fixes: fitting
      ? [setFormatting(view, fitting, 'safe', messages && conversationChanges(view, messages))]
      : FORMATTINGS.map((known) => setFormatting(view, known, 'preview')),
  };
}

/** What doesn't fit between an entry's formatting and its records; undefined if it fits, or if nothing is known of them. */
export function formattingMismatch(view: EntryView): InfoReport | undefined {
  const { attributes, contents } = view;
  if (!attributes || !contents) return undefined;
  const messages = findMessages(contents);
  if (attributes.formatting === 'alpaca') {
    const isAlpaca = attributes.prompt !== null && contents.columns.has(attributes.prompt);
    return messages && !isAlpaca ? readAsAlpaca(view, messages) : undefined;
  }
  const mapped = mappedMessages(contents, attributes);
  if (!mapped && !messages && isAlpacaLike(view)) return readAsConversation(view);
  const calls = mapped?.facts.keys.get('tool_calls');
  if (attributes.formatting !== 'sharegpt' || !mapped || !calls || calls.filled === 0) return undefined;
  // The text beside a call is often null, at which the trainer stops; else calls just are not there for it.
  const content = attributes.content_tag === null ? undefined : mapped.facts.keys.get(attributes.content_tag);
  return {
    message: l10n.t(
      'Messages have “tool_calls” ({0}), which formatting “sharegpt” does not read; only “openai” does.',
      shareOf(calls.filled, contents),
    ),
    outcome: content?.nulls === 0 ? 'ignored' : 'crash',
    ...spanOfFormatting(view),
    fixes: [setFormatting(view, 'openai', 'preview')],
  };
}

function readAsAlpaca(view: EntryView, messages: Messages): InfoReport {
  return {
    message: l10n.t(
      'The records are conversations in “{0}”, but they are read as alpaca. Set “formatting” to “sharegpt”.',
      messages.column,
    ),
    ...spanOfFormatting(view),
    fixes: [setFormatting(view, 'sharegpt', 'safe', conversationChanges(view, messages))],
  };
}

function readAsConversation(view: EntryView): InfoReport {
  const { formatting } = view.attributes!;
  const columns = ['prompt', 'query', 'response', 'history', 'system'] as const;
  const present = columns.filter((column) => view.contents!.columns.has(usualField(column)));
  const mapped = Object.fromEntries(present.map((column) => [column, usualField(column)]));
  return {
    message: l10n.t(
      'The records are no conversations, but they are read as {0}. Their formatting is “alpaca”.',
      formatting,
    ),
    ...spanOfFormatting(view),
    fixes: [setFormatting(view, 'alpaca', 'safe', view.lists('columns') ? { columns: mapped } : {})],
  };
}

function isAlpacaLike({ contents }: EntryView): boolean {
  return contents!.columns.has('instruction') && (contents!.columns.has('output') || contents!.columns.has('chosen'));
}

/** What an entry must say beside its formatting so that its conversations are read. */
function conversationChanges(view: EntryView, messages: Messages): Record<string, unknown> {
  const isDefault = messages.column === usualField('messages') && !view.lists('columns');
  const lists = ['system', 'tools', 'images', 'videos', 'audios'].filter(
    (name) => (view.contents?.columns.get(name)?.filled ?? 0) > 0,
  );
  const columns = { messages: messages.column, ...Object.fromEntries(lists.map((name) => [name, name])) };
  const tags = tagsFor(messages);
  return {
    ...(isDefault && lists.length === 0 ? {} : { columns }),
    ...(areDefaultTags(tags, TAGS) && !view.lists('tags') ? {} : { tags }),
  };
}

function setFormatting(
  view: EntryView,
  formatting: Formatting,
  safety: Fix['safety'],
  more: Readonly<Record<string, unknown>> = {},
): Fix {
  return {
    title: l10n.t('Set “formatting” to “{0}”', formatting),
    safety,
    edits: view.edits({ formatting, ...(formatting === 'sharegpt' || formatting === 'alpaca' ? more : {}) }),
  };
}

function spanOfFormatting(view: EntryView): { start: number; end: number } {
  return view.span('formatting');
}
