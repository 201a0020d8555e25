import * as l10n from '@vscode/l10n';
import type { Fields } from '../../dataset/format';
import type { LabelSettings } from '../../labels/labelSettings';
import { parseCondition, parseRecordNumbers, type Condition } from '../../labels/recordFilter';
import { Misses } from './misses';
import { isWithin, taskTypesOf, typedTaskType } from '../../labels/taskType';
import { CannotRun } from '../cannotRun';
import type { Options, Values } from '../command';

/** Which records are meant; all that is given must hold. */
export const choiceOptions = {
  where: {
    kind: 'texts',
    placeholder: 'condition',
    help: () => l10n.t('records of which this holds, such as "instruction contains code"; may be given several times'),
  },
  records: {
    kind: 'text',
    placeholder: 'numbers',
    help: () => l10n.t('records by number, counted from 1, such as 1-20,25,90-; of one file'),
  },
  untagged: { kind: 'switch', help: () => l10n.t('records without a task type') },
  of: {
    kind: 'text',
    placeholder: 'type',
    help: () => l10n.t('records of this task type, or of one below it'),
  },
  all: { kind: 'switch', help: () => l10n.t('all records, where nothing else says which') },
} as const satisfies Options;

type ChoiceValues = Values<typeof choiceOptions>;

/** Says of a file's records whether they are meant. */
export type RecordChoice = (record: Fields, index: number) => boolean;

/** Which records of some files are meant. */
export interface Choice {
  in(labels: LabelSettings): RecordChoice;
  /**
   * To be asked once all records were shown: tells of what is said that fits no record, as a misspelled name does.
   *
   * @throws CannotRun if that is why no record is meant
   */
  tellMisses(): void;
}

/**
 * Reads which records are meant.
 *
 * @param files how many there are
 * @throws CannotRun if that can't be told
 */
export function chosenRecords(options: ChoiceValues, files: number): Choice {
  const { where, records, untagged, of, all } = options;
  const isRestricted = where.length > 0 || records !== undefined || untagged || of !== undefined;
  if (isRestricted === all) {
    throw new CannotRun(
      all
        ? l10n.t('--all contradicts what else says which records are meant; leave one of them out.')
        : l10n.t('Say which records: --where, --records, --untagged, --of, or --all.'),
    );
  }
  const conditions = where.map(conditionOf);
  const isNumbered = records === undefined ? () => true : numbersOf(records, files);
  const misses = new Misses(conditions, records, of);
  return {
    in(labels) {
      const { taskType } = labels;
      const outer = of === undefined ? undefined : typedTaskType(of, taskType);
      return (record, index) => {
        const types = taskTypesOf(record, taskType).map(({ type }) => type);
        const isMeant =
          isNumbered(index) &&
          !(untagged && types.length > 0) &&
          (of === undefined || (outer !== undefined && types.some((type) => isWithin(type, outer)))) &&
          conditions.every((condition) => condition.holds(record));
        misses.see({ record, types, labels, outer, isNumbered: isNumbered(index), isMeant });
        return isMeant;
      };
    },
    tellMisses: () => misses.tell(),
  };
}

function conditionOf(text: string): Condition {
  const parsed = parseCondition(text);
  if ('fault' in parsed) throw new CannotRun(parsed.fault);
  return parsed.condition;
}

function numbersOf(text: string, files: number): (index: number) => boolean {
  if (files > 1) throw new CannotRun(l10n.t('--records goes with one file; there are {0}.', files));
  const numbers = parseRecordNumbers(text);
  if (numbers) return numbers;
  throw new CannotRun(l10n.t('--records must be numbers and ranges of them, such as 1-20,25,90-, not “{0}”.', text));
}
