/** A token as it lies in a text: `start` and `end` in UTF-16 units. Tokens that share a character share its span. */
export interface Token {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** The texts of the special tokens that templates name; undefined where the model has none. */
export interface NamedTokens {
  readonly bos?: string;
  readonly eos?: string;
  readonly pad?: string;
  readonly unk?: string;
}

/**
 * A model's tokenizer. Encoding never adds tokens of its own (no BOS, no EOS), as `add_special_tokens=False` does; special tokens that
 * stand in the text become their ids, as `split_special_tokens=False` does. Lone surrogates count as U+FFFD.
 */
export interface Tokenizer {
  /** A bundled id (`qwen3`), a folder or a hub id. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly named: NamedTokens;
  /** The chat templates (Jinja) by name; the main one is `default`. Empty if the model has none. */
  readonly chatTemplates: Readonly<Record<string, string>>;
  encode(text: string): number[];
  /** The length of {@link encode}'s result, sooner. */
  count(text: string): number;
  /** The tokens with their places, in the order of the text. */
  locate(text: string): Token[];
  /** Text of the ids, special tokens included. Bytes that are no UTF-8 become U+FFFD. */
  decode(ids: readonly number[]): string;
  /** The id of a token that is written out, such as `<|im_end|>`. */
  idOf(token: string): number | undefined;
  /** The text of a special (added) token, undefined for ordinary ones. */
  specialText(id: number): string | undefined;
}
