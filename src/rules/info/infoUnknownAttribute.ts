import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import type { Node } from 'jsonc-parser';
import { COLUMNS, TAGS } from '../../dataset/datasetInfo/attributes';
import { valueNodeOf } from '../../dataset/datasetInfo/propertyEdits';
import { removal } from '../../dataset/tree';
import type { Fix, Rule } from '../rule';
import { spanOf, type EntryView } from './view';

/** What LLaMA-Factory reads of an entry (data/parser.py), `revision` in some versions only. */
export const ATTRIBUTES = [
  'hf_hub_url',
  'ms_hub_url',
  'om_hub_url',
  'script_url',
  'cloud_file_name',
  'file_name',
  'formatting',
  'ranking',
  'subset',
  'split',
  'folder',
  'num_samples',
  'revision',
  'columns',
  'tags',
];

const GROUPS: readonly (readonly [path: readonly string[], known: readonly string[]])[] = [
  [[], ATTRIBUTES],
  [['columns'], Object.keys(COLUMNS)],
  [['tags'], Object.keys(TAGS)],
];

export const infoUnknownAttribute: Rule = {
  id: 'info-unknown-attribute',
  level: 'warning',
  outcomes: { llamafactory: 'ignored' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Unknown attribute in dataset_info.json'),
    what: l10n.t(
      'A key of an entry, of its “columns” or of its “tags” that LLaMA-Factory does not know, often a misspelled one.',
    ),
    why: l10n.t(
      'LLaMA-Factory passes over it without a word: a misspelled “colums” or “user_tags” leaves the entry without them.',
    ),
    mend: l10n.t('Correct the key; the quick fix does where one comes near. Or remove it.'),
    faulty: `{"mine": {"file_name": "mine.json", "colums": {"prompt": "question"}}}`,
    sound: `{"mine": {"file_name": "mine.json", "columns": {"prompt": "question", "response": "answer"}}}`,
  }),
  entry(view, report) {
    for (const [path, known] of GROUPS) {
      for (const property of propertiesAt(view, path)) {
        const key = property.children![0]!;
        const name = key.value as string;
        if (known.includes(name)) continue;
        const near = known.find((other) => distance(other, name.toLowerCase()) <= 2);
        report({
          message:
            near === undefined
              ? l10n.t('LLaMA-Factory knows no “{0}” here.', name)
              : l10n.t('LLaMA-Factory knows no “{0}” here. Is it a misspelling of “{1}”?', name, near),
          ...spanOf(key),
          fixes: fixesFor(view, property, near),
        });
      }
    }
  },
};

function propertiesAt(view: EntryView, path: readonly string[]): readonly Node[] {
  const object = valueNodeOf(view.entry.node, ...path);
  return object?.type === 'object' ? (object.children ?? []).filter(({ children }) => children?.[0]) : [];
}

function fixesFor(view: EntryView, property: Node, near: string | undefined): Fix[] {
  const name = property.children![0]!.value as string;
  const siblings = property.parent?.children ?? [];
  const isTaken = siblings.some((other) => other.children?.[0]?.value === near);
  const fixes: Fix[] = [];
  if (near !== undefined && !isTaken) {
    fixes.push({
      title: l10n.t('Rename “{0}” to “{1}”', name, near),
      safety: 'preview',
      edits: [view.replace(spanOf(property.children![0]!), near)],
    });
  }
  fixes.push({ title: l10n.t('Remove “{0}”', name), safety: 'preview', edits: [removal(property)] });
  return fixes;
}
