import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import { nodeAt } from '../../dataset/tree';
import type { Edit } from '../../dataset/edits';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';

export const historyShape: Rule = {
  id: 'history-shape',
  level: 'error',
  fix: 'offer',
  page: () => ({
    title: l10n.t('Malformed history'),
    what: l10n.t('A history that is no list of pairs [question, answer], both of them text.'),
    why: l10n.t(
      'LLaMA-Factory ends the whole run with “too many values to unpack”, and an empty string beside lists makes Hugging Face datasets 4.0 refuse the file.',
    ),
    mend: l10n.t(
      'Write [["question", "answer"], …], oldest first. A flat list of texts can be paired by the quick fix.',
    ),
    faulty: `{"instruction": "And 2+2?", "output": "4", "history": ["1+1?", "2"]}`,
    sound: `{"instruction": "And 2+2?", "output": "4", "history": [["1+1?", "2"]]}`,
  }),
  record(view, report) {
    const errors = view.schemaErrors.filter(
      ({ instancePath, keyword }) => /^\/history(\/|$)/.test(instancePath) && keyword !== 'pattern',
    );
    if (errors.length === 0) return;
    const fixes = repairs(view);
    // One finding for each turn, however many ways it is wrong in.
    const turns = new Map(
      errors.map(({ instancePath }) => [/^\/history(\/\d+)?/.exec(instancePath)![0], instancePath]),
    );
    for (const pointer of fixes.length > 0 ? ['/history'] : turns.values()) {
      report({
        message: l10n.t('history must be a list of pairs [question, answer], both of them text.'),
        pointer,
        ...view.span(pointer),
        fixes,
      });
    }
  },
};

function repairs(view: RecordView): Fix[] {
  const history = view.value.history;
  const { start, end } = view.span('/history');
  if (history === '') {
    return [{ title: l10n.t('Make it an empty list'), safety: 'preview', edits: [{ start, end, text: '[]' }] }];
  }
  const node = view.tree && nodeAt(view.tree, '/history');
  const items = node?.children ?? [];
  const isFlat = Array.isArray(history) && history.every((item) => typeof item === 'string');
  if (!isFlat || items.length === 0 || items.length % 2 !== 0) return [];
  return [{ title: l10n.t('Pair questions and answers'), safety: 'preview', edits: pairUp(view, items) }];
}

function pairUp(view: RecordView, items: readonly Node[]): Edit[] {
  return items.map((item, i) => {
    const { start, end } = view.spanOf(item);
    const at = i % 2 === 0 ? start : end;
    return { start: at, end: at, text: i % 2 === 0 ? '[' : ']' };
  });
}
