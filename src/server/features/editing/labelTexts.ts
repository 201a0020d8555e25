import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../../dataset/jsonObject';
import { listOf } from '../../../dataset/listOf';
import type { TaxonomyType } from '../../../dataset/project';
import type { Path } from '../../../dataset/schemaAt';
import { pointerOf } from '../../../dataset/tree';
import { kindDescription } from '../../../labels/kindDescription';
import type { LabelSettings } from '../../../labels/labelSettings';
import { markerOf } from '../../../labels/marker';
import { taskTypesOf, taskTypeText, type TaskType } from '../../../labels/taskType';
import { Taxonomy } from '../../../labels/taxonomy';
import { escapeMarkdown } from '../escapeMarkdown';
import type { Cursor } from './cursor';

/** Examples and subtypes that are told. */
const MOST = 5;

/** What the taxonomy says of a type, as plain text, part by part. */
export function aboutType({ description, examples = [], share, difficulty }: TaxonomyType): string[] {
  const facts = [
    ...(share === undefined ? [] : [l10n.t('Target share: {0}%', Number((100 * share).toFixed(1)))]),
    ...(difficulty === undefined ? [] : [l10n.t('Difficulty: {0}', difficultyName(difficulty))]),
  ];
  return [
    ...(description === undefined ? [] : [description]),
    ...(facts.length === 0 ? [] : [facts.join(' · ')]),
    ...examples.slice(0, MOST).map((example) => l10n.t('Example: {0}', example)),
  ];
}

/** What a label at a path of a record means, as Markdown; nothing where there is none. */
export function aboutLabel(cursor: Cursor, path: Path, labels: LabelSettings | undefined): string[] {
  const [field] = path;
  if (!labels || cursor.kind !== 'record' || typeof field !== 'string' || !isJsonObject(cursor.value)) return [];
  const { taskType, robustness } = labels;
  if (field === robustness.field) {
    const kinds = markerOf(cursor.value, robustness)?.kinds ?? [];
    return kinds.flatMap((kind) => aboutKind(kind, robustness.kinds[kind] ?? kindDescription(kind)));
  }
  if (!taskType.fields.includes(field)) return [];
  const at = pointerOf(path);
  return taskTypesOf(cursor.value, taskType).flatMap(({ type, pointers }) => {
    const level = pointers.length > 1 ? pointers.indexOf(at) : -1;
    const isHere = pointers.some((pointer) => `${at}/`.startsWith(`${pointer}/`) || pointer.startsWith(`${at}/`));
    return isHere ? aboutTaskType(level < 0 ? type : type.slice(0, level + 1), labels) : [];
  });
}

function aboutTaskType(type: TaskType, { taskType, taxonomy }: LabelSettings): string[] {
  if (!taxonomy) return [];
  const name = `**${escapeMarkdown(taskTypeText(type, taskType))}**`;
  const node = new Taxonomy(taxonomy).find(type);
  if (!node) return [`${name}: ${l10n.t('not in the taxonomy')}`];
  const below = node.children.map(({ about }) => escapeMarkdown(about.name));
  return [
    name,
    ...aboutType(node.about).map(escapeMarkdown),
    ...(below.length === 0 ? [] : [l10n.t('Types below it: {0}', listOf(below, MOST))]),
  ];
}

function aboutKind(kind: string, description: string | undefined): string[] {
  const name = `**${escapeMarkdown(kind)}**`;
  return [description === undefined ? name : `${name}: ${escapeMarkdown(description)}`];
}

function difficultyName(difficulty: NonNullable<TaxonomyType['difficulty']>): string {
  return { easy: l10n.t('easy'), medium: l10n.t('medium'), hard: l10n.t('hard') }[difficulty];
}
