import * as l10n from '@vscode/l10n';
import type { ErrorObject } from 'ajv';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import picomatch from 'picomatch/posix';
import type { Role } from './sample';
import { tuneset as validate } from './validators.generated';

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
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\ufeff/, ''), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) {
    const before = text.slice(0, first.offset);
    const line = before.split('\n').length;
    const where = `${line}:${before.length - before.lastIndexOf('\n')}`;
    return { fault: { where, detail: l10n.t('this is not valid JSON ({0})', printParseErrorCode(first.error)) } };
  }
  if (validate(value)) return { project: value as Project };
  const error = validate.errors![0]!;
  return { fault: { where: error.instancePath || '/', detail: detailOf(error) } };
}

function detailOf({ keyword, params }: ErrorObject): string {
  const { additionalProperty, allowedValues, missingProperty, type } = params as Record<string, string | string[]>;
  if (additionalProperty !== undefined) return l10n.t('there is no setting “{0}”', String(additionalProperty));
  if (missingProperty !== undefined) return l10n.t('“{0}” is missing', String(missingProperty));
  if (allowedValues !== undefined) return l10n.t('it must be one of: {0}', [allowedValues].flat().join(', '));
  if (type !== undefined) return l10n.t('it must be of the type {0}', [type].flat().join(', '));
  return l10n.t('this value is not valid ({0})', keyword);
}

/**
 * The first entry of the project that names a file.
 *
 * @param path relative to the project file's folder, with `/`
 */
export function datasetInProject(project: Project, path: string): ProjectDataset | undefined {
  return project.datasets?.find(({ files }) => picomatch([...[files].flat()], { dot: true, noextglob: true })(path));
}
