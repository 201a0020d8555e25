import * as l10n from '@vscode/l10n';
import type { Fields } from '../../dataset/format';
import { likelyName } from '../../dataset/likelyName';
import type { LabelSettings } from '../../labels/labelSettings';
import type { Condition } from '../../labels/recordFilter';
import { isWithin, type TaskType } from '../../labels/taskType';
import { CannotRun } from '../cannotRun';
import { tell } from '../tell';
import { SeenTypes } from './seenTypes';

/** A record that was asked about. */
interface Seen {
  readonly record: Fields;
  readonly types: readonly TaskType[];
  readonly labels: LabelSettings;
  /** The type that records are to have. */
  readonly outer: TaskType | undefined;
  readonly isNumbered: boolean;
  readonly isMeant: boolean;
}

/** Fields that are remembered. */
const MOST = 1000;

/** Finds out what is said of records that fits none of them: a field, a task type, or numbers. */
export class Misses {
  private readonly types = new SeenTypes();
  private readonly fields = new Set<string>();
  private readonly absent: Set<Condition>;
  private labels: LabelSettings | undefined;
  private hasType = false;
  private isNumbered = false;
  private isAnyMeant = false;

  constructor(
    conditions: readonly Condition[],
    private readonly numbers: string | undefined,
    private readonly of: string | undefined,
  ) {
    this.absent = new Set(conditions);
  }

  see({ record, types, labels, outer, isNumbered, isMeant }: Seen): void {
    this.labels ??= labels;
    this.isAnyMeant ||= isMeant;
    this.isNumbered ||= isNumbered;
    if (outer && !this.hasType) {
      this.hasType = types.some((type) => isWithin(type, outer));
      this.types.add(types);
    }
    if (this.absent.size === 0) return;
    for (const condition of this.absent) if (condition.isThere(record)) this.absent.delete(condition);
    for (const field of Object.keys(record)) if (this.fields.size < MOST) this.fields.add(field);
  }

  /** @throws CannotRun if they are why no record is meant */
  tell(): void {
    if (!this.labels) return;
    for (const text of this.texts(this.labels)) {
      if (!this.isAnyMeant) throw new CannotRun(text);
      tell(text);
    }
  }

  private texts({ taxonomy, taskType }: LabelSettings): readonly string[] {
    const { numbers, of } = this;
    return [
      ...(numbers !== undefined && !this.isNumbered
        ? [l10n.t('There are no records with the numbers {0}.', numbers)]
        : []),
      ...(of !== undefined && !this.hasType ? [this.types.noneText(of, taxonomy, taskType)] : []),
      ...[...this.absent].map(({ place }) => this.absentText(place)),
    ];
  }

  private absentText(place: string): string {
    const likely = likelyName(place, [...this.fields]);
    return likely === undefined || likely === place
      ? l10n.t('No record has the field “{0}”.', place)
      : l10n.t('No record has the field “{0}”. Is “{1}” meant?', place, likely);
  }
}
