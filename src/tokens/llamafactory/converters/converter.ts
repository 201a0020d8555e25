import type { Attributes, Formatting } from '../../../dataset/datasetInfo/attributes';
import type { Conversation } from '../conversation';
import type { Row } from '../row';
import { convertAlpaca } from './alpaca';
import { convertOpenai } from './openai';
import { convertSharegpt } from './sharegpt';

type Converter = (row: Row, attributes: Attributes) => Conversation;

const CONVERTERS: Readonly<Record<Formatting, Converter>> = {
  alpaca: convertAlpaca,
  sharegpt: convertSharegpt,
  openai: convertOpenai,
};

/**
 * Brings a record into LLaMA-Factory's standard form.
 *
 * @throws PythonError where LLaMA-Factory stops
 */
export function convert(row: Row, attributes: Attributes): Conversation {
  return CONVERTERS[attributes.formatting](row, attributes);
}
