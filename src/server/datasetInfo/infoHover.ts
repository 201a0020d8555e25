import * as l10n from '@vscode/l10n';
import { findNodeAtOffset, getNodePath } from 'jsonc-parser';
import type { Hover, Position } from 'vscode-languageserver';
import schema from '../../../schemas/dataset_info.schema.json';
import { COLUMNS, TAGS, type Attributes, type Column, type Tag } from '../../dataset/datasetInfo/attributes';
import { choiceOf } from '../../dataset/datasetInfo/choice';
import { fileNameOf, sourceOf, type InfoEntry } from '../../dataset/datasetInfo/datasetInfo';
import { formatById } from '../../dataset/format';
import { listOf } from '../../dataset/listOf';
import { mappedMessages } from '../../rules/info/conversation';
import { columnsOf, fieldsRead, shareOf } from '../../rules/info/fields';
import type { EntryFacts } from '../../rules/info/view';
import type { InfoDocument } from './infoDocument';

/**
 * What an entry is read as, or what an attribute means and finds in the data.
 *
 * @param withStatic false where the client shows what the schema says
 */
export function infoHover(state: InfoDocument, position: Position, withStatic: boolean): Hover | null {
  const node = state.info.root && findNodeAtOffset(state.info.root, state.offsetAt(position), true);
  const path = node ? getNodePath(node) : [];
  const entry = state.entryAt(path);
  if (!node || !entry || path.length === 0) return null;
  const facts = state.facts.get(entry.name) ?? {};
  const isName = path.length === 1 && node.type === 'string';
  if (path.length === 1 && !isName) return null;
  const parts = isName ? summary(entry, facts) : attribute(path.slice(1).map(String), entry, facts, withStatic);
  if (parts.length === 0) return null;
  const range = state.range(node.offset, node.offset + node.length);
  return { contents: { kind: 'markdown', value: parts.join('\n\n') }, range };
}

/** The dataset as LLaMA-Factory sees it. */
function summary(entry: InfoEntry, { data }: EntryFacts): string[] {
  const parts = [`**${escaped(entry.name)}** · ${escaped(placeText(entry))}`];
  if (data?.contents) parts.push(recordsText(data.contents));
  const { attributes } = entry;
  if (!attributes) return entry.fault === undefined ? parts : [...parts, escaped(entry.fault)];
  const format = formatById(choiceOf(attributes).id);
  if (format) parts.push(l10n.t('Format: {0}', format.name));
  const read = fieldsRead(attributes).map(([column, field]) => `- ${column}: \`${field}\``);
  parts.push([l10n.t('Fields that are read:'), '', ...read].join('\n'));
  const names = new Set(fieldsRead(attributes).map(([, field]) => field));
  const unread = [...(data?.contents?.columns.keys() ?? [])].filter((name) => !names.has(name));
  if (unread.length > 0) parts.push(l10n.t('Not read: {0}', listOf(unread.map((name) => `\`${name}\``))));
  return parts;
}

function placeText(entry: InfoEntry): string {
  switch (sourceOf(entry)) {
    case 'file':
      return fileNameOf(entry) ?? '';
    case 'hub':
      return l10n.t('from a hub');
    case 'script':
      return l10n.t('from a loading script');
    case 'cloud':
      return l10n.t('from a cloud');
    default:
      return l10n.t('from nowhere');
  }
}

function recordsText({ records, onlyBytes }: NonNullable<NonNullable<EntryFacts['data']>['contents']>): string {
  return onlyBytes === undefined
    ? l10n.t('Records: {0}', records)
    : l10n.t('Records in the first {1} MB: {0}', records, Math.round(onlyBytes / 1024 / 1024));
}

interface Described {
  readonly title: string;
  readonly description: string;
}

function attribute(path: readonly string[], entry: InfoEntry, { data }: EntryFacts, withStatic: boolean): string[] {
  const described = describedAt(path);
  const parts: string[] = [];
  if (described && withStatic) {
    parts.push(`**${l10n.t(described.title)}** \`${path.join('.')}\``, l10n.t(described.description));
  }
  const [group, name] = path;
  const { attributes } = entry;
  const contents = data?.contents;
  if (attributes && name === undefined) parts.push(...unlisted(group, attributes));
  if (!attributes || !contents || name === undefined) return parts;
  const mapped = (attributes as unknown as Readonly<Record<string, unknown>>)[name];
  if (typeof mapped !== 'string') return parts;
  const found = group === 'columns' ? contents.columns.get(mapped)?.filled : tagCount(mapped, name, entry, contents);
  parts.push(l10n.t('`{0}`: {1}', mapped, shareOf(found ?? 0, contents)));
  return parts;
}

/** What has lost its default because `columns` or `tags` is given. */
function unlisted(group: string | undefined, attributes: Attributes): string[] {
  const none: Readonly<Record<string, string | null>> = {};
  const defaults = group === 'columns' ? COLUMNS : group === 'tags' ? TAGS : none;
  const names = Object.entries(defaults)
    .filter(([name, value]) => value !== null && attributes[name as Column | Tag] === null)
    .filter(([name]) => group === 'tags' || columnsOf(attributes).includes(name as Column))
    .map(([name, value]) => l10n.t('{0} (else “{1}”)', name, value ?? ''));
  return names.length === 0 ? [] : [l10n.t('Not listed, so without a default: {0}', listOf(names))];
}

function tagCount(
  mapped: string,
  tag: string,
  { attributes }: InfoEntry,
  contents: NonNullable<NonNullable<EntryFacts['data']>['contents']>,
): number | undefined {
  const messages = mappedMessages(contents, attributes!);
  const isKey = tag === 'role_tag' || tag === 'content_tag';
  return isKey ? messages?.facts.keys.get(mapped)?.records : messages?.roles.get(mapped);
}

function describedAt([group, name]: readonly string[]): Described | undefined {
  const { entry, columns, tags } = schema.$defs;
  const at = (properties: object, key: string): Described | undefined =>
    Object.hasOwn(properties, key) ? (properties as Record<string, Described>)[key] : undefined;
  if (group === undefined) return undefined;
  if (group === 'columns') return name === undefined ? columns : at(columns.properties, name);
  if (group === 'tags') return name === undefined ? tags : at(tags.properties, name);
  return at(entry.properties, group);
}

/** Plain text as Markdown that shows the same characters. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#+!|~-]/g, '\\$&');
}
