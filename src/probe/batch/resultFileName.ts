const ENDING = '.probe.jsonl';
/** A glob that finds them. */
export const RESULT_FILES = `**/*${ENDING}`;

/** The name or path of the file in which what was probed of a dataset lies, beside it: `train.probe.jsonl` for `train.jsonl`. */
export function resultFileOf(dataset: string): string {
  return dataset.replace(/\.(?:json|jsonl|ndjson)$/i, '') + ENDING;
}

/** True for the name, path or URI of a file of results, which is no dataset whatever else says so. */
export function isResultFile(file: string): boolean {
  return file.toLowerCase().endsWith(ENDING);
}
