import * as l10n from '@vscode/l10n';
import type { Location } from 'jsonc-parser';
import { CompletionItemKind, type CompletionItem, type Position } from 'vscode-languageserver';
import { COLUMNS, FORMATTINGS, TAGS, type Tag } from '../../dataset/datasetInfo/attributes';
import type { Contents } from '../../dataset/datasetInfo/dataFacts';
import { FILE_TYPES, type InfoEntry } from '../../dataset/datasetInfo/datasetInfo';
import { ATTRIBUTES } from '../../rules/info/infoUnknownAttribute';
import { mappedMessages, findMessages, tagFor } from '../../rules/info/conversation';
import { shareOf } from '../../rules/info/fields';
import type { EntryFacts } from '../../rules/info/view';
import type { InfoDocument } from './infoDocument';

interface Value {
  readonly value: string | boolean;
  readonly detail?: string;
}

/**
 * The values that an attribute can have here: files beside the `dataset_info.json`, fields, keys and roles of the data.
 *
 * @param withStatic false where the client completes keys and fixed values from the schema
 */
export function infoCompletion(state: InfoDocument, position: Position, withStatic: boolean): CompletionItem[] {
  const location = state.locationAt(position);
  const entry = state.entryAt(location.path);
  if (!entry) return [];
  const facts = state.facts.get(entry.name) ?? {};
  const keys = withStatic ? keysFor(location.path) : [];
  const values = location.isAtPropertyKey ? keys : valuesFor(location.path, entry, facts, withStatic);
  const range = rangeOf(state, location, state.offsetAt(position));
  return values.map(({ value, detail }, i) => {
    const text = JSON.stringify(value);
    return {
      label: String(value),
      kind: location.isAtPropertyKey ? CompletionItemKind.Property : CompletionItemKind.Value,
      ...(detail === undefined ? {} : { detail }),
      filterText: text,
      sortText: String(i).padStart(3, '0'),
      textEdit: { range, newText: text },
    };
  });
}

function keysFor([, group]: Location['path']): Value[] {
  const names = group === 'columns' ? Object.keys(COLUMNS) : group === 'tags' ? Object.keys(TAGS) : ATTRIBUTES;
  return names.map((value) => ({ value }));
}

function valuesFor(
  [, attribute, name]: Location['path'],
  entry: InfoEntry,
  { data, nearby = [] }: EntryFacts,
  withStatic: boolean,
): Value[] {
  if (attribute === 'file_name') return fileNames(nearby);
  if (attribute === 'formatting' && withStatic) return FORMATTINGS.map((value) => ({ value }));
  if (attribute === 'ranking' && withStatic) return [{ value: true }, { value: false }];
  const contents = data?.contents;
  if (!contents || typeof name !== 'string') return [];
  if (attribute === 'columns') return fields(contents);
  return attribute === 'tags' ? tags(contents, entry, name as Tag) : [];
}

function fileNames(nearby: readonly string[]): Value[] {
  const types = Object.keys(FILE_TYPES);
  return nearby
    .filter((name) => name !== 'dataset_info.json' && !name.startsWith('.'))
    .filter((name) => name.endsWith('/') || types.includes(name.slice(name.lastIndexOf('.') + 1)))
    .map((name) => ({ value: name.replace(/\/$/, ''), ...(name.endsWith('/') ? { detail: l10n.t('folder') } : {}) }));
}

function fields(contents: Contents): Value[] {
  return [...contents.columns].map(([value, { filled }]) => ({ value, detail: shareOf(filled, contents) }));
}

/** Keys of the messages for the tags that name keys, else their roles, with those first that are usual for the tag. */
function tags(contents: Contents, { attributes }: InfoEntry, tag: Tag): Value[] {
  const messages = (attributes && mappedMessages(contents, attributes)) ?? findMessages(contents);
  if (!messages) return [];
  if (tag === 'role_tag' || tag === 'content_tag') {
    return [...messages.facts.keys].map(([value, { records }]) => ({ value, detail: shareOf(records, contents) }));
  }
  return [...messages.roles]
    .sort(([a], [b]) => Number(tagFor(b) === tag) - Number(tagFor(a) === tag))
    .map(([value, records]) => ({ value, detail: shareOf(records, contents) }));
}

/** The value under the cursor, with its quotes, or what was begun of one. */
function rangeOf(state: InfoDocument, { previousNode }: Location, offset: number): ReturnType<InfoDocument['range']> {
  if (previousNode && previousNode.offset <= offset && offset <= previousNode.offset + previousNode.length) {
    return state.range(previousNode.offset, previousNode.offset + previousNode.length);
  }
  const begun = /["\w]*$/.exec(state.info.text.slice(0, offset))![0];
  return state.range(offset - begun.length, offset);
}
