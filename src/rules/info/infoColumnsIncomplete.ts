import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { findMessages } from './conversation';
import { listOfFields, lostFields, type LostField } from './fields';
import { formattingMismatch } from './infoFormatting';
import type { EntryView } from './view';

export const infoColumnsIncomplete: Rule = {
  id: 'info-columns-incomplete',
  level: 'error',
  outcomes: { llamafactory: 'ignored' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Fields that “columns” does not list'),
    what: l10n.t(
      'An entry of dataset_info.json with “columns” that leaves out a field in which the data has something, such as input, system, history or tools. It names the fields and the number of records.',
    ),
    why: l10n.t(
      'The defaults count only where “columns” is missing altogether: as soon as it lists one column, LLaMA-Factory reads no other (data/parser.py). Inputs and system prompts are lost without a word.',
    ),
    mend: l10n.t('List every field that is to be trained; the quick fix adds those that are missing.'),
    faulty: `{"mine": {"file_name": "mine.json", "columns": {"prompt": "instruction", "response": "output"}}}`,
    sound: `{"mine": {"file_name": "mine.json", "columns": {"prompt": "instruction", "query": "input", "response": "output"}}}`,
  }),
  entry(view, report) {
    const { attributes, contents } = view;
    if (!attributes || !contents || !view.lists('columns') || formattingMismatch(view)) return;
    const lost = [
      ...unreadMessages(view),
      ...lostFields(attributes, contents).filter(({ column }) => column !== 'messages'),
    ];
    if (lost.length === 0) return;
    report({
      message: l10n.t('“columns” does not list {0}.', listOfFields(lost, contents)),
      ...view.keySpan('columns'),
      fixes: [
        {
          title: l10n.t('Add what is missing to “columns”'),
          safety: 'safe',
          edits: view.edits({ columns: Object.fromEntries(lost.map(({ column, field }) => [column, field])) }),
        },
      ],
      ...(lost.some(({ column }) => column === 'messages') ? { outcome: 'crash' as const } : {}),
    });
  },
};

/** The messages, if no column maps them. */
function unreadMessages({ attributes, contents }: EntryView): LostField[] {
  if (attributes!.formatting === 'alpaca' || attributes!.messages !== null) return [];
  const messages = findMessages(contents!);
  return messages ? [{ column: 'messages', field: messages.column, records: messages.facts.filled }] : [];
}
