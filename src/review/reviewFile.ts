const ENDING = '.review.jsonl';
/** A glob that finds them. */
export const REVIEW_FILES = `**/*${ENDING}`;

/**
 * The name or path of the file in which a dataset's reviews lie, beside it: `train.review.jsonl` for `train.jsonl`. A dataset that was rewritten as
 * `train.json` has the same records, and so the same reviews.
 */
export function reviewFileOf(dataset: string): string {
  return dataset.replace(/\.(?:json|jsonl|ndjson)$/i, '') + ENDING;
}

/** True for the name, path or URI of a file of reviews, which is no dataset whatever else says so. */
export function isReviewFile(file: string): boolean {
  return file.toLowerCase().endsWith(ENDING);
}
