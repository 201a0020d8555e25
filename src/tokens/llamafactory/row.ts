import { inColumn, type ColumnType, type Columns } from './columns';
import { pointerTo, type MediaKind, type Sourced } from './conversation';
import type { Attributes } from '../../dataset/datasetInfo/attributes';
import { PythonError } from './python/error';
import { keyError } from './python/operations';
import { isList, lookUp, type PythonDict, type PythonValue } from './python/value';

/** A column that no record of the file has. */
export class MissingColumn extends PythonError {
  constructor(name: string) {
    super('KeyError', keyError(name).detail, pointerTo(name));
  }
}

const UNKNOWN: ColumnType = { kind: 'unknown' };

/** A record as `datasets` hands it to the converter: with the columns of the whole file, as far as they are known. */
export class Row {
  private readonly read = new Map<string, PythonValue>();

  /** @param columns those of the file; undefined = every column that is asked for exists, and objects are typed by this record alone */
  constructor(
    private readonly record: PythonDict,
    private readonly columns: Columns | undefined,
  ) {}

  /** True if all keys of the objects in a column are known, so that a missing one is an error. */
  knowsKeysIn(name: string | null): boolean {
    const kind = (name !== null && this.columns?.get(name)?.kind) || 'unknown';
    return kind !== 'unknown';
  }

  /**
   * The value in a column: null if the record lacks it but the file has it.
   *
   * @throws PythonError KeyError if the file has no such column
   */
  column(name: string | null): PythonValue {
    if (name === null) throw keyError(null);
    let value = this.read.get(name);
    if (value === undefined) this.read.set(name, (value = this.load(name)));
    return value;
  }

  /** As {@link column}, with null for a column that the file lacks. */
  columnIfAny(name: string): PythonValue {
    return this.columns && !this.columns.has(name) ? null : this.column(name);
  }

  /** The value of a column that may be unmapped: then `''`, as LLaMA-Factory has it. */
  mapped(name: string | null): Sourced {
    return name ? { value: this.column(name), pointers: [pointerTo(name)] } : { value: '', pointers: [] };
  }

  media(attributes: Attributes): Record<MediaKind, number> {
    const { images, videos, audios } = attributes;
    return { image: this.count(images), video: this.count(videos), audio: this.count(audios) };
  }

  private count(name: string | null): number {
    const value = name ? this.column(name) : null;
    if (value === null) return 0;
    return isList(value) ? value.length : 1;
  }

  private load(name: string): PythonValue {
    const value = lookUp(this.record, name);
    const type = this.columns?.get(name);
    if (value === undefined) {
      if (this.columns && !type) throw new MissingColumn(name);
      return null;
    }
    return inColumn(value, type ?? UNKNOWN);
  }
}
