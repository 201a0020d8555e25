import * as l10n from '@vscode/l10n';
import type { ErrorObject } from 'ajv';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import picomatch from 'picomatch/posix';
import { tuneset as validate } from './validators.generated';

/** The content of `tuneset.json`; `schemas/tuneset.schema.json` describes it. */
export interface Project {
  readonly datasets?: readonly { readonly files: string | readonly string[]; readonly format: string }[];
  readonly fields?: readonly string[];
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
 * What the project says a file's format is: a format's id, `none`, or undefined if no entry matches.
 *
 * @param path relative to the project file's folder, with `/`
 */
export function formatInProject(project: Project, path: string): string | undefined {
  return project.datasets?.find(({ files }) => picomatch([...[files].flat()], { dot: true, noextglob: true })(path))
    ?.format;
}
