import { USUAL_SEPARATOR, type ProjectLabels, type TaxonomyContent } from '../dataset/project';

/** Where task types stand in records, and how they are written. Plain data. */
export interface TaskTypeSettings {
  /** The field of the type; with `fields` that of each level, the first level first. */
  readonly fields: readonly string[];
  readonly levels: 'text' | 'array' | 'fields';
  /** Between the levels of a text. */
  readonly separator: string;
  /** A record may have several, in a list. */
  readonly several: boolean;
}

/** Where robustness markers stand in records. Plain data. */
export interface RobustnessSettings {
  readonly field: string;
  /** Kinds of the project beside the usual ones → description. */
  readonly kinds: Readonly<Record<string, string>>;
  /** The field that names the clean twin. */
  readonly variantOf: string;
}

/** All that a project says of labels. Plain data, so that it travels to threads. */
export interface LabelSettings {
  readonly taskType: TaskTypeSettings;
  readonly robustness: RobustnessSettings;
  /** The task types that there are; undefined: any. */
  readonly taxonomy?: TaxonomyContent | undefined;
  /** The project speaks of labels: rules may tell of records that lack them. */
  readonly isWanted: boolean;
}

/**
 * What holds where the project says nothing, and what it says.
 *
 * @param taxonomy read from the file that the project names, if it names one
 */
export function labelSettings(labels: ProjectLabels | undefined, taxonomy: TaxonomyContent | undefined): LabelSettings {
  const { taskType = {}, robustness = {} } = labels ?? {};
  const { field = 'task_type', separator = USUAL_SEPARATOR, several = false } = taskType;
  const inFields = taskType.levels === 'fields' && taskType.fields !== undefined;
  return {
    taskType: {
      fields: inFields ? taskType.fields : [field],
      levels: inFields ? 'fields' : taskType.levels === 'array' ? 'array' : 'text',
      separator,
      // Levels in fields of their own have no place for a second type.
      several: several && !inFields,
    },
    robustness: {
      field: robustness.field ?? 'robustness',
      kinds: robustness.kinds ?? {},
      variantOf: robustness.variantOf ?? 'variant_of',
    },
    taxonomy,
    isWanted: labels !== undefined || taxonomy !== undefined,
  };
}

/** The fields of a record that labels stand in. */
export function labelFields({ taskType, robustness }: LabelSettings): readonly string[] {
  return [...taskType.fields, robustness.field, robustness.variantOf];
}
