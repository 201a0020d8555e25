import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { listOfFields, lostFields, usualColumns } from './fields';
import { formattingMismatch } from './infoFormatting';

export const infoDefaultsIgnored: Rule = {
  id: 'info-defaults-ignored',
  level: 'warning',
  outcomes: { llamafactory: 'ignored' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Fields that are not read by default'),
    what: l10n.t(
      'An entry of dataset_info.json without “columns” whose data has something in system, history, tools or other fields that have no default.',
    ),
    why: l10n.t(
      'Without “columns” LLaMA-Factory reads instruction, input and output, or conversations, and nothing else. System prompts and earlier turns are left out without a word.',
    ),
    mend: l10n.t(
      'Give the entry “columns” that list all fields; the quick fix does. If the field is not to be trained, there is nothing to do.',
    ),
    faulty: `{"mine": {"file_name": "with_system.json"}}`,
    sound: `{"mine": {"file_name": "with_system.json", "columns": {"prompt": "instruction", "query": "input", "response": "output", "system": "system"}}}`,
  }),
  entry(view, report) {
    const { attributes, contents } = view;
    if (!attributes || !contents || view.lists('columns') || formattingMismatch(view)) return;
    const lost = lostFields(attributes, contents);
    if (lost.length === 0) return;
    report({
      message: l10n.t('Without “columns” no column is read for {0}.', listOfFields(lost, contents)),
      ...view.keySpan(),
      fixes: [
        {
          title: l10n.t('Add “columns” with all fields'),
          safety: 'safe',
          edits: view.edits({ columns: usualColumns(attributes, contents) }),
        },
      ],
    });
  },
};
