import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import picomatch from 'picomatch/posix';
import { tuneset as validate } from './validators.generated';

/** The content of `tuneset.json`; `schemas/tuneset.schema.json` describes it. */
export interface Project {
  readonly datasets?: readonly { readonly files: string | readonly string[]; readonly format: string }[];
  readonly fields?: readonly string[];
  readonly rules?: Readonly<Record<string, 'error' | 'warning' | 'info' | 'off'>>;
}

export const PROJECT_FILE = 'tuneset.json';

/** What is wrong with a project file: where (UTF-16 units or a JSON Pointer) and what, in words of the parser or the schema. */
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
    return {
      fault: { where: `${line}:${before.length - before.lastIndexOf('\n')}`, detail: printParseErrorCode(first.error) },
    };
  }
  if (validate(value)) return { project: value as Project };
  const error = validate.errors![0]!;
  const extra = 'additionalProperty' in error.params ? ` “${String(error.params.additionalProperty)}”` : '';
  const allowed = 'allowedValues' in error.params ? `: ${(error.params.allowedValues as unknown[]).join(', ')}` : '';
  return { fault: { where: error.instancePath || '/', detail: `${error.message ?? error.keyword}${extra}${allowed}` } };
}

/**
 * What the project says a file's format is: a format's id, `none`, or undefined if no entry matches.
 *
 * @param path relative to the project file's folder, with `/`
 */
export function formatInProject(project: Project, path: string): string | undefined {
  return project.datasets?.find(({ files }) => picomatch([...[files].flat()], { dot: true })(path))?.format;
}
