import { getNodeValue, parseTree, type Node } from 'jsonc-parser';
import { isJsonObject } from '../jsonObject';
import { parseDatasetInfo, type Attributes } from './attributes';

/** The file in which LLaMA-Factory looks datasets up (`DATA_CONFIG` in extras/constants.py). */
export const DATASET_INFO_FILE = 'dataset_info.json';

/** The file types that LLaMA-Factory loads, and what it loads them as (`FILEEXT2TYPE` in extras/constants.py). */
export const FILE_TYPES: Readonly<Record<string, string>> = {
  arrow: 'arrow',
  csv: 'csv',
  json: 'json',
  jsonl: 'json',
  parquet: 'parquet',
  txt: 'text',
};

/** A dataset in a `dataset_info.json`. */
export interface InfoEntry {
  readonly name: string;
  readonly value: unknown;
  /** The name, and the value; offsets are UTF-16 units of the file's text. */
  readonly key: Node;
  readonly node: Node;
  /** Undefined if LLaMA-Factory could make nothing of the entry; `fault` says why. */
  readonly attributes: Attributes | undefined;
  readonly fault: string | undefined;
}

/** A `dataset_info.json` with the places of its parts. */
export interface DatasetInfo {
  /** Without a byte order mark. */
  readonly text: string;
  /** Undefined for a text without any value. */
  readonly root: Node | undefined;
  /** Of a broken text those that can be read. Of entries with the same name the last, as Python's `json` has it. */
  readonly entries: readonly InfoEntry[];
}

/** Reads the text of a `dataset_info.json`; never fails. */
export function readDatasetInfo(withBom: string): DatasetInfo {
  const text = withBom.replace(/^\ufeff/, '');
  const root = parseTree(text, [], { allowTrailingComma: true });
  const entries = new Map<string, InfoEntry>();
  if (root?.type === 'object') {
    for (const property of root.children ?? []) {
      const [key, node] = property.children ?? [];
      if (key && node) entries.set(key.value as string, entryOf(key, node));
    }
  }
  return { text, root, entries: [...entries.values()] };
}

function entryOf(key: Node, node: Node): InfoEntry {
  const name = key.value as string;
  const value: unknown = getNodeValue(node);
  const result = parseDatasetInfo({ [name]: value }, name);
  return {
    ...{ name, value, key, node },
    ...('fault' in result
      ? { attributes: undefined, fault: result.fault }
      : { attributes: result.attributes, fault: undefined }),
  };
}

/** The value of an attribute of an entry, as it stands. */
export function valueIn({ value }: InfoEntry, attribute: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, attribute) ? value[attribute] : undefined;
}

/** Where LLaMA-Factory loads a dataset from: a hub before a script, a script before a cloud, a cloud before a file. */
export type InfoSource = 'hub' | 'script' | 'cloud' | 'file' | undefined;

const SOURCES: readonly (readonly [attribute: string, source: InfoSource])[] = [
  ['hf_hub_url', 'hub'],
  ['ms_hub_url', 'hub'],
  ['om_hub_url', 'hub'],
  ['script_url', 'script'],
  ['cloud_file_name', 'cloud'],
  ['file_name', 'file'],
];

export function sourceOf(entry: InfoEntry): InfoSource {
  const attribute = sourceAttributeOf(entry);
  return SOURCES.find(([each]) => each === attribute)?.[1];
}

/** The attribute of an entry that says where LLaMA-Factory loads it from. */
export function sourceAttributeOf(entry: InfoEntry): string | undefined {
  return SOURCES.find(([attribute]) => valueIn(entry, attribute) !== undefined)?.[0];
}

/** The file or folder of an entry, with slashes, relative to the folder of its `dataset_info.json` or absolute. */
export function fileNameOf(entry: InfoEntry): string | undefined {
  const name = valueIn(entry, 'file_name');
  return typeof name === 'string' && name !== '' ? name.replaceAll('\\', '/') : undefined;
}
