import type { Node } from 'jsonc-parser';
import { applyEdits, type Edit } from '../../dataset/edits';
import { formatById, type Format } from '../../dataset/format';
import { removal, treeOf } from '../../dataset/tree';
import { replacement } from '../elements';
import { plainSnippet } from './plainSnippet';

/** A record to insert: JSON text on one line, its texts empty. */
export interface RecordTemplate {
  readonly id: string;
  /** For people. */
  readonly label: string;
  readonly description: string;
  readonly json: string;
}

/** The records that can be inserted into a file of a format, in the words of the data. */
export function recordTemplates(format: Format): readonly RecordTemplate[] {
  const own = formatById(format.id) ?? format;
  return own.snippets().map(({ label, description, body }, i) => {
    const json = plainSnippet(body);
    return {
      id: `${format.id}-${i + 1}`,
      label,
      description,
      json: own === format ? json : inWordsOf(json, own, format),
    };
  });
}

/** A record of a format with its fields, and the keys and roles of its messages, named as the data names them. */
function inWordsOf(json: string, own: Format, theirs: Format): string {
  const edits: Edit[] = [];
  const kept: { readonly property: Node; readonly name: string }[] = [];
  let at = json;
  // Fields that are not read go first, so that no edit lies within another one.
  for (const property of treeOf(at)?.children ?? []) {
    const name = property.children?.[0]?.value as string;
    if (theirs.names.field(name) === undefined) at = withoutField(at, name);
  }
  for (const property of treeOf(at)?.children ?? []) {
    kept.push({ property, name: property.children?.[0]?.value as string });
  }
  for (const { property, name } of kept) {
    const [key, value] = property.children!;
    edits.push(replacement(key!, JSON.stringify(theirs.names.field(name))));
    if (!own.messageFields.includes(name)) continue;
    for (const message of value!.type === 'array' ? (value!.children ?? []) : [value!]) {
      edits.push(...messageEdits(message, own, theirs));
    }
  }
  return applyEdits(at, edits);
}

function withoutField(json: string, name: string): string {
  const property = treeOf(json)?.children?.find(({ children }) => children?.[0]?.value === name);
  return property ? applyEdits(json, [removal(property)]) : json;
}

function messageEdits(message: Node, own: Format, theirs: Format): Edit[] {
  return (message.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (!key || !value) return [];
    if (key.value === own.names.content) return [replacement(key, JSON.stringify(theirs.names.content))];
    if (key.value !== own.names.role) return [];
    const role = roleOf(value.value as string, own, theirs);
    return [replacement(key, JSON.stringify(theirs.names.role)), replacement(value, JSON.stringify(role))];
  });
}

/** What the data calls a role; the format's own word where it has none. */
function roleOf(role: string, own: Format, theirs: Format): string {
  const kind = own.names.kindOf(role);
  if (theirs.names.kindOf(role) === kind) return role;
  return Object.entries(theirs.names.roles).find(([, other]) => other === kind)?.[0] ?? role;
}
