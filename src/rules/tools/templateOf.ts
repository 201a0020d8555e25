import { findTemplate, type Template } from '../../tokens/llamafactory/templates';
import type { RecordView } from '../view';

/** The template with which LLaMA-Factory writes the data; undefined for another target, or if none is named that it knows. */
export function templateOf({ target, template }: RecordView): Template | undefined {
  return target === 'llamafactory' && template !== undefined ? findTemplate(template) : undefined;
}
