import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import {
  defaultAttributes,
  parseDatasetInfo,
  type Attributes,
  type Formatting,
} from '../../dataset/datasetInfo/attributes';
import { attributesFor } from '../../dataset/datasetInfo/choice';
import { llamafactoryV1 } from '../../dataset/formats/llamafactoryV1';
import { listOf } from '../../dataset/listOf';
import { llamaFactoryMeter } from '../../tokens/llamafactory/llamaFactoryMeter';
import { readRecord } from '../../tokens/llamafactory/readRecord';
import { isProven, reasons, templateNames } from '../../tokens/llamafactory/templates';
import { NO_TEMPLATE, type MeasureSettings, type Stage, type Thinking } from '../../tokens/measuring';
import { unused, type Measure, type Meter } from '../../tokens/meter';
import type { Tokenizer } from '../../tokens/tokenizer';
import { bundledTokenizers } from '../tokenizers/bundled';
import { finite, MeterFault, type MeterWithoutChoice, type Places } from './openMeter';

/** `cutoff_len` (src/llamafactory/hparams/data_args.py). */
const DEFAULT_CUTOFF = 2048;

const THINKING: Readonly<Record<Thinking, boolean | null>> = { on: true, off: false, keep: null };

/** Do the settings ask for LLaMA-Factory, by its name or by what only it knows? */
export function isLlamaFactory(settings: MeasureSettings, tokenizer: Tokenizer): boolean {
  const { target, template, datasetInfo, stage } = settings;
  if (template === NO_TEMPLATE) return false;
  if (target !== undefined) return target === 'llamafactory';
  if (datasetInfo !== undefined || stage !== undefined) return true;
  return (
    template !== undefined && isProven(template) !== undefined && !Object.hasOwn(tokenizer.chatTemplates, template)
  );
}

/** Does what the records of a file hold together decide how each is read? Where no dataset_info.json says which columns are read, none can be missing. */
export function readsColumns(settings: MeasureSettings, tokenizer: Tokenizer): boolean {
  return settings.datasetInfo !== undefined && isLlamaFactory(settings, tokenizer);
}

/** @throws MeterFault if LLaMA-Factory would refuse the settings, or there is no template */
export function openLlamaFactory(
  settings: MeasureSettings,
  tokenizer: Tokenizer,
  { format }: Places,
): MeterWithoutChoice {
  const template = settings.template ?? templateOf(tokenizer);
  const cutoff = settings.cutoffLength ?? DEFAULT_CUTOFF;
  const thinking = settings.thinking ?? 'on';
  if (isProven(template) === undefined) throw new MeterFault(unknownTemplate(template));
  const open = (attributes: Attributes): Meter => {
    const result = llamaFactoryMeter({
      tokenizer,
      template,
      attributes,
      stage: settings.stage ?? stageOf(attributes),
      cutoff,
      maskHistory: settings.maskHistory ?? false,
      trainOnPrompt: settings.trainOnPrompt ?? false,
      thinking: THINKING[thinking],
      ...(settings.packing === undefined ? {} : { packing: settings.packing }),
      preserveThinking: settings.preserveThinking ?? false,
      ...(settings.defaultSystem === undefined ? {} : { defaultSystem: settings.defaultSystem }),
      ...(settings.toolFormat === undefined ? {} : { toolFormat: settings.toolFormat }),
      ...(settings.columns ? { columns: settings.columns } : {}),
    });
    if ('fault' in result) throw new MeterFault(l10n.t('LLaMA-Factory refuses these settings: {0}', result.fault));
    return result.meter;
  };
  const isExact = isProven(template) === true;
  return {
    meter: meterFor(settings, format, open),
    tokenizer,
    template,
    target: 'LLaMA-Factory',
    cutoff: finite(cutoff),
    thinking,
    hasThinking: reasons(template),
    exact: isExact,
    approximation: isExact
      ? null
      : l10n.t('The template “{0}” follows LLaMA-Factory’s source, but was not compared with its output.', template),
  };
}

function meterFor(settings: MeasureSettings, format: Places['format'], open: (attributes: Attributes) => Meter): Meter {
  if (settings.datasetInfo) {
    const result = parseDatasetInfo(settings.datasetInfo.value, settings.datasetInfo.name);
    if ('fault' in result) throw new MeterFault(result.fault);
    return open(result.attributes);
  }
  if (format?.id === llamafactoryV1.id)
    return uncountable(l10n.t('Only LLaMA-Factory v1 reads this format, and Tuneset counts as v0 does.'));
  const attributes = format?.id === undefined ? undefined : attributesFor({ ...format, id: format.id });
  if (attributes) return open(attributes);
  // Of an unknown format each record is read as its own fields suggest.
  const meters = new Map<Formatting, Meter>();
  const meterOf = (record: unknown): Meter => {
    const formatting = formattingOf(record);
    let meter = meters.get(formatting);
    if (!meter) {
      meter = open(defaultAttributes(formatting));
      meters.set(formatting, meter);
    }
    return meter;
  };
  meterOf({});
  return { measure: (record, withFeed) => meterOf(record).measure(record, withFeed), parse: readRecord };
}

/** A meter for records of which nothing can be told. */
function uncountable(reason: string): Meter {
  const measure: Measure = { ...unused('failed', reason), isUncountable: true };
  return { measure: () => measure, parse: readRecord };
}

function formattingOf(record: unknown): Formatting {
  if (!isJsonObject(record)) return 'alpaca';
  if (Array.isArray(record.conversations)) return 'sharegpt';
  return Array.isArray(record.messages) ? 'openai' : 'alpaca';
}

function stageOf({ ranking, kto_tag }: Attributes): Stage {
  if (ranking) return 'rm';
  return kto_tag === null ? 'sft' : 'kto';
}

function templateOf({ id, name }: Tokenizer): string {
  const template = bundledTokenizers.find((bundled) => bundled.id === id)?.llamaFactoryTemplate;
  if (template) return template;
  const names = listOf(templateNames());
  throw new MeterFault(
    l10n.t('Say which template LLaMA-Factory is to use with {0} (template), one of: {1}', name, names),
  );
}

function unknownTemplate(template: string): string {
  return l10n.t(
    'LLaMA-Factory has no template “{0}” that Tuneset knows. It knows: {1}',
    template,
    listOf(templateNames()),
  );
}
