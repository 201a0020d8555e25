import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import { pointerOf, removal } from '../../dataset/tree';
import type { Fix, Report, Rule } from '../rule';
import type { PieceView } from '../view';

export const jsonDuplicateKey: Rule = {
  id: 'json-duplicate-key',
  level: 'error',
  fix: 'offer',
  builtinInJson: true,
  page: () => ({
    title: l10n.t('Duplicate key'),
    what: l10n.t('The same key twice in one object.'),
    why: l10n.t(
      'Hugging Face datasets fails on it in JSONL (“specified twice”). In an array, and in Python, the last one wins and the other value is lost without a warning.',
    ),
    mend: l10n.t('Keep one of the two: the quick fixes remove the first or the last.'),
    faulty: `{"instruction": "hi", "output": "hello", "output": "hey"}`,
    sound: `{"instruction": "hi", "output": "hello"}`,
  }),
  piece(view, report) {
    if (typeof view.value === 'object' && view.tree) visit(view, view.tree, [], report);
  },
};

function visit(view: PieceView, node: Node, path: (string | number)[], report: (finding: Report) => void): void {
  const children = node.children ?? [];
  if (node.type === 'array') {
    children.forEach((child, i) => visit(view, child, [...path, i], report));
    return;
  }
  const seen = new Map<string, Node>();
  for (const property of children) {
    const [key, value] = property.children ?? [];
    if (!key || !value) continue;
    const name = key.value as string;
    const first = seen.get(name);
    if (first) {
      report({
        message: l10n.t(
          'The key “{0}” appears more than once in this object. Loaders fail, or silently keep only the last value.',
          name,
        ),
        pointer: pointerOf([...path, name]),
        ...view.spanOf(key),
        fixes: [
          // Loaders that do not fail keep the last value: that is what was trained on.
          keep(view, l10n.t('Keep the last “{0}”', name), first),
          keep(view, l10n.t('Keep the first “{0}”', name), property),
        ],
      });
    } else {
      seen.set(name, property);
    }
    visit(view, value, [...path, name], report);
  }
}

function keep(view: PieceView, title: string, dropped: Node): Fix {
  const edit = removal(dropped);
  const by = view.piece.valueStart;
  return { title, safety: 'preview', edits: [{ ...edit, start: edit.start + by, end: edit.end + by }] };
}
