import type { LabelSettings } from './labelSettings';
import { markerOf } from './marker';
import { Taxonomy } from './taxonomy';
import { taskTypesOf, type TaskType } from './taskType';

/** What is wrong with a record's task types; `missing`: it has none; `unknown`: the taxonomy doesn't have it; `single-level`: the taxonomy has others below it. */
export type TypeFault = 'missing' | 'unknown' | 'single-level';

/** The labels of a record. Records with the same ones have the very same object, so they are compared and counted by identity. */
export interface RecordLabels {
  readonly types: readonly TaskType[];
  /** Of the robustness marker; none if there is no marker. */
  readonly kinds: readonly string[];
  readonly faults: readonly TypeFault[];
}

/** Labels that are told apart; those of further records are made anew each time. */
const MOST_KEPT = 10_000;

/** Reads the labels of a file's records, as the project has them. */
export class LabelReader {
  readonly taxonomy: Taxonomy | undefined;
  private readonly known = new Map<string, RecordLabels>();
  private readonly knownInBytes = new Map<string, RecordLabels>();
  private readonly fields: readonly string[];

  constructor(readonly settings: LabelSettings) {
    this.taxonomy = settings.taxonomy && new Taxonomy(settings.taxonomy);
    this.fields = [...settings.taskType.fields, settings.robustness.field];
  }

  /** The labels of a parsed record. */
  of(record: Readonly<Record<string, unknown>>): RecordLabels {
    const { taskType, robustness } = this.settings;
    const types = taskTypesOf(record, taskType).map(({ type }) => type);
    const kinds = markerOf(record, robustness)?.kinds ?? [];
    const key = JSON.stringify([types, kinds]);
    let labels = this.known.get(key);
    if (!labels) {
      labels = { types, kinds, faults: this.faultsOf(types) };
      if (this.known.size < MOST_KEPT) this.known.set(key, labels);
    }
    return labels;
  }

  /** As {@link of}, for a record whose texts hold the bytes of UTF-8, one in each unit; its keys are ASCII. */
  ofBytes(record: Readonly<Record<string, unknown>>): RecordLabels {
    const key = JSON.stringify(this.fields.map((field) => record[field]));
    let labels = this.knownInBytes.get(key);
    if (!labels) {
      const bytes = Uint8Array.from(key, (unit) => unit.charCodeAt(0));
      const values = JSON.parse(new TextDecoder().decode(bytes)) as readonly unknown[];
      labels = this.of(Object.fromEntries(this.fields.map((field, i) => [field, values[i]])));
      if (this.knownInBytes.size < MOST_KEPT) this.knownInBytes.set(key, labels);
    }
    return labels;
  }

  /** What is wrong with one task type. */
  faultOf(type: TaskType): Exclude<TypeFault, 'missing'> | undefined {
    if (!this.taxonomy) return undefined;
    const node = this.taxonomy.find(type);
    if (!node) return 'unknown';
    return node.children.length > 0 ? 'single-level' : undefined;
  }

  private faultsOf(types: readonly TaskType[]): TypeFault[] {
    if (types.length === 0) return ['missing'];
    return [...new Set(types.map((type) => this.faultOf(type)).filter((fault) => fault !== undefined))];
  }
}
