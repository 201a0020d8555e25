import * as l10n from '@vscode/l10n';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import picomatch from 'picomatch/posix';
import { listOf } from './listOf';
import type { Role } from './sample';
import { taxonomy as isTaxonomy, tuneset as isProject } from './validators.generated';

/** Some files of a project and how they are read; what is left out is told by `dataset_info.json`, or detected. */
export interface ProjectDataset {
  readonly files: string | readonly string[];
  /** A format's id, or `none` for files that are no datasets. */
  readonly format?: string;
  /** The name of their dataset in `dataset_info.json`. */
  readonly dataset?: string;
  /** Field of the format → field of the data; null: it is not read. */
  readonly columns?: Readonly<Record<string, string | null>>;
  readonly roleKey?: string;
  readonly contentKey?: string;
  readonly roles?: Readonly<Record<string, Role>>;
}

/** Where labels stand in records and how they are written; `labels` in `tuneset.json`. */
export interface ProjectLabels {
  readonly taskType?: {
    readonly field?: string;
    readonly levels?: 'text' | 'array' | 'fields';
    readonly separator?: string;
    readonly fields?: readonly string[];
    readonly several?: boolean;
  };
  readonly robustness?: {
    readonly field?: string;
    /** Kinds beside the usual ones → description. */
    readonly kinds?: Readonly<Record<string, string>>;
    readonly variantOf?: string;
  };
}

/** One level of a task type, with those below it. */
export interface TaxonomyType {
  readonly name: string;
  readonly description?: string;
  readonly examples?: readonly string[];
  /** Of all records, from 0 to 1. */
  readonly share?: number;
  readonly difficulty?: 'easy' | 'medium' | 'hard';
  readonly types?: readonly TaxonomyType[];
}

/** The content of a taxonomy; `schemas/taxonomy.schema.json` describes it. */
export interface TaxonomyContent {
  readonly types: readonly TaxonomyType[];
}

/** The content of `tuneset.json`; `schemas/tuneset.schema.json` describes it. */
export interface Project {
  readonly datasets?: readonly ProjectDataset[];
  /** The `dataset_info.json` of the datasets, relative to the project file's folder; else the one beside each file. */
  readonly datasetInfo?: string;
  /** What roles of the data are that the formats don't know. */
  readonly roles?: Readonly<Record<string, Role>>;
  readonly fields?: readonly string[];
  /** The folder of images, videos and audios, relative to the project file's folder; else the folder of each dataset. */
  readonly mediaFolder?: string;
  readonly target?: 'llamafactory' | 'ms-swift' | 'trl' | 'axolotl' | 'openai';
  readonly tokenizer?: string;
  readonly template?: string;
  readonly cutoffLength?: number;
  readonly thinking?: 'on' | 'off' | 'keep';
  readonly maskHistory?: boolean;
  readonly trainOnPrompt?: boolean;
  readonly labels?: ProjectLabels;
  /** The task types, or a file that holds them, relative to the project file's folder. */
  readonly taxonomy?: string | TaxonomyContent;
  readonly rules?: Readonly<Record<string, 'error' | 'warning' | 'info' | 'off'>>;
}

export const PROJECT_FILE = 'tuneset.json';

/** What is wrong with a project file: where (`line:column`, 1-based, or a JSON Pointer) and what, for people. */
export interface ProjectFault {
  readonly where: string;
  readonly detail: string;
}

export type ProjectResult = { readonly project: Project } | { readonly fault: ProjectFault };

/** Reads the text of a `tuneset.json`. Comments and a byte order mark are let pass; anything else that the schema forbids is a fault. */
export function parseProject(text: string): ProjectResult {
  const result = parseSettings(text, isProject);
  if ('fault' in result) return result;
  const project = result.value as Project;
  const { taxonomy } = project;
  const fault = typeof taxonomy === 'object' ? taxonomyFault(taxonomy, project.labels, '/taxonomy') : undefined;
  return fault ? { fault } : { project };
}

export type TaxonomyResult = { readonly taxonomy: TaxonomyContent } | { readonly fault: ProjectFault };

/**
 * Reads the text of a taxonomy's own file, as {@link parseProject} does.
 *
 * @param labels what the project says of how types are written
 */
