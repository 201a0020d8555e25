import { DATASET_INFO_FILE } from '../dataset/datasetInfo/datasetInfo';
import { PROJECT_FILE } from '../dataset/project';

/** What a `dataset_info.json` may name. */
const DATA = '**/*.{json,jsonl,ndjson,csv,parquet,arrow,txt}';

/** What decides how files are checked and counted: project files, entries, tokenizers, templates, taxonomies; and the data that entries name. */
export const WATCHED = [
  `**/${PROJECT_FILE}`,
  `**/${DATASET_INFO_FILE}`,
  '**/tokenizer.json',
  '**/tokenizer_config.json',
  '**/*.{jinja,jinja2,j2}',
  '**/*.jsonc',
  DATA,
];

const DECIDING = [PROJECT_FILE, DATASET_INFO_FILE, 'tokenizer.json', 'tokenizer_config.json'];

/** True for a file that may be data, and decides nothing itself. */
export function isOnlyData(uri: string): boolean {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return !DECIDING.includes(name) && /\.(?:json|jsonl|ndjson|csv|parquet|arrow|txt)$/i.test(name);
}
