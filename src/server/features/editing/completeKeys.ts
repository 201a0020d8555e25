import { CompletionItemKind } from 'vscode-languageserver';
import { isJsonObject } from '../../../dataset/jsonObject';
import {
  fitting,
  isMessagePath,
  keyInDataWords,
  messageFieldsOf,
  propertiesOf,
  typesOf,
  type Path,
  type Place,
} from '../../../dataset/schemaAt';
import type { Cursor } from './cursor';
import { labelKeys } from './labelValues';
import { callListTemplate, messagesBefore, messagesTemplate, roleNames } from './messages';
import { schemaFiles } from '../../../dataset/schemaFiles';
import { placeholder } from './placeholder';
import { shapesAt } from './shapes';
import { firstText, type Proposal, type Site } from './site';
import { membersTemplate, stringTemplate, textOf, type Template } from './template';
import { WEIGHTS } from './weights';

/** The keys that an object may have and does not have yet; in an empty one also all of them at once. */
export function keyProposals(site: Site): Proposal[] {
  const { cursor, path, location } = site;
  const parent = path.slice(0, -1);
  const value = cursor.valueAt(parent);
  // A brace that was opened before another value takes in what follows.
  const present = isJsonObject(value) && !isOpenedBefore(site) ? value : {};
  const current = site.isInValue ? (location.previousNode?.value as unknown) : undefined;
  const places = fitting(cursor.placesAt(parent), without(present, current));
  const hasColon = site.after.startsWith(':');
  const keys = [...propertiesOf(places, schemaFiles)]
    .map(([key, values]) => [isRecord(site) ? keyInDataWords(cursor.format, parent, key) : key, values] as const)
    .filter(([key]) => key === current || !Object.hasOwn(present, key))
    .map(([key, values]): Proposal => ({
      label: key,
      detail: firstText(values, 'title') ?? values.flatMap(({ schema }) => typesOf(schema)).join(' | '),
      documentation: firstText(values, 'description'),
      kind: CompletionItemKind.Property,
      template: hasColon
        ? [JSON.stringify(key)]
        : [...membersTemplate([[key, valueTemplate(site, [...parent, key], values)]]), ...comma(site)],
      filter: JSON.stringify(key),
    }));
  const others = labelKeys(site).filter(
    ({ key }) => !Object.hasOwn(present, key) && keys.every(({ label }) => label !== key),
  );
  keys.push(...others.map(({ key, title }) => labelProposal(site, key, title, hasColon)));
  const isEmpty = Object.keys(present).length === 0 && !site.isInValue;
  return isEmpty ? [...wholes(site, parent), ...keys] : keys;
}

function labelProposal(site: Site, key: string, title: string, hasColon: boolean): Proposal {
  const template = hasColon ? [JSON.stringify(key)] : [...membersTemplate([[key, ['"', {}, '"']]]), ...comma(site)];
  return { label: key, detail: title, kind: CompletionItemKind.Property, template, filter: JSON.stringify(key) };
}

/** All members that the object needs, at once. */
function wholes(site: Site, parent: Path): Proposal[] {
  return shapesAt(site.cursor, parent)
    .filter(({ members }) => members.length > 1)
    .map(({ label, detail, members }) => {
      const template = [...membersTemplate(members), ...closing(site)];
      return {
        label,
        detail,
        documentation: textOf(template),
        kind: CompletionItemKind.Snippet,
        template,
        filter: label,
      };
    });
}

/** A brace was just typed before another object or list. */
function isOpenedBefore({ before, after }: Site): boolean {
  return before.endsWith('{') && /^[{[]/.test(after);
}

/** Within strings, editors don't close braces. */
function closing({ after }: Site): Template {
  if (after.startsWith('}')) return [];
  return /^["{[]/.test(after) ? ['}, '] : ['}'];
}

/** A key before other members needs a comma behind its value. */
function comma({ after }: Site): Template {
  return after.startsWith('"') ? [', '] : [];
}

function valueTemplate(site: Site, path: Path, values: readonly Place[]): Template {
  const { cursor } = site;
  if (!isRecord(site)) return placeholder(values);
  const [field] = path;
  if (path.length === 1 && messageFieldsOf(cursor.format).includes(String(field))) {
    return messagesTemplate(cursor, String(field));
  }
  if (path.length === 1 && field === cursor.format.names.field('tools')) return toolsTemplate(cursor);
  const message = path.slice(0, -1);
  return isMessagePath(cursor.format, message)
    ? messageValueTemplate(site, message, String(path.at(-1)), values)
    : placeholder(values);
}

function messageValueTemplate({ cursor }: Site, message: Path, key: string, values: readonly Place[]): Template {
  if (key === cursor.format.names.role) {
    const choice = roleNames(cursor, message).map((name) => JSON.stringify(name).slice(1, -1));
    return ['"', { choice }, '"'];
  }
  if (key === 'tool_calls') return callListTemplate(cursor, messagesBefore(cursor, message));
  const weights = WEIGHTS[key];
  return weights ? [{ choice: weights.map((value) => JSON.stringify(value)) }] : placeholder(values);
}

/** A list; for ShareGPT, which LLaMA-Factory alone reads with tools, its text. */
function toolsTemplate({ format }: Cursor): Template {
  const list: Template = ['[{', {}, '}]'];
  return format.names.role === 'role' ? list : stringTemplate(list);
}

function isRecord({ cursor }: Site): boolean {
  return cursor.kind === 'record';
}

function without(value: Readonly<Record<string, unknown>>, key: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
