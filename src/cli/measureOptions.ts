import * as l10n from '@vscode/l10n';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Reading } from '../dataset/datasetInfo/reading';
import { listOf } from '../dataset/listOf';
import { withEntry } from '../host/measure/withEntry';
import type { LocatedProject } from '../host/projectFile';
import { bundledTokenizers } from '../host/tokenizers/bundled';
import {
  DEFAULT_TOKENIZER,
  stages,
  targets,
  thinkingModes,
  type MeasureSettings,
  type Target,
} from '../tokens/measuring';
import { CannotRun } from './cannotRun';
import type { Options, Values } from './command';
import type { DatasetEntry } from './datasetEntry';
import { entryOptions } from './readingOptions';

/** The options that say how records are measured, for every command that measures. */
export const measureOptions = {
  tokenizer: {
    kind: 'text',
    group: 'measuring',
    placeholder: 'id|folder',
    help: () =>
      l10n.t('whose tokens are counted: {0}, or the folder of a model', listOf(bundledTokenizers.map(({ id }) => id))),
  },
  template: {
    kind: 'text',
    group: 'measuring',
    placeholder: 'name|file|none',
    help: () => l10n.t('how a record becomes text; “none” counts the plain text of each turn'),
  },
  cutoff: {
    kind: 'number',
    group: 'measuring',
    help: () => l10n.t('tokens that a record may have; else the default of the trainer'),
  },
  target: {
    kind: 'choice',
    group: 'measuring',
    choices: targets,
    placeholder: 'trainer',
    help: () => l10n.t('the trainer that the data is meant for: {0}', listOf(targets)),
  },
  thinking: {
    kind: 'choice',
    group: 'measuring',
    choices: thinkingModes,
    help: () => l10n.t('what becomes of thoughts (enable_thinking)'),
  },
  'mask-history': { kind: 'switch', group: 'measuring', help: () => l10n.t('train the last answer only') },
  'train-on-prompt': { kind: 'switch', group: 'measuring', help: () => l10n.t('train prompts too') },
  stage: { kind: 'choice', group: 'llamafactory', choices: stages, help: () => l10n.t('the stage of the training') },
  packing: {
    kind: 'choice',
    group: 'llamafactory',
    choices: ['on', 'off'],
    help: () =>
      l10n.t('whether LLaMA-Factory packs records, which takes a token off the cutoff; else in stage pt only'),
  },
  'preserve-thinking': {
    kind: 'switch',
    group: 'llamafactory',
    help: () => l10n.t('LLaMA-Factory keeps the thoughts of earlier answers (preserve_thinking)'),
  },
  'default-system': {
    kind: 'text',
    group: 'llamafactory',
    placeholder: 'text',
    help: () => l10n.t('LLaMA-Factory’s default_system, in place of the template’s system prompt'),
  },
  'tool-format': {
    kind: 'text',
    group: 'llamafactory',
    placeholder: 'name',
    help: () => l10n.t('LLaMA-Factory’s tool_format'),
  },
} as const satisfies Options;

export type MeasureValues = Values<typeof measureOptions & typeof entryOptions>;

/** How the records of a file are measured, and the folder that relative paths in it start from. */
export interface ChosenSettings {
  readonly settings: MeasureSettings;
  readonly base: string;
}

/**
 * What the command line says, else what the file's `tuneset.json` says, else the defaults.
 *
 * @throws CannotRun if the options contradict each other
 */
export function measureSettings(
  options: MeasureValues,
  located: LocatedProject | undefined,
  entry: DatasetEntry | undefined,
  reading?: Pick<Reading, 'entry'>,
): ChosenSettings {
  const project = located?.project ?? {};
  const isOfLlamaFactory = asksForLlamaFactory(options);
  if (isOfLlamaFactory && (options.target ?? 'llamafactory') !== 'llamafactory') {
    throw new CannotRun(
      l10n.t('--dataset-info and --stage belong to LLaMA-Factory, not to the target {0}.', options.target!),
    );
  }
  const settings: MeasureSettings = {
    tokenizer: tokenizerHere(options.tokenizer) ?? project.tokenizer ?? DEFAULT_TOKENIZER,
    target: options.target ?? (isOfLlamaFactory ? 'llamafactory' : project.target),
    template: templateHere(options.template) ?? project.template,
    cutoffLength: options.cutoff ?? project.cutoffLength,
    thinking: options.thinking ?? project.thinking,
    maskHistory: options['mask-history'] || project.maskHistory,
    trainOnPrompt: options['train-on-prompt'] || project.trainOnPrompt,
    stage: options.stage,
    packing: options.packing && options.packing === 'on',
    preserveThinking: options['preserve-thinking'] || undefined,
    defaultSystem: options['default-system'],
    toolFormat: options['tool-format'],
    datasetInfo: entry?.datasetInfo,
  };
  return { settings: withEntry(settings, reading?.entry), base: located?.folder ?? process.cwd() };
}

/** The trainer that the data is meant for, if the command line, the project or an entry of a `dataset_info.json` says so. */
export function targetFor(
  options: Pick<MeasureValues, 'target' | 'stage' | 'dataset-info'>,
  { target }: Pick<Reading, 'target'>,
): Target | undefined {
  return options.target ?? (asksForLlamaFactory(options) ? 'llamafactory' : target);
}

/** What only LLaMA-Factory has is asked for. */
function asksForLlamaFactory(options: Pick<MeasureValues, 'stage' | 'dataset-info'>): boolean {
  return options['dataset-info'] !== undefined || options.stage !== undefined;
}

/** Paths on the command line start from the current folder, those of a project file from its own. */
function tokenizerHere(given: string | undefined): string | undefined {
  if (given === undefined || bundledTokenizers.some(({ id }) => id === given)) return given;
  return statSync(given, { throwIfNoEntry: false })?.isDirectory() || /^\.{1,2}([\\/]|$)/.test(given)
    ? resolve(given)
    : given;
}

function templateHere(given: string | undefined): string | undefined {
  return given !== undefined && /[\\/]|\.(?:jinja2?|j2)$/i.test(given) ? resolve(given) : given;
}

/** True if the command line says how to measure, or the project names a trainer or a cutoff: then what is cut away is worth knowing. */
export function asksForLengths(options: MeasureValues, located: LocatedProject | undefined): boolean {
  const given = Object.keys({ ...measureOptions, ...entryOptions }) as readonly (keyof MeasureValues)[];
  const isGiven = given.some((name) => Boolean(options[name]));
  return isGiven || located?.project.target !== undefined || located?.project.cutoffLength !== undefined;
}
