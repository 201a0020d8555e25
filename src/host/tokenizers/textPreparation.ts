import { partsOf } from './tokenizerParts';

/** Ideographs beyond U+FFFF that BERT treats as words (google-research/bert, tokenization.py, `_is_chinese_char`). */
const LATER_IDEOGRAPHS = /[\u{20000}-\u{2a6df}\u{2a700}-\u{2b81f}\u{2b820}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;

/** Makes up, before the library sees a text, for what it does otherwise than the Rust crate. */
export class TextPreparation {
  readonly #separates: boolean;
  readonly #lowers: boolean;

  /** @param tokenizer a `tokenizer.json` */
  constructor(tokenizer: Readonly<Record<string, unknown>>) {
    const normalizers = partsOf(tokenizer.normalizer);
    this.#separates = normalizers.some((part) => part.type === 'BertNormalizer' && part.handle_chinese_chars === true);
    this.#lowers = normalizers.some(
      (part) => part.type === 'Lowercase' || (part.type === 'BertNormalizer' && part.lowercase === true),
    );
  }

  prepare(text: string): string {
    let prepared = text.toWellFormed();
    // The library takes characters for UTF-16 units.
    if (this.#separates) prepared = prepared.replace(LATER_IDEOGRAPHS, ' $& ');
    // Rust lowers each character by itself; JavaScript knows the sigma at the end of a word.
    if (this.#lowers) prepared = prepared.replaceAll('Σ', 'σ');
    return prepared;
  }
}
