import type { Attributes } from '../../../dataset/datasetInfo/attributes';
import { pointerTo, type Conversation, type Message, type Role } from '../conversation';
import { typeError, valueError } from '../python/error';
import { iterate, join } from '../python/operations';
import { isDict, isList, truthy, typeName, type PythonValue } from '../python/value';
import type { Row } from '../row';
import { feedback } from './feedback';

/** `AlpacaDatasetConverter` of LLaMA-Factory's data/converter.py. */
export function convertAlpaca(row: Row, attributes: Attributes): Conversation {
  const prompt = [...history(row, attributes.history), question(row, attributes)];
  return {
    prompt,
    response: answers(row, attributes),
    system: row.mapped(attributes.system),
    tools: row.mapped(attributes.tools),
    media: row.media(attributes),
    warnings: [],
  };
}

function history(row: Row, column: string | null): Message[] {
  const turns = column ? row.column(column) : null;
  if (!isList(turns)) return [];
  return turns.flatMap((pair, index) => {
    const [asked, answered] = unpackPair(pair);
    const at = (part: number): string => pointerTo(column!, index, part);
    return [message('user', asked, at(0)), message('assistant', answered, at(1))];
  });
}

/** `question, answer = pair` */
function unpackPair(pair: PythonValue): [PythonValue, PythonValue] {
  if (!isList(pair) && !isDict(pair) && typeof pair !== 'string') {
    throw typeError(`cannot unpack non-iterable ${typeName(pair)} object`);
  }
  const parts = iterate(pair);
  if (parts.length > 2) throw valueError('too many values to unpack (expected 2)');
  if (parts.length < 2) throw valueError(`not enough values to unpack (expected 2, got ${parts.length})`);
  return [parts[0]!, parts[1]!];
}

function question(row: Row, { prompt, query }: Attributes): Message {
  const used = [prompt, query].filter((name) => name && truthy(row.column(name))) as string[];
  const content = join(
    '\n',
    used.map((name) => row.column(name)),
  );
  const places = used.length > 0 ? used : [prompt, query].filter((name) => name !== null).slice(0, 1);
  return { role: 'user', name: 'user', content, pointers: places.map((name) => pointerTo(name)) };
}

function answers(row: Row, { kto_tag, ranking, chosen, rejected, response }: Attributes): Message[] {
  const label = kto_tag ? row.column(kto_tag) : null;
  if (typeof label === 'boolean') return feedback(answer(row, response), label);
  if (ranking && typeof row.column(chosen) === 'string' && typeof row.column(rejected) === 'string') {
    return [answer(row, chosen), answer(row, rejected)];
  }
  return response && typeof row.column(response) === 'string' ? [answer(row, response)] : [];
}

function answer(row: Row, column: string | null): Message {
  return message('assistant', row.column(column), pointerTo(column!));
}

function message(role: Role, content: PythonValue, pointer: string): Message {
  return { role, name: role, content, pointers: [pointer] };
}
