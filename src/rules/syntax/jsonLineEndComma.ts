import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { reportFaults, reportOf } from './faultRule';

export const jsonLineEndComma: Rule = {
  id: 'json-line-end-comma',
  level: 'error',
  fix: 'yes',
  builtinInJson: true,
  page: () => ({
    title: l10n.t('Comma at the end of a JSONL line'),
    what: l10n.t('A comma behind a record in a JSONL file, mostly because the lines were pasted from a JSON array.'),
    why: l10n.t('Hugging Face datasets, json.loads per line and pandas all fail on the line.'),
    mend: l10n.t('Remove the comma. “Fix all” does it for every line.'),
    faulty: `{"instruction": "1+1?", "output": "2"},`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  piece(view, report) {
    const { piece, context } = view;
    if (context.container !== 'jsonl') return;
    reportFaults(view, (kind) => kind === 'line-end-comma', report);
    if (piece.kind !== 'record' || !piece.comma) return;
    const rest = piece.text.slice(piece.valueEnd);
    if (context.next === 'record' && !/[\r\n]/.test(rest)) return;
    const start = piece.valueEnd + rest.indexOf(',');
    const end = piece.valueEnd + rest.lastIndexOf(',') + 1;
    report(reportOf({ kind: 'line-end-comma', start, end, edits: [{ start, end, text: '' }] }, 'line-end-comma'));
  },
};
