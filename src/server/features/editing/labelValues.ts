import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver';
import { kindDescription } from '../../../labels/kindDescription';
import type { LabelSettings } from '../../../labels/labelSettings';
import { USUAL_KINDS } from '../../../labels/marker';
import { taskTypeText, type TaskType } from '../../../labels/taskType';
import { Taxonomy, type TypeNode } from '../../../labels/taxonomy';
import { aboutType } from './labelTexts';
import type { Proposal, Site } from './site';

/** What a label may be at a place of a record: the types of the taxonomy, and the kinds of robustness data. */
export function labelProposals(site: Site): Proposal[] {
  const { labels } = site.dataset.checker;
  const [field, ...within] = site.path;
  if (site.cursor.kind !== 'record' || !labels || typeof field !== 'string') return [];
  if (!within.every((step) => typeof step === 'number')) return [];
  if (field === labels.robustness.field) return within.length <= 1 ? kinds(labels) : [];
  return labels.taskType.fields.includes(field) ? types(site, field, within, labels) : [];
}

/** The fields of labels that the schema of the format doesn't name: the project has its own names for them. */
export function labelKeys({
  dataset,
  path,
  cursor,
}: Site): readonly { readonly key: string; readonly title: string }[] {
  const { labels } = dataset.checker;
  if (cursor.kind !== 'record' || path.length !== 1 || !labels) return [];
  const { taskType, robustness } = labels;
  return [
    ...taskType.fields.map((key) => ({ key, title: l10n.t('Task type') })),
    { key: robustness.field, title: l10n.t('Robustness marker') },
    { key: robustness.variantOf, title: l10n.t('Variant of') },
  ];
}

function types(
  site: Site,
  field: string,
  within: readonly number[],
  { taskType, taxonomy: content }: LabelSettings,
): Proposal[] {
  if (!content) return [];
  const taxonomy = new Taxonomy(content);
  const { levels, several, fields } = taskType;
  if (levels === 'text') {
    if (within.length > (several ? 1 : 0)) return [];
    return taxonomy.leaves.map((node) => typeProposal(node, taskTypeText(node.type, taskType)));
  }
  if (levels === 'fields') {
    if (within.length > 0) return [];
    const level = fields.indexOf(field);
    return nextLevel(taxonomy, namesAt(fields.slice(0, level).map((name) => site.cursor.valueAt([name]))));
  }
  const level = within.at(-1);
  if (level === undefined) {
    return site.isInValue
      ? []
      : taxonomy.leaves.map((node) => typeProposal(node, taskTypeText(node.type, taskType), node.type));
  }
  const list = site.cursor.valueAt([field, ...within.slice(0, -1)]);
  return Array.isArray(list) ? nextLevel(taxonomy, namesAt((list as unknown[]).slice(0, level))) : [];
}

/** The types right below one; those of the first level below none. */
function nextLevel(taxonomy: Taxonomy, above: TaskType | undefined): Proposal[] {
  if (!above) return [];
  const nodes = above.length === 0 ? taxonomy.roots : (taxonomy.find(above)?.children ?? []);
  return nodes.map((node) => typeProposal(node, node.about.name));
}

function namesAt(values: readonly unknown[]): TaskType | undefined {
  return values.every((value) => typeof value === 'string') ? values.map((value) => value.trim()) : undefined;
}

function typeProposal(node: TypeNode, label: string, value: unknown = label): Proposal {
  const about = aboutType(node.about);
  return {
    label,
    detail: l10n.t('task type'),
    ...(about.length > 0 ? { documentation: about.join('\n') } : {}),
    kind: CompletionItemKind.EnumMember,
    template: [JSON.stringify(value)],
  };
}

function kinds({ robustness }: LabelSettings): Proposal[] {
  const usual = USUAL_KINDS.map((kind) => [kind, kindDescription(kind)] as const);
  return [...usual, ...Object.entries(robustness.kinds)].map(([kind, description]) => ({
    label: kind,
    detail: l10n.t('robustness'),
    documentation: description,
    kind: CompletionItemKind.EnumMember,
    template: [JSON.stringify(kind)],
  }));
}
