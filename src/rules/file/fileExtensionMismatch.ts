import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const fileExtensionMismatch: Rule = {
  id: 'file-extension-mismatch',
  level: 'warning',
  fix: 'yes',
  page: () => ({
    title: l10n.t('The name does not fit the content'),
    what: l10n.t('A JSON array in a file named .jsonl, or several records one after the other in a file named .json.'),
    why: l10n.t(
      'Hugging Face datasets accepts both, but json.load, mistral-finetune, Together and the OpenAI cookbook’s checker do not.',
    ),
    mend: l10n.t(
      'Rename the file, or let the quick fix rewrite the brackets, commas and line breaks around the records.',
    ),
    faulty: `train.jsonl: [{"instruction": "hi", "output": "hello"}]`,
    sound: `train.jsonl: {"instruction": "hi", "output": "hello"}`,
  }),
  file(facts, report) {
    if (/\.(jsonl|ndjson)$/i.test(facts.name) && facts.container === 'array') {
      report({
        message: l10n.t('This is a JSON array in a file named as JSONL, which should have one record per line.'),
        fileFix: 'toJsonl',
      });
    } else if (/\.json$/i.test(facts.name) && facts.container === 'jsonl' && facts.records > 1) {
      report({
        message: l10n.t('This is JSONL in a file named .json, which should be one array. json.load fails on it.'),
        fileFix: 'toArray',
      });
    }
  },
};
