import * as l10n from '@vscode/l10n';
import { findNodeAtOffset, getNodePath } from 'jsonc-parser';
import type { Hover, Position } from 'vscode-languageserver';
import { positionIn } from '../../dataset/datasetText';
import { valueText } from '../../dataset/piece';
import { treeOf } from '../../dataset/tree';
import type { OpenDataset } from '../openDocument';
import { isTooLarge } from './limits';

/** What the field at a position means: on its key and on its value. */
export function hover({ checked, format }: OpenDataset, position: Position): Hover | null {
  const located = checked.text.locate(position);
  if (!located || located.piece.kind !== 'record' || isTooLarge(located.piece)) return null;
  const offset = located.at - located.piece.valueStart;
  const tree = treeOf(valueText(located.piece));
  const node = tree && findNodeAtOffset(tree, offset, true);
  const field = node && getNodePath(node)[0];
  const schema =
    typeof field === 'string' && Object.hasOwn(format.schema.properties, field)
      ? format.schema.properties[field]
      : undefined;
  if (!node || !schema) return null;
  const start = located.piece.valueStart + node.offset;
  const required = format.schema.required.includes(field as string) ? l10n.t('required') : l10n.t('optional');
  return {
    contents: {
      kind: 'markdown',
      value: `**${l10n.t(schema.title ?? String(field))}** \`${String(field)}\` · ${required}\n\n${l10n.t(schema.description ?? '')}`,
    },
    range: { start: positionIn(located, start), end: positionIn(located, start + node.length) },
  };
}
