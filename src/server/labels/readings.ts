const IS_HAN = /\p{Script=Han}/u;

/** The ways in which one UTF-16 unit can be read. */
type Readings = readonly (readonly string[])[];

/** Texts whose readings are kept: a list of task types and those of some projects more. */
const MAX_KNOWN = 5000;

/** The text that was asked for last is the last one. */
const known = new Map<string, Readings>();

/** How each UTF-16 unit of a text can be read, in lower case: a Chinese character in pinyin without tone (`v` for ü), anything else as it is. */
export async function readingsOf(text: string): Promise<Readings> {
  let readings = known.get(text);
  if (!readings) {
    const inPinyin = IS_HAN.test(text) ? await pinyinOf() : undefined;
    readings = [...text].flatMap((character) => {
      const own = inPinyin && IS_HAN.test(character) ? inPinyin(character) : [character.toLowerCase()];
      return character.length === 1 ? [own] : [own, ['']];
    });
  }
  known.delete(text);
  known.set(text, readings);
  if (known.size > MAX_KNOWN) known.delete(known.keys().next().value!);
  return readings;
}

/** The dictionary takes some 30 ms to load. */
async function pinyinOf(): Promise<(character: string) => string[]> {
  const { pinyin } = await import('pinyin-pro');
  return (character) => [...new Set(pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true }))];
}
