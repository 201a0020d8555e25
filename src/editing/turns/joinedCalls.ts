import type { Node } from 'jsonc-parser';
import type { Edit } from '../../dataset/edits';
import { thoughtLength } from '../../dataset/formats/readCalls';
import { decodeString } from '../../dataset/jsonString';

/** Where JSON text stands in a string, in offsets of the record. */
interface Calls {
  readonly start: number;
  readonly end: number;
  readonly isList: boolean;
  readonly isEmpty: boolean;
}

/** The edits that put the calls of one string into another one, whose own calls become the first of a list. Both hold JSON. */
export function joinedCalls(source: string, first: Node, second: Node): Edit[] {
  const [own, other] = [callsIn(source, first), callsIn(source, second)];
  const added = other.isList ? source.slice(other.start + 1, other.end - 1) : source.slice(other.start, other.end);
  if (other.isEmpty) return [];
  if (!own.isList) {
    return [
      { start: own.start, end: own.start, text: '[' },
      { start: own.end, end: own.end, text: `, ${added}]` },
    ];
  }
  return [{ start: own.end - 1, end: own.end - 1, text: own.isEmpty ? added : `, ${added}` }];
}

function callsIn(source: string, { offset }: Node): Calls {
  const { text, offsets } = decodeString(source, offset);
  const from = thoughtLength(text);
  const json = text.slice(from);
  const start = from + (json.length - json.trimStart().length);
  const end = from + json.trimEnd().length;
  const isList = text[start] === '[';
  const isEmpty = isList && text.slice(start + 1, end - 1).trim() === '';
  return { start: offsets[start]!, end: offsets[end]!, isList, isEmpty };
}
