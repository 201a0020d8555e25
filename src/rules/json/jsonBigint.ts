import * as l10n from '@vscode/l10n';
import { getNodePath, type Node } from 'jsonc-parser';
import { pointerOf } from '../../dataset/tree';
import type { Rule } from '../rule';

export const jsonBigint: Rule = {
  id: 'json-bigint',
  level: 'warning',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Integer too large'),
    what: l10n.t('An integer beyond 2^53, mostly an id.'),
    why: l10n.t(
      'JavaScript rounds it, and Hugging Face datasets turns integers beyond 2^63 into floating-point numbers: different ids become equal.',
    ),
    mend: l10n.t('Write it as a string. The quick fix puts it in quotes, digit for digit.'),
    faulty: `{"instruction": "hi", "output": "hello", "id": 12345678901234567890}`,
    sound: `{"instruction": "hi", "output": "hello", "id": "12345678901234567890"}`,
  }),
  piece(view, report) {
    if (view.value === undefined || !view.piece.shape?.longNumber) return;
    for (const node of numbersIn(view.tree)) {
      const { start, end } = view.spanOf(node);
      const digits = view.piece.text.slice(start, end);
      if (!/^-?\d+$/.test(digits) || Number.isSafeInteger(Number(digits))) continue;
      report({
        message: l10n.t('This integer is too large for many loaders, which round it. Write it as a string.'),
        pointer: pointerOf(getNodePath(node)),
        start,
        end,
        fixes: [
          {
            title: l10n.t('Write it as a string'),
            safety: 'safe',
            edits: [
              { start, end: start, text: '"' },
              { start: end, end, text: '"' },
            ],
          },
        ],
      });
    }
  },
};

function* numbersIn(node: Node | undefined): Generator<Node> {
  if (node?.type === 'number') yield node;
  for (const child of node?.children ?? []) yield* numbersIn(child);
}