export function parseTaxonomy(text: string, labels?: ProjectLabels): TaxonomyResult {
  const result = parseSettings(text, isTaxonomy);
  if ('fault' in result) return result;
  const taxonomy = result.value as TaxonomyContent;
  const fault = taxonomyFault(taxonomy, labels, '');
  return fault ? { fault } : { taxonomy };
}

/** What parts the levels of a task type in one text, unless the project says otherwise. */
export const USUAL_SEPARATOR = ' - ';

/** The first name of a taxonomy that no record could be given: one that is there twice, or that would be read as two levels. */
function taxonomyFault(
  content: TaxonomyContent,
  labels: ProjectLabels | undefined,
  pointer: string,
): ProjectFault | undefined {
  const { levels = 'text', separator = USUAL_SEPARATOR } = labels?.taskType ?? {};
  const within = (types: readonly TaxonomyType[], at: string): ProjectFault | undefined => {
    const names = new Set<string>();
    for (const [i, { name, types: below }] of types.entries()) {
      const where = `${at}/types/${i}`;
      if (names.has(name)) {
        const detail = l10n.t('“{0}” is there twice; make one of both, or give one another name', name);
        return { where: `${where}/name`, detail };
      }
      if (levels === 'text' && name.includes(separator)) {
        const detail = l10n.t(
          '“{0}” holds “{1}”, which parts levels; give it another name, or set labels.taskType.separator in tuneset.json',
          name,
          separator,
        );
        return { where: `${where}/name`, detail };
      }
      names.add(name);
      const fault = below && within(below, where);
      if (fault) return fault;
    }
    return undefined;
  };
  return within(content.types, pointer);
}

function parseSettings(
  text: string,
  validate: Pick<ValidateFunction, 'errors'> & ((value: unknown) => boolean),
): { readonly value: unknown } | { readonly fault: ProjectFault } {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\ufeff/, ''), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) {
    const before = text.slice(0, first.offset);
    const line = before.split('\n').length;
    const where = `${line}:${before.length - before.lastIndexOf('\n')}`;
    return { fault: { where, detail: l10n.t('this is not valid JSON ({0})', printParseErrorCode(first.error)) } };
  }
  if (validate(value)) return { value };
  const error = innermost(validate.errors!);
  return { fault: { where: error.instancePath || '/', detail: detailOf(error) } };
}

/** Of what the alternatives of a value have to say, what concerns the alternative that is closest to it. */
function innermost(errors: readonly ErrorObject[]): ErrorObject {
  const depth = ({ instancePath, keyword }: ErrorObject): number =>
    2 * instancePath.split('/').length + (keyword === 'type' || keyword === 'anyOf' ? 0 : 1);
  return errors.reduce((best, error) => (depth(error) > depth(best) ? error : best));
}

function detailOf({ keyword, params, instancePath }: ErrorObject): string {
  if (keyword === 'maximum' && instancePath.endsWith('/share')) return l10n.t('a share is from 0 to 1; 8 % is 0.08');
  const { additionalProperty, allowedValues, missingProperty, type } = params as Record<string, string | string[]>;
  if (additionalProperty !== undefined) return l10n.t('there is no setting “{0}”', String(additionalProperty));
  if (missingProperty !== undefined) return l10n.t('“{0}” is missing', String(missingProperty));
  if (allowedValues !== undefined) return l10n.t('it must be one of: {0}', listOf([allowedValues].flat()));
  if (type !== undefined) return l10n.t('it must be of the type {0}', listOf([type].flat()));
  return l10n.t('this value is not valid ({0})', keyword);
}

/** Preference pairs that a probe makes lie beside their dataset, in another format than that. */
const PAIRS = /\.pairs\.jsonl$/i;

/**
 * The first entry of the project that names a file. `*.jsonl` says nothing of the format of pairs that were made of such files: they are read as they are, unless a pattern names them
 * (`*.pairs.jsonl`), or the format is one of pairs.
 *
 * @param path relative to the project file's folder, with `/`
 */
export function datasetInProject(project: Project, path: string): ProjectDataset | undefined {
  return project.datasets?.find(({ files, format }) => {
    const isForPairs = format === undefined || format === 'none' || format.startsWith('preference-');
    const all = [...[files].flat()];
    const patterns = PAIRS.test(path) && !isForPairs ? all.filter((pattern) => PAIRS.test(pattern)) : all;
    return patterns.length > 0 && picomatch(patterns, { dot: true, noextglob: true })(path);
  });
}
