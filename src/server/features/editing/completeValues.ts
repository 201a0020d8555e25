import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver';
import { isMessagePath, typesOf, valuesOf, type Path, type Place } from '../../../dataset/schemaAt';
import { pointerOf } from '../../../dataset/tree';
import { labelProposals } from './labelValues';
import { messagesBefore, messagesTemplate, openCallIds, roleNames } from './messages';
import { isJsonObject } from '../../../dataset/jsonObject';
import { anyIndex, freeTextPlaces, usedContents, usedValues, type OtherRecords, type UsedValue } from './otherRecords';
import { placeholder } from './placeholder';
import { roleText } from './roleTexts';
import { shapesAt } from './shapes';
import { firstText, schemaText, valueText, type Proposal, type Site } from './site';
import { objectTemplate, textOf, type Template } from './template';
import { callTemplate } from './toolTemplates';
import { WEIGHTS } from './weights';

/** Values of other records that are offered at a place. */
const MAX_USED = 50;
/** Keys whose values name something in one record alone. */
const UNIQUE: ReadonlySet<string> = new Set(['id', 'tool_call_id']);
/** The values that may stand at a place: those that the format or the record's tools name, those that other records have, and whole objects and lists. */
export function valueProposals(site: Site): Proposal[] {
  if (!isValuePlace(site)) return [];
  const places = site.cursor.placesAt(site.path);
  const labels = labelProposals(site);
  const named = [...labels, ...namedProposals(site), ...places.flatMap((place) => fixedValues(site, place))];
  const used = usedProposals(site).filter((each) => labels.every(({ label }) => label !== each.label));
  return [...named, ...used, ...wholeProposals(site, places)];
}

/** Behind a colon, or where an item may stand. */
export function isValuePlace({ isInValue, before, path, cursor }: Site): boolean {
  if (isInValue || before === '') return true;
  return before.endsWith(':') || (typeof path.at(-1) === 'number' && cursor.offset > 0);
}

/** What only the record can tell: roles, ids of calls, names of tools, names of parameters. */
function namedProposals(site: Site): Proposal[] {
  const { cursor, path } = site;
  const { format } = cursor;
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  if (cursor.kind === 'record' && isMessagePath(format, parent)) {
    if (key === format.names.role) return roleProposals(site, parent);
    if (key === 'tool_call_id')
      return openCallIds(messagesBefore(cursor, parent)).map((id) =>
        textProposal(id, l10n.t('a call without a result')),
      );
    if (key === 'name')
      return cursor.tools.map(({ name, description }) => textProposal(name, l10n.t('tool'), description));
  }
  const call = cursor.callPath(path);
  if (call && key === 'name' && path.length === call.length + 1) {
    return cursor.tools.map(({ name, description }) => textProposal(name, l10n.t('tool'), description));
  }
  return typeof key === 'number' && path.at(-2) === 'required' ? parameterProposals(site) : [];
}

function roleProposals(site: Site, message: Path): Proposal[] {
  const { names } = site.cursor.format;
  const used = usedValues(othersOf(site), site.path).map(({ value }) => value);
  return [...new Set([...roleNames(site.cursor, message), ...used])].map((name) => {
    const kind = names.kindOf(name);
    return textProposal(
      name,
      kind === undefined ? l10n.t('used in this file') : roleText(kind).title,
      kind && roleText(kind).meaning,
    );
  });
}

/** In the list of required parameters of a tool: those that it has. */
function parameterProposals({ cursor, path }: Site): Proposal[] {
  const properties = cursor.valueAt([...path.slice(0, -2), 'properties']);
  const listed = cursor.valueAt(path.slice(0, -1));
  if (!isJsonObject(properties)) return [];
  return Object.keys(properties)
    .filter((name) => !Array.isArray(listed) || !listed.includes(name))
    .map((name) => textProposal(name, l10n.t('parameter')));
}

