import type { Node } from 'jsonc-parser';
import type { Fields, Format } from '../dataset/format';
import { allTurns, type MediumKind, type Sample, type Turn } from '../dataset/sample';
import type { Dialogue, Family, MediaList, Message } from './dialogue';
import { textOf, type Member } from './rawText';
import { readMessage } from './readMessage';
import { isInside, propertiesOf, propertyOf, RecordSource } from './recordSource';

/** The family that a format's messages are of. */
export function familyOf(id: string): Family {
  if (id === 'llamafactory-v1') return 'v1';
  const family = /alpaca|sharegpt|messages/.exec(id)?.[0];
  return (family as Family | undefined) ?? 'none';
}

/** Reads a record for conversion. */
export function readDialogue(source: RecordSource, format: Format): Dialogue {
  const sample = format.read(source.value as Fields);
  const read = (turns: readonly Turn[]): readonly Message[] =>
    turns.map((turn) => readMessage(turn, sample, source, format));
  const messages = read(sample.turns);
  const { chosen, rejected } = sample.preference ?? {};
  const tools = toolsOf(sample, source);
  const label = sample.label?.value;
  return {
    family: familyOf(format.id),
    messages,
    ...(chosen && { chosen: read(chosen.turns) }),
    ...(rejected && { rejected: read(rejected.turns) }),
    ...(typeof label === 'boolean' && { label }),
    ...(tools && { tools }),
    media: mediaOf(sample, source),
    ...furtherFields(sample, source, format),
  };
}

/** The tools as they stand, and the list of them, out of its string if it stands in one. */
function toolsOf({ tools }: Sample, source: RecordSource): Dialogue['tools'] {
  const node = tools && source.at(tools.pointer);
  if (!tools || !node) return undefined;
  const own = source.jsonOf(node);
  if (tools.form === 'value') return { source: own, list: own };
  const inner = RecordSource.read(textOf(source.textOf(node)).trim());
  return { source: own, ...(inner instanceof RecordSource && { list: inner.jsonOf(inner.root) }) };
}

/** The media by kind, each in the order in which they stand in the record. */
function mediaOf({ media = [] }: Sample, source: RecordSource): readonly MediaList[] {
  const kinds: readonly MediumKind[] = ['image', 'video', 'audio'];
  return kinds.flatMap((kind) => {
    const nodes = media
      .filter((each) => each.kind === kind)
      .flatMap(({ items }) => items.map(({ pointer }) => source.at(pointer)))
      .filter((node) => node !== undefined);
    return nodes.length > 0 ? [{ kind, items: nodes.map((node) => source.jsonOf(node)) }] : [];
  });
}

/** The fields that the sample does not hold, parted by whether they stand before or after the first one that it holds; and what is left over inside of the others. */
function furtherFields(
  sample: Sample,
  source: RecordSource,
  format: Format,
): Pick<Dialogue, 'before' | 'after' | 'left' | 'isOfFormat'> {
  const held = heldNodes(sample, source);
  const reading = { source, format, held, repeated: promptTexts(sample, source, format) };
  const before: Member[] = [];
  const after: Member[] = [];
  const left: string[] = [];
  let isBefore = true;
  for (const [name, node] of propertiesOf(source.root)) {
    const isRead = [...held].some((each) => isInside(each, node));
    const isOwn = Object.hasOwn(format.schema.properties, name) && !ABOUT.has(name);
    const unread = isRead || isOwn ? leftIn(node, name, reading) : [];
    if (isRead || (isOwn && unread.length === 0)) {
      isBefore = false;
      left.push(...unread);
    } else {
      (isBefore ? before : after).push([name, source.jsonOf(node)]);
    }
  }
  return { before, after, left, isOfFormat: held.size > 0 };
}

/** Fields that every format knows and that say something about the record, also where they are empty. */
const ABOUT: ReadonlySet<string> = new Set(['id', 'task_type', 'robustness', 'variant_of', 'source', 'provenance']);

/** Null, an empty text, list or object: in a field of the format it says the same as no field. */
function isNothing({ type, value, children }: Node): boolean {
  return type === 'null' || value === '' || ((type === 'array' || type === 'object') && (children ?? []).length === 0);
}

/** What the sample was read from. */
function heldNodes(sample: Sample, source: RecordSource): ReadonlySet<Node> {
  const { tools, label, media = [] } = sample;
  const ofTurns = allTurns(sample).flatMap((turn) => [turn.pointer, ...turn.pointers, turn.weight?.pointer]);
  const pointers = [...ofTurns, ...media.map(({ pointer }) => pointer), tools?.pointer, label?.pointer];
  const nodes = pointers.map((pointer) => (pointer === undefined || pointer === '' ? undefined : source.at(pointer)));
  return new Set(nodes.filter((node) => node !== undefined));
}

/** The JSON texts of what stands before the answers of a pair: answers may repeat it. */
function promptTexts({ preference, turns }: Sample, source: RecordSource, { names }: Format): ReadonlySet<string> {
  if (!preference) return new Set();
  const nodes = turns.map(({ pointer }) => source.at(pointer)).filter((node) => node !== undefined);
  return new Set(nodes.map((node) => source.jsonOf(propertyOf(node, names.content) ?? node)));
}

/** Where inside of a field values stand that nothing was read from, without the indices of lists. */
function leftIn(node: Node, path: string, reading: FieldReading): string[] {
  const { held, repeated, source, format } = reading;
  if (held.has(node) || isNothing(node)) return [];
  if (repeated.has(source.jsonOf(propertyOf(node, format.names.content) ?? node))) return [];
  if (node.type === 'array') return (node.children ?? []).flatMap((child) => leftIn(child, path, reading));
  if (node.type === 'object')
    return propertiesOf(node).flatMap(([name, value]) => leftIn(value, `${path}.${name}`, reading));
  return [...held].some((each) => isInside(node, each)) ? [] : [path];
}

interface FieldReading {
  readonly source: RecordSource;
  readonly format: Format;
  /** What the sample was read from. */
  readonly held: ReadonlySet<Node>;
  /** JSON texts that say nothing new. */
  readonly repeated: ReadonlySet<string>;
}
