import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import type { Attributes, Column } from '../../dataset/datasetInfo/attributes';
import type { Contents } from '../../dataset/datasetInfo/dataFacts';
import { listOf } from '../../dataset/listOf';
import type { Fix, Outcome, Rule } from '../rule';
import { findMessages } from './conversation';
import { fieldsRead, quoted, usualColumns } from './fields';
import { formattingMismatch } from './infoFormatting';
import type { EntryView } from './view';

/** Fields that often stand for a column. */
const ALIASES: Readonly<Partial<Record<Column, readonly string[]>>> = {
  prompt: ['instruction', 'prompt', 'question', 'query', 'text'],
  query: ['input', 'context'],
  response: ['output', 'response', 'answer', 'completion', 'target'],
  system: ['system', 'system_prompt'],
  images: ['images', 'image'],
  videos: ['videos', 'video'],
  audios: ['audios', 'audio'],
  kto_tag: ['kto_tag', 'label'],
};

export const infoColumnMissingInFile: Rule = {
  id: 'info-column-missing-in-file',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Column that the data does not have'),
    what: l10n.t(
      'A field that an entry of dataset_info.json has read, be it listed in “columns” or by default, and that no record of the data has.',
    ),
    why: l10n.t(
      'LLaMA-Factory looks the field up in every record and ends with a KeyError. An alpaca file without “input” needs “columns” that do not list it.',
    ),
    mend: l10n.t('Name a field that the data has; the quick fixes offer those that come near.'),
    faulty: `{"mine": {"file_name": "mine.json", "columns": {"prompt": "question", "response": "anwser"}}}`,
    sound: `{"mine": {"file_name": "mine.json", "columns": {"prompt": "question", "response": "answer"}}}`,
  }),
  entry(view, report) {
    const { attributes, contents } = view;
    if (!attributes || !contents || formattingMismatch(view)) return;
    const missing = fieldsRead(attributes).filter(([, field]) => !contents.columns.has(field));
    if (missing.length === 0) return;
    if (!view.lists('columns')) {
      report({
        message: l10n.t(
          'The data has no field {0}, which is read by default.',
          quoted(missing.map(([, field]) => field)),
        ),
        ...view.keySpan(),
        fixes: defaultsFix(view, attributes, contents),
      });
      return;
    }
    for (const [column, field] of missing) {
      report({
        message: l10n.t('The data has no field “{0}”. It has: {1}.', field, listOf([...contents.columns.keys()], 12)),
        ...view.span('columns', column),
        outcome: outcomeOf(attributes, column),
        fixes: candidates(attributes, contents, column, field).map((name) => ({
          title: l10n.t('Change it to “{0}”', name),
          safety: 'preview',
          edits: [view.replace(view.span('columns', column), name)],
        })),
      });
    }
  },
};

/** System prompts and tools are looked up with care in one formatting only (`OpenAIDatasetConverter` of data/converter.py). */
function outcomeOf({ formatting }: Attributes, column: Column): Outcome {
  return formatting === 'openai' && (column === 'system' || column === 'tools') ? 'ignored' : 'crash';
}

function defaultsFix(view: EntryView, attributes: Attributes, contents: Contents): Fix[] {
  const columns = { ...usualColumns(attributes, contents) };
  for (const [column, field] of fieldsRead(attributes)) {
    if (contents.columns.has(field)) columns[column] = field;
    else {
      const [candidate] = candidates(attributes, contents, column, field);
      if (candidate !== undefined) columns[column] = candidate;
    }
  }
  if (Object.keys(columns).length === 0) return [];
  return [
    { title: l10n.t('Add “columns” with the fields of the data'), safety: 'preview', edits: view.edits({ columns }) },
  ];
}

/** Fields of the data that may be meant, and that nothing else reads. */
function candidates(attributes: Attributes, contents: Contents, column: Column, field: string): string[] {
  const taken = new Set(fieldsRead(attributes).map(([, name]) => name));
  const names = [...contents.columns.keys()].filter((name) => !taken.has(name));
  const near = names.filter((name) => distance(name.toLowerCase(), field.toLowerCase()) <= 2);
  const messages = column === 'messages' ? findMessages(contents)?.column : undefined;
  const usual = [...(messages === undefined ? [] : [messages]), ...(ALIASES[column] ?? [])];
  return [...new Set([...near, ...usual.filter((name) => names.includes(name))])].slice(0, 3);
}