function fixedValues(site: Site, place: Place): Proposal[] {
  const { path, cursor } = site;
  const key = path.at(-1);
  const isRole = key === cursor.format.names.role && isMessagePath(cursor.format, path.slice(0, -1));
  const values = valuesOf(place.schema);
  const types = typesOf(place.schema);
  const known =
    values.length > 0 ? values : isRole ? [] : Array.isArray(place.schema.examples) ? place.schema.examples : [];
  const booleans = types.includes('boolean') ? [true, false] : [];
  const weights = types.length === 0 && typeof key === 'string' && path.length > 1 ? (WEIGHTS[key] ?? []) : [];
  const detail = schemaText(place, 'title');
  return [...new Set([...known, ...booleans, ...weights])]
    .filter((value) => typeof value !== 'object' || value === null)
    .map((value, i) => ({
      label: typeof value === 'string' ? value : JSON.stringify(value),
      detail: valueText(place, i) ?? detail,
      documentation: schemaText(place, 'description'),
      kind: CompletionItemKind.EnumMember,
      template: [JSON.stringify(value)],
    }));
}

/** Values that other records have there. Prompts and answers are no help to others; system prompts are. */
function usedProposals(site: Site): Proposal[] {
  const { cursor, path } = site;
  if (cursor.kind !== 'record' || path.length === 0 || UNIQUE.has(String(path.at(-1)))) return [];
  const { format } = cursor;
  const others = othersOf(site);
  const message = path.slice(0, -1);
  if (path.at(-1) === format.names.content && isMessagePath(format, message)) {
    const kind = format.names.kindOf(cursor.valueAt([...message, format.names.role]));
    const used = kind === 'system' ? usedContents(others, format, ({ role }) => role === 'system') : [];
    return used.slice(0, MAX_USED).map(usedProposal);
  }
  const used = usedValues(others, path);
  if (used.length === 0 || freeTextPlaces(others, format).has(anyIndex(pointerOf(path)))) return [];
  return used.slice(0, MAX_USED).map(usedProposal);
}

function othersOf({ dataset, placed }: Site): OtherRecords {
  return { dataset: dataset.checked, except: placed.piece };
}

function usedProposal({ value, records }: UsedValue): Proposal {
  return { ...textProposal(value, l10n.t('used in {0} records', records)), kind: CompletionItemKind.Value };
}

/** Objects and lists to insert where nothing stands yet. */
function wholeProposals(site: Site, places: readonly Place[]): Proposal[] {
  if (site.isInValue) return [];
  const shapes = shapesAt(site.cursor, site.path).map(({ label, detail, members }) =>
    whole(site, label, detail, objectTemplate(members)),
  );
  return [...shapes, ...listProposals(site, places), ...emptyTexts(site, places)];
}

function listProposals(site: Site, places: readonly Place[]): Proposal[] {
  const { cursor, path } = site;
  const list = places.find(({ schema }) => typesOf(schema).includes('array'));
  if (!list) return [];
  const isMessages = cursor.kind === 'record' && path.length === 1 && isMessagePath(cursor.format, [...path, 0]);
  const template = isMessages
    ? messagesTemplate(cursor, String(path[0]))
    : placeholder([{ ...list, schema: { ...list.schema, type: 'array' } }]);
  return [
    whole(
      site,
      l10n.t('list'),
      firstText(places, 'title'),
      cursor.kind === 'calls' ? ['[', ...callTemplate(cursor.tools), ']'] : template,
    ),
  ];
}

/** Quotes for a text. */
function emptyTexts(site: Site, places: readonly Place[]): Proposal[] {
  const isText = places.some(({ schema }) => typesOf(schema).includes('string') && valuesOf(schema).length === 0);
  return isText ? [whole(site, '""', firstText(places, 'title'), ['"', {}, '"'])] : [];
}

/** In a list, an item is parted from the one before and the one behind it. */
function whole(site: Site, label: string, detail: string | undefined, template: Template): Proposal {
  const isItem = typeof site.path.at(-1) === 'number';
  const before = isItem && /["\]}\w]$/.test(site.before) ? [', '] : [];
  const after = isItem && /^["[{\w]/.test(site.after) ? [', '] : [];
  const kind = CompletionItemKind.Snippet;
  return {
    label,
    detail,
    documentation: textOf(template),
    kind,
    template: [...before, ...template, ...after],
    filter: label,
  };
}

function textProposal(value: string, detail: string, documentation?: string): Proposal {
  return {
    label: value,
    detail,
    documentation,
    kind: CompletionItemKind.EnumMember,
    template: [JSON.stringify(value)],
  };
}
