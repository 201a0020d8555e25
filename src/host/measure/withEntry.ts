import type { FoundEntry } from '../../dataset/datasetInfo/findEntry';
import { isProven } from '../../tokens/llamafactory/templates';
import type { MeasureSettings } from '../../tokens/measuring';
import { bundledTokenizers } from '../tokenizers/bundled';

/**
 * The settings for a file that a `dataset_info.json` names: it is measured as LLaMA-Factory reads it, unless another trainer is named, or it isn't known
 * which of LLaMA-Factory's templates is to be used.
 */
export function withEntry(settings: MeasureSettings, found: FoundEntry | undefined): MeasureSettings {
  const { target, datasetInfo } = settings;
  if (!found?.entry.attributes || datasetInfo !== undefined) return settings;
  if (target !== 'llamafactory' && (target !== undefined || !hasTemplate(settings))) return settings;
  const { name, value } = found.entry;
  return { ...settings, target: 'llamafactory', datasetInfo: { name, value: { [name]: value } } };
}

function hasTemplate({ tokenizer, template }: MeasureSettings): boolean {
  if (template !== undefined) return isProven(template) !== undefined;
  return bundledTokenizers.some(({ id, llamaFactoryTemplate }) => id === tokenizer && llamaFactoryTemplate !== null);
}
