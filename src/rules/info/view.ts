import type { Node } from 'jsonc-parser';
import type { Attributes } from '../../dataset/datasetInfo/attributes';
import type { Contents, DataFacts } from '../../dataset/datasetInfo/dataFacts';
import type { DatasetInfo, InfoEntry } from '../../dataset/datasetInfo/datasetInfo';
import { addProperties, propertyOf, setProperty, valueNodeOf } from '../../dataset/datasetInfo/propertyEdits';
import type { Edit } from '../../dataset/edits';
import { isJsonObject } from '../../dataset/jsonObject';
import type { Stage } from '../../tokens/measuring';
import type { Fix, Outcome } from '../rule';

/** What a rule says of a `dataset_info.json`. Offsets are UTF-16 units of its text; so are those of the fixes. */
export interface InfoReport {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly fixes?: readonly Fix[];
  /** In place of what the rule says of LLaMA-Factory; null: nothing is known. */
  readonly outcome?: Outcome | null;
}

/** A `dataset_info.json` as a whole. */
export interface InfoView {
  readonly info: DatasetInfo;
  /** The file on disk begins with a byte order mark. */
  readonly hasBom: boolean;
  /** Names of datasets that somebody asks for. */
  readonly asked: readonly string[];
}

/** What is known of an entry beside what stands in it. */
export interface EntryFacts {
  /** Of its file or folder; undefined if nobody has looked. */
  readonly data?: DataFacts | undefined;
  /** What lies in the folder of the `dataset_info.json`. */
  readonly nearby?: readonly string[];
  readonly stage?: Stage | undefined;
}

/** An entry of a `dataset_info.json` as the rules see it. */
export class EntryView {
  constructor(
    readonly info: DatasetInfo,
    readonly entry: InfoEntry,
    readonly facts: EntryFacts,
  ) {}

  get attributes(): Attributes | undefined {
    return this.entry.attributes;
  }

  /** What is known of the records; undefined if nothing is, or if there are none. */
  get contents(): Contents | undefined {
    const contents = this.facts.data?.contents;
    return contents && contents.records > 0 ? contents : undefined;
  }

  /** True if the entry has the object `columns` or `tags`, and so none of its defaults. */
  lists(group: 'columns' | 'tags'): boolean {
    const { value } = this.entry;
    return isJsonObject(value) && isJsonObject(value[group]);
  }

  /** The span of the value that a path of names leads to; of the entry's name if there is none. */
  span(...path: readonly string[]): { start: number; end: number } {
    const node = path.length === 0 ? undefined : valueNodeOf(this.entry.node, ...path);
    return spanOf(node ?? this.entry.key);
  }

  /** The span of the key that a path of names leads to; of the entry's name if there is none. */
  keySpan(...path: readonly string[]): { start: number; end: number } {
    const object = valueNodeOf(this.entry.node, ...path.slice(0, -1));
    return spanOf(propertyOf(object, path.at(-1) ?? '')?.children?.[0] ?? this.entry.key);
  }

  /** The edit that replaces a value, or a key, with another text. */
  replace(span: { readonly start: number; readonly end: number }, text: string): Edit {
    return { ...span, text: JSON.stringify(text) };
  }

  /**
   * The edits that give the entry these attributes. Those of `columns` and `tags` are added to what is listed there; an attribute that is there gets the
   * new value.
   */
  edits(changes: Readonly<Record<string, unknown>>): Edit[] {
    const { text } = this.info;
    const edits: Edit[] = [];
    const added: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(changes)) {
      const known = valueNodeOf(this.entry.node, name);
      if (!known) added[name] = value;
      else if (known.type === 'object' && isJsonObject(value)) edits.push(...this.inside(known, value));
      else edits.push(setProperty(text, this.entry.node, name, value));
    }
    if (Object.keys(added).length > 0) edits.push(addProperties(text, this.entry.node, added));
    return edits;
  }

  private inside(object: Node, changes: Readonly<Record<string, unknown>>): Edit[] {
    const { text } = this.info;
    const present = Object.entries(changes).filter(([name]) => propertyOf(object, name));
    const added = Object.entries(changes).filter(([name]) => !propertyOf(object, name));
    const edits = present.map(([name, value]) => setProperty(text, object, name, value));
    if (added.length > 0) edits.push(addProperties(text, object, Object.fromEntries(added)));
    return edits;
  }
}

export function spanOf({ offset, length }: Node): { start: number; end: number } {
  return { start: offset, end: offset + length };
}
