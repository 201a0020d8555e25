import type { Fields, Format } from '../dataset/format';
import type { Rule } from './rule';
import { Sightings } from './sightings';

const encoder = new TextEncoder();

/** A record without faults in schema and form, as it is searched for clues. */
export interface Searched {
  readonly value: Fields;
  /** It stands there, from `start` to `end`; maybe as the bytes of UTF-8, one in each unit. */
  readonly source: string;
  readonly start: number;
  readonly end: number;
  /** The source has escapes by code, which may hide any clue. */
  readonly isEscaped: boolean;
  /** Every text in the value. */
  readonly texts: readonly string[];
  readonly format: Format;
}

/** A clue in one of the forms that it has in a file. */
interface Clue {
  readonly text: string;
  /** Some characters of the clue from its rarest one on; what does not hold this does not hold the clue. */
  readonly key: string;
  readonly rules: Rule[];
}

/** UTF-16 units of the longest text that rules are asked about that suspect short texts. */
const SHORT = 24;

/**
 * Decides whether rules must look at a sound record. It is asked for every record of a file, so it leaps through the text from one rare character to the
 * next (`includes` and `indexOf` run at some 10 GB/s; a pattern, character by character, at 2) and asks rules only where there is something.
 */
export class ClueSearch {
  /** What must stand in a record that holds one of the clues of the same place in {@link anywhere}. */
  private readonly keys: readonly string[];
  private readonly sightings: Sightings;
  private readonly anywhere: readonly (readonly Clue[])[];
  /** Clues at the start of a line by the {@link beginningAt} of their text. */
  private readonly lineStarts: (readonly Clue[] | undefined)[] = Array.from({ length: BEGINNINGS });
  private readonly hasLineStarts: boolean;
  /** Rules that did not confirm the text that is looked at. */
  private readonly refused: Rule[] = [];
  private readonly suspectingShort: readonly ((text: string) => boolean)[];
  private readonly suspecting: readonly ((text: string) => boolean)[];
  private readonly suspectingRecords: readonly ((value: Fields, format: Format, texts: readonly string[]) => boolean)[];

  constructor(rules: readonly Rule[]) {
    const anywhere = new Map<string, Clue>();
    const atStarts = new Map<string, Clue>();
    for (const rule of rules) {
      for (const clue of rule.clues ?? []) {
        const isAtStart = clue.startsWith('\n');
        add(isAtStart ? atStarts : anywhere, isAtStart ? clue.slice(1) : clue, rule);
      }
    }
    const byCharacter = grouped([...anywhere.values()], ({ key }) => key[0]!);
    this.keys = [...byCharacter].map(([character, clues]) => (clues.length > 1 ? character : clues[0]!.key));
    this.anywhere = [...byCharacter.values()];
    this.sightings = new Sightings(this.keys);
    for (const [beginning, clues] of grouped([...atStarts.values()], ({ text }) => beginningAt(text, 0))) {
      this.lineStarts[beginning] = clues;
    }
    this.hasLineStarts = atStarts.size > 0;
    this.suspectingShort = rules.map(({ suspectsShort }) => suspectsShort).filter((suspects) => suspects !== undefined);
    this.suspecting = rules.map(({ suspects }) => suspects).filter((suspects) => suspects !== undefined);
    const ofRecords = rules.map(({ suspectsRecord }) => suspectsRecord).filter((suspects) => suspects !== undefined);
    this.suspectingRecords = [...new Set(ofRecords)];
  }

