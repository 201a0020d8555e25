/** A character of scripts that set no spaces between words counts as a word; elsewhere letters, marks and digits in a row. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}\p{M}])+/gu;

/**
 * The words of a text in lower case. For ASCII these are those of Google's rouge-score without stemming (runs of letters and digits; its tokenizer drops
 * all else, and so all of Chinese). Chinese characters are words each, as in sacreBLEU's tokenizer `zh`: the result then depends on no word segmentation.
 */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}
