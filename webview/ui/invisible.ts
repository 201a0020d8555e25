import * as l10n from '@vscode/l10n';

/** A stretch of text, or one character in it that people can't see as what it is. */
export type TextPart = string | InvisibleCharacter;
export interface InvisibleCharacter {
  /** As it stands in the text. */
  readonly character: string;
  /** What is drawn for it. */
  readonly glyph: string;
  /** For people: code point and name. */
  readonly title: string;
}

/**
 * Characters that are drawn with a glyph of their own: controls, white space but the plain blank and line end, format characters (zero width, direction),
 * fillers, lone surrogates. Variation selectors are not: they belong to the character before, mostly an emoji. Blanks are drawn at the end of a line.
 */
const DRAWN =
  /(?![ \n]|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]| +(?=\r?$)/gmu;

/** The same but for what has its place in ordinary text: tabs, the wide blank of Chinese, and blanks. */
const SUSPICIOUS =
  /(?![ \n\t\u3000]|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** True if nothing of a text can be seen. */
export function isUnseen(text: string): boolean {
  return text.replace(DRAWN, '').trim() === '';
}

/** Cuts a text where it has characters that can't be seen. Joined again, the parts are the text. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(DRAWN)) {
    if (index > from) parts.push(text.slice(from, index));
    if (found[0] === ' ') for (const blank of found) parts.push(drawn(blank));
    else parts.push(drawn(found));
    from = index + found.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** The kinds of suspicious characters of a text, most frequent first, with how often they stand there. */
export function suspiciousIn(text: string): readonly { readonly title: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { 0: character, index } of text.matchAll(SUSPICIOUS)) {
    if (joinsRightly(text, index, character)) continue;
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts]
    .map(([character, count]) => ({ title: drawn(character).title, count }))
    .sort((a, b) => b.count - a.count);
}

/**
 * A joiner between the parts of an emoji, or in scripts that need it (Persian, those of India). A carriage return before a line end.
 * https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters
 */
function joinsRightly(text: string, index: number, character: string): boolean {
  if (character === '\r') return text[index + 1] === '\n';
  if (character !== '\u200c' && character !== '\u200d') return false;
  return JOINED.test(text.slice(Math.max(0, index - 2), index));
}

const JOINED =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{M}]$/u;

function drawn(character: string): InvisibleCharacter {
  const code = character.codePointAt(0)!;
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  const [glyph, name] = named(code) ?? [hex, l10n.t('invisible character')];
  return { character, glyph, title: `U+${hex} ${name}` };
}

function named(code: number): readonly [string, string] | undefined {
  switch (code) {
    case 0x09:
      return ['→', l10n.t('tab')];
    case 0x0d:
      return ['CR', l10n.t('carriage return')];
    case 0x20:
      return ['·', l10n.t('blank at the end of a line')];
    case 0xa0:
      return ['NBSP', l10n.t('no-break space')];
    case 0xad:
      return ['SHY', l10n.t('soft hyphen')];
    case 0x200b:
      return ['ZWSP', l10n.t('zero width space')];
    case 0x200c:
      return ['ZWNJ', l10n.t('zero width non-joiner')];
    case 0x200d:
      return ['ZWJ', l10n.t('zero width joiner')];
    case 0x2028:
      return ['LS', l10n.t('line separator')];
    case 0x2029:
      return ['PS', l10n.t('paragraph separator')];
    case 0x2060:
      return ['WJ', l10n.t('word joiner')];
    case 0x3000:
      return ['□', l10n.t('ideographic space')];
    case 0xfeff:
      return ['BOM', l10n.t('byte order mark, or zero width no-break space')];
  }
  if (code < 0x20) return [String.fromCodePoint(0x2400 + code), l10n.t('control character')];
  if (code === 0x7f) return ['␡', l10n.t('control character')];
  if (code < 0xa0) return [code.toString(16).toUpperCase(), l10n.t('control character')];
  const direction = DIRECTIONS[code];
  if (direction) return [direction, l10n.t('direction of writing')];
  if (code >= 0xd800 && code <= 0xdfff) return ['?', l10n.t('half of a surrogate pair')];
  if (code >= 0xe0000) return ['TAG', l10n.t('tag or selector that is not drawn')];
  if (/\p{Zs}/u.test(String.fromCodePoint(code))) return ['SP', l10n.t('space of another width')];
  return undefined;
}

/** https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters */
const DIRECTIONS: Readonly<Record<number, string>> = {
  0x061c: 'ALM',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
};
