import type { USUAL_KINDS } from './marker';
import {
  ABOUT_LANGUAGE,
  CHAT_WORDS,
  CHINESE_SLANG,
  CHINESE_STUMPS,
  CHINESE_TYPOS,
  ENGLISH_STUMPS,
  ENGLISH_TYPOS,
  LOOSE_WORDS,
  MIXED_WORDS,
  PINYIN_WORDS,
} from './noiseWords';

/** A sign that a prompt is badly written. Offsets are UTF-16 units of the text. */
export interface Noise {
  readonly kind: (typeof USUAL_KINDS)[number];
  /**
   * What it is: a misspelled word (`meant` is the right one), pinyin, needless English, a sentence that breaks off, words of chats, signs or letters in
   * rows, characters with spaces between them.
   */
  readonly sign: 'misspelled' | 'pinyin' | 'mixed' | 'breaks-off' | 'slang' | 'repeated' | 'spaced';
  readonly start: number;
  readonly end: number;
  readonly meant?: string;
}

/** UTF-16 units of the longest words of a person that are looked at; longer ones are data. */
export const LONGEST = 300;
/** Words to one misspelled one: with more, it is a slip. */
const WORDS_TO_A_TYPO = 20;

const QUOTED =
  /“[^”]*”|"[^"]*"|「[^」]*」|『[^』]*』|《[^》]*》|‘[^’]*’|(?<!\w)'[^']*'(?!\w)|`[^`]*`|[（(【[<{][^）)】\]>}]*[）)】\]>}]|https?:\S+/g;
