import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Edit } from '../../dataset/edits';
import { pointerOf } from '../../dataset/tree';
import { nodeOf, valueAt } from '../parts';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';

export const historyShape: Rule = {
  id: 'history-shape',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
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
  claims: ({ instancePath, keyword }, view) => {
    const history = historyPointer(view);
    if (history === undefined || keyword === 'pattern') return false;
    return instancePath === history || instancePath.startsWith(`${history}/`);
  },
  record(view, report) {
    const errors = view.errorsOf(historyShape);
    if (errors.length === 0) return;
    const history = historyPointer(view)!;
    const fixes = repairs(view, history);
    // One finding for each turn, however many ways it is wrong in.
    const turns = new Map(
      errors.map(({ instancePath }) => [instancePath.split('/').slice(0, 3).join('/'), instancePath]),
    );
    for (const pointer of fixes.length > 0 ? [history] : turns.values()) {
      report({
        message: l10n.t('“{0}” must be a list of pairs [question, answer], both of them text.', history.slice(1)),
        pointer,
        ...view.span(pointer),
        fixes,
      });
    }
  },
};

function historyPointer({ format }: RecordView): string | undefined {
  const field = format.names.field('history');
  return field === undefined ? undefined : pointerOf([field]);
}

function repairs(view: RecordView, pointer: string): Fix[] {
  const history = valueAt(view, pointer);
  const { start, end } = view.span(pointer);
  if (history === '') {
    return [{ title: l10n.t('Make it an empty list'), safety: 'preview', edits: [{ start, end, text: '[]' }] }];
  }
  const node = nodeOf(view, pointer);
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
