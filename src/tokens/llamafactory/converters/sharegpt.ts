import type { Attributes } from '../../../dataset/datasetInfo/attributes';
import type { Conversation, Message } from '../conversation';
import { repr, str } from '../python/text';
import type { Row } from '../row';
import { MessageReader } from './messages';

/** `SharegptDatasetConverter` of LLaMA-Factory's data/converter.py. */
export function convertSharegpt(row: Row, attributes: Attributes): Conversation {
  const reader = new MessageReader(row, attributes);
  const { messages, skipped, system } = reader.open();
  const openingSystem = system ?? row.mapped(attributes.system);
  const asking = [attributes.user_tag, attributes.observation_tag];
  const answering = [attributes.assistant_tag, attributes.function_tag];
  const turns: Message[] = [];
  let broken = false;
  for (const [index, message] of messages.entries()) {
    const whole = reader.place(index + skipped);
    const tag = reader.field(message, attributes.role_tag, whole);
    const place = reader.place(index + skipped, attributes.role_tag);
    broken = !(index % 2 === 0 ? asking : answering).includes(tag as string | null);
    if (broken) {
      reader.warn(`Invalid role tag in ${repr(messages)}.`, place);
      break;
    }
    turns.push({
      role: reader.role(tag, place),
      content: reader.field(message, attributes.content_tag, whole),
      name: str(tag),
      pointers: [reader.place(index + skipped, attributes.content_tag)],
    });
  }
  const split = reader.split(turns, messages, broken, answering);
  return {
    ...split,
    system: openingSystem,
    tools: row.mapped(attributes.tools),
    media: row.media(attributes),
    warnings: reader.warnings,
    ...(reader.pointer === undefined ? {} : { pointer: reader.pointer }),
  };
}