  /** True if a rule may find something in the record. */
  mustLook({ source, start, end, texts, value, format, isEscaped }: Searched): boolean {
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i]!;
      if (text.length <= SHORT && isSuspected(text, this.suspectingShort)) return true;
      if (isSuspected(text, this.suspecting)) return true;
      if (this.hasLineStarts && this.hasLineStart(text)) return true;
    }
    for (let i = 0; i < this.suspectingRecords.length; i++) {
      if (this.suspectingRecords[i]!(value, format, texts)) return true;
    }
    // A record begins with a brace; what is looked for stands behind it.
    if (this.isIn(this.sightings, source, start + 1, end, texts)) return true;
    return isEscaped && texts.some((text) => this.isIn(new Sightings(this.keys), text, 0, text.length, texts));
  }

  private isIn(sightings: Sightings, source: string, start: number, end: number, texts: readonly string[]): boolean {
    if (!sightings.isAnyIn(source, start, end)) return false;
    const text = source.slice(start, end);
    for (let i = 0; i < this.anywhere.length; i++) {
      if (sightings.isIn(i, end) && isOneIn(this.anywhere[i]!, text, texts)) return true;
    }
    return false;
  }

  private hasLineStart(text: string): boolean {
    if (this.refused.length > 0) this.refused.length = 0;
    if (text.length < BEGINNING) return false;
    let at = text.charCodeAt(0) <= 0x20 ? text.length - text.trimStart().length : 0;
    for (; at + BEGINNING <= text.length;) {
      const clues = this.lineStarts[beginningAt(text, at)];
      if (clues !== undefined && this.beginsWithOne(clues, text, at)) return true;
      const end = text.indexOf('\n', at);
      if (end < 0) return false;
      at = end + 1;
    }
    return false;
  }

  private beginsWithOne(clues: readonly Clue[], text: string, at: number): boolean {
    for (const clue of clues) {
      if (!text.startsWith(clue.text, at)) continue;
      for (const rule of clue.rules) {
        if (this.refused.includes(rule)) continue;
        if (rule.confirms?.(text) ?? true) return true;
        this.refused.push(rule);
      }
    }
    return false;
  }
}

function isSuspected(text: string, suspecting: readonly ((text: string) => boolean)[]): boolean {
  for (let i = 0; i < suspecting.length; i++) if (suspecting[i]!(text)) return true;
  return false;
}

function isOneIn(clues: readonly Clue[], source: string, texts: readonly string[]): boolean {
  for (const { text, rules } of clues) {
    if (source.includes(text) && rules.some(({ confirms }) => !confirms || texts.some(confirms))) return true;
  }
  return false;
}

/** UTF-16 units by which clues at the start of a line are told apart, of which each has that many at least. */
const BEGINNING = 3;
/** A power of two. */
const BEGINNINGS = 0x1000;

/** A number for the three units from an offset on. */
function beginningAt(text: string, at: number): number {
  return (text.charCodeAt(at) ^ (text.charCodeAt(at + 1) << 3) ^ (text.charCodeAt(at + 2) << 6)) & (BEGINNINGS - 1);
}

/** Adds a clue as characters and as the bytes of UTF-8. */
function add(clues: Map<string, Clue>, text: string, rule: Rule): void {
  for (const form of new Set([text, asBytes(text)])) {
    const known = clues.get(form);
    if (known) known.rules.push(rule);
    else clues.set(form, { text: form, key: fromRarest(form), rules: [rule] });
  }
}

function grouped<K>(clues: readonly Clue[], keyOf: (clue: Clue) => K): Map<K, Clue[]> {
  const groups = new Map<K, Clue[]>();
  for (const clue of clues) {
    const key = keyOf(clue);
    groups.set(key, [...(groups.get(key) ?? []), clue]);
  }
  return groups;
}

/** The bytes of UTF-8 of a text, one in each unit. */
export function asBytes(text: string): string {
  return String.fromCharCode(...encoder.encode(text));
}

/**
 * Characters of JSON files, the commonest first: those of JSON itself, then letters by how often prose has them. What is not among them is rare, but for the
 * bytes of Chinese characters.
 */
const COMMON = '" :,\\etaoinsrhldcumfpgwyb.vk-0123456789xjqzTSAICMPBHWFDRLENGOUYJVKQXZ\'()/_]}[{';

/** V8 looks for longer texts in another way, whose preparation costs more than the search in a record. */
const LONGEST_KEY = 6;

function fromRarest(text: string): string {
  const rarity = (unit: string): number => {
    if (/[\x80-\xbf\xe3-\xef]/.test(unit)) return 1;
    const place = COMMON.indexOf(unit);
    return place < 0 ? COMMON.length : place;
  };
  let rarest = 0;
  for (let i = 1; i < text.length; i++) if (rarity(text[i]!) > rarity(text[rarest]!)) rarest = i;
  return text.slice(rarest, rarest + LONGEST_KEY);
}
