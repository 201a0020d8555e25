import * as l10n from '@vscode/l10n';
import type { ErrorObject } from 'ajv';
import type { Fix } from '../rule';
import type { RecordView } from '../view';

/** The top-level field that should hold a string and holds something else, null aside. */
export function isPlainStringError(view: RecordView, error: ErrorObject): string | undefined {
  if (error.keyword !== 'type') return undefined;
  const expected = [(error.params as { type: string | string[] }).type].flat();
  const field = /^\/([^/]+)$/.exec(error.instancePath)?.[1];
  return expected.includes('string') && field !== undefined && view.value[field] !== null ? field : undefined;
}

/** Puts a value, exactly as it is written, into a string. */
export function toStringFix(view: RecordView, pointer: string, safety: Fix['safety']): Fix {
  const { start, end } = view.span(pointer);
  return {
    title: l10n.t('Write it as text'),
    safety,
    edits: [{ start, end, text: JSON.stringify(view.piece.text.slice(start, end)) }],
  };
}

/** The kind of a JSON value that is neither a string nor null, for people. */
export function typeName(value: unknown): string {
  if (Array.isArray(value)) return l10n.t('a list');
  if (typeof value === 'number') return l10n.t('a number');
  if (typeof value === 'boolean') return l10n.t('true or false');
  return l10n.t('an object');
}
