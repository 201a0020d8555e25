import * as l10n from '@vscode/l10n';
import { ontoOneLine } from '../../dataset/layout';
import type { Rule } from '../rule';

export const jsonlPrettyMultiline: Rule = {
  id: 'jsonl-pretty-multiline',
  level: 'warning',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Record over several lines'),
    what: l10n.t('A record of a JSONL file that is pretty-printed over several lines.'),
    why: l10n.t('Hugging Face datasets reads it; json.loads per line, json.load and pandas fail.'),
    mend: l10n.t(
      'Bring it on one line. The quick fix removes only the line breaks and indentation between the tokens.',
    ),
    faulty: `{\n  "instruction": "a",\n  "output": "b"\n}`,
    sound: `{"instruction": "a", "output": "b"}`,
  }),
  piece(view, report) {
    const { piece, context, value } = view;
    if (context.container !== 'jsonl' || piece.kind !== 'record' || value === undefined || !/[\r\n]/.test(view.text))
      return;
    const edits = ontoOneLine(view.text).map((edit) => ({
      ...edit,
      start: edit.start + piece.valueStart,
      end: edit.end + piece.valueStart,
    }));
    report({
      message: l10n.t('This record spans several lines. JSONL has one record per line.'),
      start: piece.valueStart,
      end: piece.valueStart + 1,
      fixes: [{ title: l10n.t('Bring the record on one line'), safety: 'safe', edits }],
    });
  },
};