/** Behind it stands what the words are about. */
const BEFORE_DATA = /\n|[:：](?!\d)/;
const CODE = /[{}<>\\|=_]|\(\)|;\s*$/;
const LATIN = /[a-z]/i;
const HAN = /\p{Script=Han}/u;
const WORD = /(?<![\w@./#'’+-])[a-z]+(?:['’][a-z]+)?(?![\w@/+-]|\.\w)/gi;

const TYPOS = [...CHINESE_TYPOS].map(([wrong, meant]) => ({ pattern: new RegExp(wrong, 'u'), meant }));
const ANY_TYPO = new RegExp([...CHINESE_TYPOS.keys()].join('|'), 'u');
const SLANG = new RegExp(CHINESE_SLANG.join('|'), 'i');
const LOOSE_CHINESE = /[咋啥]/g;
const CHAT_YOU = /(?<!\w)(?:can|do|did|are|could|would|will|how|thank|love|see|r) u(?!\w|[.'’])/i;
const MIXED = new RegExp(MIXED_WORDS.join('|'), 'iu');
const STUMP = new RegExp(`(?:${CHINESE_STUMPS}|(?<![\\w'’-])${ENGLISH_STUMPS})$`, 'i');
const LONGEST_STUMP = 20;
const REPEATED =
  /([，。、！])\1{2,}|([？?!])\2{3,}|(?<![a-z])[a-z]{1,6}([aeiouy])\3{3,}[a-z]{0,3}(?![a-z])|([啊哈呀嗯哦呜嘿])\4{4,}/i;
const SPACED = /(?:(?<![^\s\p{P}])\p{Script=Han} ){4,}\p{Script=Han}(?![^\s\p{P}])/u;

/**
 * The signs that a prompt is badly written, with the kinds of marker that they call for; only such as stand in what the person says, not in what it is about
 * (quotations, code, whatever follows a colon or a line feed). Heuristics for Chinese and English that would rather miss something than be wrong:
 * lists of usual slips, and forms.
 */
export function noiseIn(text: string): readonly Noise[] {
  const { words, isWhole } = ownWords(text);
  if (words === '') return [];
  const found = signsIn(words, isWhole);
  if (found.length === 0 || CODE.test(words) || ABOUT_LANGUAGE.test(text.slice(0, LONGEST))) return [];
  return found.sort((a, b) => a.start - b.start);
}

function signsIn(words: string, isWhole: boolean): Noise[] {
  const hasHan = HAN.test(words);
  const found: Noise[] = [...wordNoise(words, hasHan)];
  if (hasHan) found.push(...chineseNoise(words));
  else add(found, 'colloquial', 'slang', CHAT_YOU.exec(words));
  const repeated = REPEATED.exec(words);
  if (repeated) add(found, /[a-z]/i.test(repeated[0]) || repeated[4] ? 'colloquial' : 'noise', 'repeated', repeated);
  if (isWhole) found.push(...breakOff(words, hasHan));
  return found;
}

/** What a person says, without quotations and what it is about; offsets stay as they are. Nothing where it is too long. */
function ownWords(text: string): { words: string; isWhole: boolean } {
  const head = text.slice(0, LONGEST + 1).trimEnd();
  const end = BEFORE_DATA.exec(head)?.index;
  if (end === undefined && head.length > LONGEST) return { words: '', isWhole: false };
  const said = head.slice(0, end);
  const words = said.replace(QUOTED, (quotation) => ' '.repeat(quotation.length));
  return { words, isWhole: end === undefined && words === said };
}

function wordNoise(words: string, hasHan: boolean): Noise[] {
  const found: Noise[] = [];
  const typos: Noise[] = [];
  const loose: Noise[] = [];
  let count = 0;
  for (const { 0: word, index } of words.matchAll(WORD)) {
    count++;
    const lower = word.toLowerCase();
    const place = { start: index, end: index + word.length };
    const meant = ENGLISH_TYPOS.get(lower);
    if (meant !== undefined) typos.push({ kind: 'typo', sign: 'misspelled', ...place, meant });
    else if (!hasHan && CHAT_WORDS.has(lower)) found.push({ kind: 'colloquial', sign: 'slang', ...place });
    else if (!hasHan && LOOSE_WORDS.has(lower)) loose.push({ kind: 'colloquial', sign: 'slang', ...place });
    else if (hasHan && PINYIN_WORDS.has(word)) found.push({ kind: 'code-mixed', sign: 'pinyin', ...place });
  }
  const isDense = typos.length * WORDS_TO_A_TYPO >= count;
  return [...found, ...(isDense ? typos : []), ...(found.length + loose.length > 1 ? loose : [])];
}

function chineseNoise(words: string): Noise[] {
  const found: Noise[] = [];
  if (ANY_TYPO.test(words)) {
    for (const { pattern, meant } of TYPOS) add(found, 'typo', 'misspelled', pattern.exec(words), meant);
  }
  if (LATIN.test(words)) add(found, 'code-mixed', 'mixed', MIXED.exec(words));
  if (words.includes(' ')) add(found, 'noise', 'spaced', SPACED.exec(words));
  const slang = SLANG.exec(words);
  const loose = [...words.matchAll(LOOSE_CHINESE)];
  add(found, 'colloquial', 'slang', slang ?? (loose.length > 1 ? loose[0]! : null));
  return found;
}

function breakOff(words: string, hasHan: boolean): Noise[] {
  const said = words.trimEnd();
  const from = Math.max(0, said.length - LONGEST_STUMP);
  const stump = STUMP.exec(said.slice(from));
  const isLong = hasHan ? said.trim().length >= 6 : said.trim().split(/\s+/).length >= 4;
  if (!stump || !isLong) return [];
  return [{ kind: 'incomplete', sign: 'breaks-off', start: from + stump.index, end: said.length }];
}

function add(
  found: Noise[],
  kind: Noise['kind'],
  sign: Noise['sign'],
  match: RegExpExecArray | RegExpMatchArray | null,
  meant?: string,
): void {
  if (!match) return;
  const { 0: text, index = 0 } = match;
  const start = index + text.length - text.trimStart().length;
  found.push({ kind, sign, start, end: index + text.trimEnd().length, ...(meant === undefined ? {} : { meant }) });
}
