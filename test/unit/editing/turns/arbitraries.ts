import fc from 'fast-check';
import { formats } from '../../../../src/dataset/format';
import { isJsonObject } from '../../../../src/dataset/jsonObject';
import { recordsOf } from '../../dataset/formatRecords';

/** How a record is written. */
interface Style {
  readonly colon: string;
  readonly comma: string;
  readonly indent: string | undefined;
  readonly lineEnd: string;
  readonly isAscii: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
  colon: fc.constantFrom(': ', ':', ' : '),
  comma: fc.constantFrom(', ', ',', ' ,'),
  indent: fc.constantFrom(undefined, undefined, '  ', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  isAscii: fc.boolean(),
});

/** Members that no JSON library would keep as they are. */
const ODD = [
  '"n": 1.0',
  '"big":12345678901234567890',
  '"twice": 1, "twice": "\\u00e9\\/"',
  '"e": [ ]',
  '"z" : {"b": -0, "a": 1e3}',
];

const word = fc.constantFrom('', 'Hi', '你好', 'a "b"', 'x\ny', 'one\n\ntwo', '😀', ' ', '<think>\nt\n</think>\n\na');

/** Records of every format: those of the fixtures with more turns and other texts, in every style, with odd members beside. */
export const formatRecord = fc
  .constantFrom(...formats.map(({ id }) => id))
  .chain((id) =>
    fc.record({
      id: fc.constant(id),
      value: fc.constantFrom(...recordsOf(id)),
      texts: fc.array(word, { minLength: 3, maxLength: 12 }),
      repeats: fc.nat({ max: 3 }),
      style,
      odd: fc.subarray(ODD),
    }),
  )
  .map(({ id, value, texts, repeats, style, odd }) => {
    const changed = varied(value, endless(texts), repeats);
    const text = written(changed, style);
    const members = odd.map((member) => `${style.comma}${member}`).join('');
    return { id, text: text.replace(/(\s*)\}$/, (close) => members + close) };
  });

function* endless(texts: readonly string[]): Generator<string, never> {
  for (;;) yield* texts;
}

/** Lists of messages, and histories, grow by some of their own elements; texts of turns become others. */
function varied(value: unknown, texts: Iterator<string, never>, repeats: number): unknown {
  if (Array.isArray(value)) {
    const items = value as unknown[];
    const isOfTurns = items.every((item) => isTurn(item) || isPair(item));
    const more = isOfTurns ? [...items, ...items, ...items].slice(0, items.length + repeats) : items;
    return more.map((item) => (isPair(item) ? [texts.next().value, texts.next().value] : varied(item, texts, repeats)));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, own]) => {
      const isText = isTurn(value) && (key === 'content' || (key === 'value' && value.from !== 'function_call'));
      return [
        key,
        isText && typeof own === 'string' && value.role !== 'tool_call'
          ? texts.next().value
          : varied(own, texts, repeats),
      ];
    }),
  );
}

function isTurn(value: unknown): value is Record<string, unknown> {
  return isJsonObject(value) && (typeof value.role === 'string' || typeof value.from === 'string');
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((text) => typeof text === 'string');
}

function written(value: unknown, style: Style, outer = ''): string {
  const { colon, comma, indent, lineEnd, isAscii } = style;
  const inner = indent === undefined ? '' : lineEnd + outer + indent;
  const close = indent === undefined ? '' : lineEnd + outer;
  const within = indent === undefined ? '' : outer + indent;
  const joined = (parts: readonly string[]): string =>
    parts.length === 0 ? '' : inner + parts.join(indent === undefined ? comma : `,${inner}`) + close;
  if (Array.isArray(value)) return `[${joined(value.map((item) => written(item, style, within)))}]`;
  if (isJsonObject(value)) {
    const parts = Object.entries(value).map(
      ([key, own]) => `${string(key, isAscii)}${colon}${written(own, style, within)}`,
    );
    return `{${joined(parts)}}`;
  }
  return typeof value === 'string' ? string(value, isAscii) : JSON.stringify(value);
}

function string(text: string, isAscii: boolean): string {
  const json = JSON.stringify(text);
  return isAscii
    ? json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : json;
}
