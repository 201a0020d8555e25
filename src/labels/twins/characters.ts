import { SHAPES, SYLLABLES } from './characters.generated';

/** What is mistaken for one another far more often than chance has it. */
const CONFUSED = [
  ...[
    '的地得',
    '在再',
    '做作',
    '他她它',
    '已以',
    '哪那',
    '象像向',
    '即既',
    '须需',
    '坐座',
    '带戴',
    '账帐',
    '份分',
    '吗嘛',
  ],
  ...['呢那', '和合', '有又', '其期', '部步', '必毕', '练炼', '震振', '决绝', '辩辨', '拔拨', '历厉', '候侯', '末未'],
];

/** Characters whose pinyin depends on the word, also without tones. */
const SEVERAL_READINGS = new Set('重长行乐得还着地觉校调传便差参曾朝降角率落藏薄剥血盛宿省似都了系卜扎轧柜炮卡巷壳');

let syllableOf: ReadonlyMap<string, string> | undefined;
let bySyllable: ReadonlyMap<string, readonly string[]> | undefined;
let shapes: ReadonlyMap<string, readonly string[]> | undefined;

/** Characters that are often written where this one is meant. */
export function confusedWith(character: string): readonly string[] {
  return CONFUSED.filter((group) => group.includes(character)).flatMap((group) =>
    [...group].filter((other) => other !== character),
  );
}

/** Common characters with the same pinyin, tones aside, the most frequent first. */
export function homophones(character: string): readonly string[] {
  bySyllable ??= new Map(
    SYLLABLES.split('|')
      .map((line) => line.split(' ') as [string, string])
      .map(withCharacters),
  );
  const syllable = syllables().get(character);
  return syllable === undefined ? [] : bySyllable.get(syllable)!.filter((other) => other !== character);
}

/** Common characters that look like this one, the most alike first. */
export function lookalikes(character: string): readonly string[] {
  shapes ??= new Map(SHAPES.split('|').map((line) => [line.slice(0, 1), [...line.slice(1)]]));
  return shapes.get(character) ?? [];
}

/** What one types for a word: `xiangmu`; undefined where that can't be told from the characters alone. */
export function pinyinOf(word: string): string | undefined {
  const read = [...word].map((character) => (SEVERAL_READINGS.has(character) ? undefined : syllables().get(character)));
  return read.includes(undefined) ? undefined : read.join('');
}

function syllables(): ReadonlyMap<string, string> {
  syllableOf ??= new Map(
    SYLLABLES.split('|').flatMap((line) => {
      const [syllable, characters] = line.split(' ') as [string, string];
      return [...characters].map((character) => [character, syllable] as const);
    }),
  );
  return syllableOf;
}

function withCharacters([syllable, characters]: [string, string]): [string, readonly string[]] {
  return [syllable, [...characters]];
}
