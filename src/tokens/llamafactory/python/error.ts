/** An exception of Python as LLaMA-Factory would stop with it: `type` is its class, `detail` its text. */
export class PythonError extends Error {
  constructor(
    readonly type: string,
    readonly detail: string,
    /** The value that caused it, a JSON Pointer into the record, if known. */
    readonly pointer?: string,
  ) {
    super(`${type}: ${detail}`);
    this.name = 'PythonError';
  }
}

export function typeError(detail: string): PythonError {
  return new PythonError('TypeError', detail);
}

export function valueError(detail: string): PythonError {
  return new PythonError('ValueError', detail);
}
