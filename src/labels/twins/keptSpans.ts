import type { Keeping, Span } from './draft';

const FILE_TYPES = [
  'jpe?g|png|gif|bmp|webp|svg|tiff?|mp[34]|wav|flac|m4a|ogg|aac|avi|mov|mkv|webm',
  'pdf|docx?|xlsx?|pptx?|csv|tsv|jsonl?|parquet|txt|md|zip|gz|tar',
  'py|ipynb|js|ts|tsx|java|kt|cpp|cc|hpp?|cs|go|rs|rb|php|sh|sql|html?|css|xml|ya?ml|toml',
].join('|');

/** UTF-16 units without a break that nobody has typed: data in base64, a hash, a minified file. */
const LONG_RUN = 200;
const RUNS = new RegExp(String.raw`[\w+/=.-]{${LONG_RUN},}`, 'g');
const WORDS_WITH_RUNS = new RegExp(String.raw`[!-~]{${LONG_RUN},}`, 'g');
/** Stands for such a run where the patterns look, which would take time that grows with its square: none of them goes on over it. */
const BLANK = '，';

/** UTF-16 units from which a paragraph counts as a text that others are about. */
const MATERIAL = 120;

/** What stays as it is, because the answer depends on every character of it, or because a program reads it. */
const KEPT: readonly RegExp[] = [
  // Code: fenced, inline, and lines that can be nothing else.
  /(`{3,}|~{3,})[^]*?(?:\1|$)/g,
  /(?<!`)(`{1,2})(?!`)[^\n]+?(?<!`)\1(?!`)/g,
  /^[ \t]*(?:from \S+ import\b|import [\w.{]+ *(?:;|$|from\b|as\b)|def \w+ *\(|class \w+ *[:({]|(?:const|let|var) \w+ *=|function\b[ \w]*\(|#include\b).*$/gm,
  /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|(?:CREATE|ALTER|DROP) [A-Z]+)\b[^\n\p{Script=Han}，。；？！]*/gu,
  /^.*(?:[;{}]|=>|:=|[^=]==[^=].*|\) *:)[ \t]*$/gm,
  /^(?: {4}|\t).*$/gm,
  /^[ \t]*\|.*$/gm,
  /"[\w-]+" *:.*$/gm,
  // Mathematics.
  /\$\$[^]*?\$\$|\$[^$\n]+\$|\\\([^]*?\\\)|\\\[[^]*?\\\]|\\[a-zA-Z]+(?:\{[^{}]*\})*/g,
  /(?<![^\s\p{Script=Han}，。；：？！、])[^\s\p{Script=Han}，。；：？！、]*[=+*^≤≥≠×÷√∑∫][^\s\p{Script=Han}，。；：？！、]*/gu,
  // Addresses, paths, names of files.
  /(?:\b[a-z][a-z\d+.-]*:\/\/|\bwww\.)[^\s<>"'“”，。；、！？（）【】「」]+/gi,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?:\b[A-Za-z]:|~|(?<![\w.\\/-]))(?:[\w.-]*[\\/])+[\w.-]+/g,
  new RegExp(String.raw`[\p{L}\p{N}_-]{1,100}\.(?:${FILE_TYPES})\b`, 'giu'),
  // Placeholders, tags, special tokens.
  /\{\{[^]*?\}\}|\$?\{[^{}\n]*\}|%\(\w+\)[a-z]|%[sdif]\b|\[\[[^\]\n]*\]\]|\[\/?[A-Z][A-Z\d_ -]*\]/g,
  /<[^<>\n]{1,200}>/g,
  // Numbers with what belongs to them, and names that hold one.
  /第?[A-Za-z\d_-]*[\d０-９][A-Za-z\d０-９_.,:%％°/-]*[年月日号点时分秒岁元米克章节页条个位次]?/g,
  /第?[零〇一二三四五六七八九十百千万亿两半几]+[年月日号点时分秒岁元米克章节页条个位次]?/g,
  // What is quoted, and titles.
  /“[^”\n]*”|"[^"\n]*"|「[^」]*」|『[^』]*』|《[^》]*》/g,
  // Identifiers, acronyms, mentions.
  /\b\w+_\w*\b|\b[a-z]+[A-Z]\w*\b|\b\w+\(\)|[@#][\p{L}\w]+|\b[A-Z]{2,}\w*\b/gu,
];

/** What says another thing once a letter of it is another one; left out, it is merely missing. */
const FIXED: readonly RegExp[] = [
  // Names within a sentence.
  /(?<=[\p{Ll},;:] )[A-Z][a-z]+(?: [A-Z][a-z]+)*/gu,
  // Negations.
  /[不没无非未勿别莫否]|\b(?:not|no|never|none|nor|without|\w+n't|cannot)\b/gi,
];

/**
 * What no twin of a prompt changes: code, numbers, addresses, placeholders, tags, special tokens, quotations, names and negations.
 *
 * @param names further texts that stay wherever they stand, such as those of images
 */
export function keepingOf(text: string, names: readonly string[] = []): Keeping {
  const named = names.filter((name) => name !== '').flatMap((name) => occurrences(text, name));
  const searched = text.replace(RUNS, (run) => BLANK.repeat(run.length));
  const kept = [...longRuns(text), ...found(searched, KEPT), ...named, ...material(text)];
  return { kept, fixed: found(searched, FIXED) };
}

/** Long runs with what is written to them without a space: of an address also its scheme. */
function longRuns(text: string): Span[] {
  return found(text, [WORDS_WITH_RUNS]).filter(({ start, end }) => text.slice(start, end).search(RUNS) >= 0);
}

/** Of several paragraphs the longest, if it is long: the text that the others are about, which people paste and don't type. */
function material(text: string): Span[] {
  const paragraphs = [...text.matchAll(/(?:[^\n]|\n(?!\s*\n))+/g)].flatMap(({ index, 0: paragraph }) =>
    // A heading with a colon at its line's end is not a part of what it announces.
    [...paragraph.matchAll(/[^]+?(?:[:：][ \t]*(?=\n)|$)/g)].map((part) => ({
      start: index + part.index,
      end: index + part.index + part[0].length,
    })),
  );
  const longest = Math.max(...paragraphs.map(({ start, end }) => end - start));
  if (paragraphs.length < 2 || longest < MATERIAL) return [];
  return paragraphs.filter(({ start, end }) => end - start === longest);
}

function found(text: string, patterns: readonly RegExp[]): Span[] {
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

function occurrences(text: string, name: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    spans.push({ start: at, end: at + name.length });
  }
  return spans;
}
