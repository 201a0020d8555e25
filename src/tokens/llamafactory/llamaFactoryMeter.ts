import * as l10n from '@vscode/l10n';
import { unused, type Measure, type Meter } from '../meter';
import type { Tokenizer } from '../tokenizer';
import { isJsonObject } from '../../dataset/jsonObject';
import type { Attributes } from '../../dataset/datasetInfo/attributes';
import { haveConflict, type Columns } from './columns';
import { convert } from './converters/converter';
import { DroppedError } from './dropped';
import { ConversationEncoder } from './encode';
import { TextOnlyTemplate, UncountableMedia } from './media';
import { PythonError } from './python/error';
import type { PythonDict } from './python/value';
import { readRecord } from './readRecord';
import { MissingColumn, Row } from './row';
import { SlotEncoder, specialTokens, type SpecialTokens } from './slotEncoder';
import { STAGES, type StageName, type StageOptions } from './stages';
import { findTemplate, type Template } from './templates';
import { findToolFormat } from './toolFormats/toolFormats';

/** The settings of a run, in LLaMA-Factory's words (data_args). */
export interface LlamaFactoryOptions {
  readonly tokenizer: Tokenizer;
  /** Name of a template, see `templateNames`. */
  readonly template: string;
  readonly attributes: Attributes;
  readonly stage: StageName;
  /** Tokens (`cutoff_len`). */
  readonly cutoff: number;
  /** Read in stage sft only. */
  readonly maskHistory: boolean;
  /** Read in stage sft only. */
  readonly trainOnPrompt: boolean;
  /** `enable_thinking`, of reasoning templates: null = answers with and without thoughts are mixed. */
  readonly thinking: boolean | null;
  readonly preserveThinking: boolean;
  /** In place of the template's own system message, also if it is empty. */
  readonly defaultSystem?: string;
  /** In place of the template's own, see `toolFormatNames`. */
  readonly toolFormat?: string;
  /** Undefined = as LLaMA-Factory chooses: in stage pt only. If it is set, LLaMA-Factory takes one token off the cutoff. */
  readonly packing?: boolean;
  /** Stage pt puts the BOS token in front of each text (`add_bos_token` in the tokenizer's configuration). */
  readonly addBosToken?: boolean;
  /**
   * What the file's records hold together; undefined = every column that is asked for exists. `mixed` = the file does not load, but each record is to be
   * measured as if it stood alone; none is called dropped then.
   */
  readonly columns?: Columns | 'mixed';
  /** For tool formats that tell the model the date; undefined = the day on which the meter is made. */
  readonly today?: Date;
}

export type LlamaFactoryResult = { readonly meter: Meter } | { readonly fault: string };

/**
 * Measures records as LLaMA-Factory (0.9.6.dev0, August 2026) feeds them. In stage ppo, ids are the prompt's and labels the answer's.
 *
 * @returns a fault, LLaMA-Factory's own words where it has some, if it would refuse the settings
 */
export function llamaFactoryMeter(options: LlamaFactoryOptions): LlamaFactoryResult {
  const template = findTemplate(options.template, options.defaultSystem, options.toolFormat);
  if (!template) return { fault: `Template ${options.template} does not exist.` };
  const toolFormat = findToolFormat(template.toolFormat);
  if (!toolFormat) return { fault: `Tool utils \`${template.toolFormat}\` not found.` };
  const fault = faultOf(options, template);
  if (fault !== undefined) return { fault };
  const special = specialTokens(options.tokenizer, template);
  if ('fault' in special) return special;
  const { thinking, preserveThinking, today = new Date() } = options;
  const slots = new SlotEncoder(options.tokenizer, special);
  const encoder = new ConversationEncoder({ template, toolFormat, slots, thinking, preserveThinking, today });
  return { meter: new LlamaFactoryMeter(options, stageOptions(options, template, special, slots, encoder)) };
}

function faultOf(options: LlamaFactoryOptions, template: Template): string | undefined {
  const { maskHistory, trainOnPrompt, attributes, stage } = options;
  if (maskHistory && trainOnPrompt) return '`mask_history` is incompatible with `train_on_prompt`.';
  if (trainOnPrompt && template.efficientEos) return 'Current template does not support `train_on_prompt`.';
  if (attributes.ranking !== (stage === 'rm')) {
    return 'The dataset is not applicable in the current training stage.';
  }
  return undefined;
}

function stageOptions(
  options: LlamaFactoryOptions,
  template: Template,
  special: SpecialTokens,
  slots: SlotEncoder,
  encoder: ConversationEncoder,
): StageOptions {
  return {
    encoder,
    slots,
    template,
    cutoff: options.packing ? options.cutoff - 1 : options.cutoff,
    maskHistory: options.maskHistory,
    trainOnPrompt: options.trainOnPrompt,
    preserveThinking: options.preserveThinking,
    efficientEos: template.efficientEos,
    packing: options.packing ?? options.stage === 'pt',
    textStart: (options.addBosToken && options.tokenizer.named.bos) || '',
    textEnd: template.name === 'llama3' ? '<|end_of_text|>' : special.eosText,
    endLengths: {
      assistant: slots.endLength(template.slots.assistant),
      function: slots.endLength(template.slots.function),
    },
  };
}

class LlamaFactoryMeter implements Meter {
  /** True if the file does not load, because one of its columns has values of different types. */
  private readonly isUnloadable: boolean;
  private readonly columns: Columns | undefined;

  constructor(
    private readonly options: LlamaFactoryOptions,
    private readonly stage: StageOptions,
  ) {
    this.columns = options.columns === 'mixed' ? undefined : options.columns;
    this.isUnloadable = this.columns !== undefined && haveConflict(this.columns);
  }

  readonly parse = readRecord;

  measure(record: unknown, withFeed = false): Measure {
    if (!isJsonObject(record)) return unused('failed', l10n.t('A record must be an object.'));
    if (this.isUnloadable) return unused('failed', UNLOADABLE);
    try {
      const row = new Row(record as PythonDict, this.columns);
      return STAGES[this.options.stage](convert(row, this.options.attributes), this.stage, withFeed);
    } catch (error) {
      const failed = failure(error);
      const isMixed = this.options.columns === 'mixed' && failed.status === 'dropped';
      return isMixed ? { ...unused('failed', UNLOADABLE), isOfFile: true } : failed;
    }
  }
}

const UNLOADABLE = 'DatasetGenerationError: An error occurred while generating the dataset';

function failure(error: unknown): Measure {
  if (error instanceof DroppedError) {
    const dropped = unused('dropped', error.message, error.pointer);
    return error.endsRun === undefined ? dropped : { ...dropped, endsRun: error.endsRun };
  }
  if (error instanceof MissingColumn) return { ...unused('failed', error.message, error.pointer), isOfFile: true };
  if (error instanceof TextOnlyTemplate) return { ...unused('failed', error.message), isUncountable: true };
  if (error instanceof PythonError) return unused('failed', error.message, error.pointer);
  if (error instanceof UncountableMedia) return { ...unused('failed', error.message), isUncountable: true };
  if (error instanceof RangeError) return unused('failed', 'RecursionError: maximum recursion depth exceeded');
  throw error;
}
