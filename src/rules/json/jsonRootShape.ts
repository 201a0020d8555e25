import * as l10n from '@vscode/l10n';
import { brief } from '../brief';
import type { Node } from 'jsonc-parser';
import type { Edit } from '../../dataset/edits';
import type { Fix, Rule } from '../rule';
import { rootShape, type RootShape } from '../rootShape';
import type { PieceView } from '../view';

export const jsonRootShape: Rule = {
  id: 'json-root-shape',
  level: 'error',
  isAboutForm: true,
  fix: 'offer',
  page: () => ({
    title: l10n.t('Not a list of records'),
    what: l10n.t(
      'A value that is not a record: an object around the list ({"data": […]}), an object with one list per field, an object that holds records by id, a list in a list, a string or a number.',
    ),
    why: l10n.t(
      'Hugging Face datasets loads it as one row, or as a column named “text”, and the training runs on nonsense without a warning.',
    ),
    mend: l10n.t('Bring the records to the top level. The quick fix removes what stands around them.'),
    faulty: `{"data": [{"instruction": "hi", "output": "hello"}]}`,
    sound: `[{"instruction": "hi", "output": "hello"}]`,
  }),
  piece(view, report) {
    if (view.piece.kind !== 'record' || view.value === undefined) return;
    const shape = rootShape(view.value, view.format);
    if (shape) report({ message: messageOf(shape), ...view.span(''), fixes: unwrap(view, shape) });
  },
};

function messageOf(shape: RootShape): string {
  switch (shape.kind) {
    case 'scalar':
      return l10n.t('A record must be an object; this is a single value.');
    case 'list':
      return l10n.t('A record must be an object; this is a list.');
    case 'columns':
      return l10n.t(
        'This object holds a list for each field. Loaders read it as one record; write one object for each record.',
      );
    case 'keyed':
      return l10n.t('This object holds records by key. Loaders read it as one record; make it a list of records.');
    case 'wrapped':
      return l10n.t(
        'The records are inside “{0}”. Loaders read the whole as one record; bring the list to the top level.',
        brief(shape.member),
      );
  }
}

/** Removes what stands around the records, where they are the whole file. */
function unwrap(view: PieceView, shape: RootShape): Fix[] {
  const { piece, context, tree } = view;
  if (shape.kind === 'list' && tree && context.container === 'array') return [unwrapList(view, tree)];
  if (!tree || !context.first || context.next !== undefined) return [];
  const edits: Edit[] = [];
  const replace = (start: number, end: number, text: string): void => {
    if (start !== end || text !== '')
      edits.push({ start: piece.valueStart + start, end: piece.valueStart + end, text });
  };
  if (shape.kind === 'wrapped') {
    const list = tree.children?.find((property) => property.children?.[0]?.value === shape.member)?.children?.[1];
    if (!list) return [];
    replace(0, list.offset, '');
    replace(list.offset + list.length, tree.length, '');
  } else if (shape.kind === 'keyed') {
    replace(0, 1, '[');
    for (const { children } of tree.children ?? []) replace(children![0]!.offset, children![1]!.offset, '');
    replace(tree.length - 1, tree.length, ']');
  } else {
    return [];
  }
  return [{ title: l10n.t('Remove what stands around the records'), safety: 'preview', edits }];
}

/** Takes the brackets off a list in the list of records. */
function unwrapList({ piece }: PieceView, tree: Node): Fix {
  const start = piece.valueStart + tree.offset;
  const end = start + tree.length;
  const title = l10n.t('Remove what stands around the records');
  const brackets = [start, end - 1].map((at) => ({ start: at, end: at + 1, text: '' }));
  return { title, safety: 'preview', edits: brackets };
}
