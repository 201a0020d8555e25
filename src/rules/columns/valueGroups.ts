import * as l10n from '@vscode/l10n';
import type { ShapeKind } from '../../dataset/recordShape';
import { mergeTypes } from '../../tokens/llamafactory/columns';
import type { Column, KindTotal } from './column';
import { together } from './places';

/** Kinds that a column can hold side by side. */
const GROUPS = {
  text: ['string', 'date', 'json'],
  list: ['list'],
  object: ['object', 'map'],
  number: ['int', 'float'],
  truth: ['bool'],
} as const satisfies Readonly<Record<string, readonly ShapeKind[]>>;

export type GroupId = keyof typeof GROUPS;

/** The records with values of one sort in a column. */
export interface ValueGroup {
  readonly id: GroupId;
  readonly total: KindTotal;
}

/** The sorts of values in a column, the most frequent one first; of equally frequent ones text, then lists. */
export function groupsIn(column: Column): ValueGroup[] {
  const groups = (Object.keys(GROUPS) as GroupId[]).flatMap((id) => {
    const total = together(column, GROUPS[id]);
    return total ? [{ id, total }] : [];
  });
  return groups.sort((a, b) => b.total.count - a.total.count);
}

export function isOf(group: GroupId, kind: ShapeKind): boolean {
  const kinds: readonly ShapeKind[] = GROUPS[group];
  return kinds.includes(kind);
}

/** True if no Arrow column holds all values of a place, whatever is in them. */
export function isMixed(column: Column): boolean {
  const types = [...column.kinds.keys()].map((kind) => {
    if (kind === 'list') return { kind, item: { kind: 'unknown' } } as const;
    if (kind === 'object' || kind === 'map') return { kind: 'struct', fields: new Map() } as const;
    if (kind === 'string' || kind === 'json' || kind === 'date') return { kind: 'string' } as const;
    return { kind: kind === 'deep' ? 'unknown' : kind } as const;
  });
  return types.reduce(mergeTypes, { kind: 'null' }).kind === 'conflict';
}

/** The sort of values that a type of JSON Schema allows, if it is one only; null aside. */
export function groupOf(type: string | readonly string[] | undefined): GroupId | undefined {
  const groups = new Set([type ?? []].flat().flatMap((name) => SCHEMA_TYPES[name] ?? []));
  return groups.size === 1 ? [...groups][0] : undefined;
}

const SCHEMA_TYPES: Readonly<Record<string, GroupId>> = {
  string: 'text',
  array: 'list',
  object: 'object',
  number: 'number',
  integer: 'number',
  boolean: 'truth',
};

export function nameOfGroup(id: GroupId): string {
  switch (id) {
    case 'text':
      return l10n.t('text');
    case 'list':
      return l10n.t('lists');
    case 'object':
      return l10n.t('objects');
    case 'number':
      return l10n.t('numbers');
    case 'truth':
      return l10n.t('true or false');
  }
}
