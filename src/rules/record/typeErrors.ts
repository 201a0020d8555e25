import * as l10n from '@vscode/l10n';
import type { Fix } from '../rule';
import type { RecordView } from '../view';

/** Puts a value, exactly as it is written, into a string. */
export function toStringFix(view: RecordView, pointer: string, safety: Fix['safety']): Fix {
  const { start, end } = view.span(pointer);
  return {
    title: l10n.t('Write it as text'),
    safety,
    edits: [{ start, end, text: JSON.stringify(view.piece.text.slice(start, end)) }],
  };
}

/** The kind of a JSON value, for people. */
export function typeName(value: unknown): string {
  if (value === null) return l10n.t('null');
  if (typeof value === 'string') return l10n.t('text');
  if (Array.isArray(value)) return l10n.t('a list');
  if (typeof value === 'number') return l10n.t('a number');
  if (typeof value === 'boolean') return l10n.t('true or false');
  return l10n.t('an object');
}

/** A type of JSON Schema, for people. */
export function schemaTypeName(type: string): string {
  const samples: Readonly<Record<string, unknown>> = { null: null, string: '', array: [], boolean: true, object: {} };
  return typeName(Object.hasOwn(samples, type) ? samples[type] : 0);
}
