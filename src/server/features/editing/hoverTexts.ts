import * as l10n from '@vscode/l10n';
import { formatById, type Format } from '../../../dataset/format';
import { isJsonObject } from '../../../dataset/jsonObject';
import { listOf } from '../../../dataset/listOf';
import type { RoleKind } from '../../../dataset/names';
import { requires, typesOf, valuesOf, type Place } from '../../../dataset/schemaAt';
import { targetName } from '../../../rules/targetName';
import type { Target } from '../../../tokens/measuring';
import { escapeMarkdown, markdownCode } from '../escapeMarkdown';
import { firstText } from './site';
import { roleText } from './roleTexts';
import type { DeclaredTool } from './tools';

const MAX_VALUES = 20;
const MAX_PARAMETERS = 20;

/** Which trainers read what switches the training of a message; the names of products stay as they are. */
const READERS: Readonly<Record<string, { readonly targets: readonly Target[]; readonly names: string }>> = {
  weight: { targets: ['openai'], names: 'OpenAI, mistral-finetune, Together, Fireworks' },
  loss: { targets: ['ms-swift'], names: 'ms-swift' },
  loss_scale: { targets: ['ms-swift'], names: 'ms-swift' },
  loss_weight: { targets: [], names: 'LLaMA-Factory v1, Volcengine Ark, Aliyun Bailian' },
  train: { targets: ['axolotl'], names: 'Axolotl' },
  train_detail: { targets: ['axolotl'], names: 'Axolotl' },
};

/** What LLaMA-Factory calls the fields of formats that have other names in its `columns` (src/llamafactory/data/parser.py, `DatasetAttr`). */
const COLUMNS: Readonly<Record<string, string>> = {
  instruction: 'prompt',
  input: 'query',
  output: 'response',
  conversations: 'messages',
  text: 'prompt',
  label: 'kto_tag',
};

/** The name of a field or a parameter with whether it must be there. */
export function heading(key: string, places: readonly Place[], parents: readonly Place[]): string {
  const title = firstText(places, 'title');
  const type = places[0]?.isDeclared ? typesOf(places[0].schema).join(' | ') : '';
  const parts = [
    title === undefined ? markdownCode(key) : `**${escapeMarkdown(title)}** ${markdownCode(key)}`,
    ...(type === '' ? [] : [type]),
    requires(parents, key) ? l10n.t('required') : l10n.t('optional'),
  ];
  return parts.join(' · ');
}

/** What a place means, and the values that it may have. */
export function meaning(places: readonly Place[]): string[] {
  const description = firstText(places, 'description');
  const values = [...new Set(places.flatMap(({ schema }) => valuesOf(schema)))].slice(0, MAX_VALUES);
  return [
    ...(description === undefined ? [] : [escapeMarkdown(description)]),
    ...(values.length < 2 ? [] : [l10n.t('One of: {0}', listOf(values.map((value) => markdownCode(written(value)))))]),
  ];
}

/** What a role is; of one that nobody knows, that. */
export function roleMeaning({ names }: Format, role: unknown): string[] {
  if (typeof role !== 'string') return [];
  const kind = names.kindOf(role);
  if (kind === undefined)
    return [l10n.t('{0}: neither the format nor tuneset.json knows this role.', markdownCode(role))];
  return [`${markdownCode(role)}: ${roleCard(kind)}`];
}

/** A role in a word and a sentence. */
export function roleCard(kind: RoleKind): string {
  const { title, meaning: text } = roleText(kind);
  return `**${escapeMarkdown(title)}**. ${escapeMarkdown(text)}`;
}

/** Who reads a message's weight, and that the project's trainer does not. */
export function readersOf(key: string, target: Target | undefined): string[] {
  const readers = READERS[key];
  if (!readers) return [];
  const isRead = target === undefined || readers.targets.includes(target);
  return [
    l10n.t('Read by {0}.', readers.names),
    ...(isRead ? [] : [l10n.t('The trainer of this project, {0}, does not read it.', targetName(target))]),
  ];
}

/** How LLaMA-Factory reads a field of the record, where `dataset_info.json` or the project maps its fields. */
export function mappedAs(format: Format, field: string, target: Target | undefined): string[] {
  const { names, choice, id } = format;
  if (target !== 'llamafactory' || choice.mapping?.fields === undefined) return [];
  const { properties = {} } = formatById(id)?.schema ?? {};
  const own = Object.keys(properties).find((name) => names.field(name) === field);
  if (own === undefined) return [l10n.t('LLaMA-Factory does not read this field: no column is mapped to it.')];
  const column = COLUMNS[own] ?? own;
  const title = properties[own]?.title;
  return column === field
    ? []
    : [
        l10n.t(
          'LLaMA-Factory reads it as {0} (“{1}”).',
          markdownCode(column),
          title === undefined ? own : l10n.t(title),
        ),
      ];
}

/** What a tool does, and its parameters. */
export function toolCard({ name, description, parameters }: DeclaredTool): string[] {
  const properties = isJsonObject(parameters?.properties) ? Object.entries(parameters.properties) : [];
  const required: readonly unknown[] = Array.isArray(parameters?.required) ? parameters.required : [];
  const lines = properties.slice(0, MAX_PARAMETERS).map(([key, schema]) => {
    const own = isJsonObject(schema) ? schema : {};
    const type = typesOf(own).join(' | ');
    const text = typeof own.description === 'string' ? escapeMarkdown(own.description) : '';
    const need = required.includes(key) ? l10n.t('required') : l10n.t('optional');
    return `- ${[markdownCode(key), ...(type === '' ? [] : [type]), need].join(' · ')}${text === '' ? '' : `  \n  ${text}`}`;
  });
  const more = properties.length - lines.length;
  return [
    `**${l10n.t('Tool')}** ${markdownCode(name)}`,
    ...(description === undefined ? [] : [escapeMarkdown(description)]),
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...(more > 0 ? [l10n.t('… {0} more', more)] : []),
  ];
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
