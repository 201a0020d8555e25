import { isJsonObject } from '../../dataset/jsonObject';
import type { NamedTokens, Token, Tokenizer } from '../../tokens/tokenizer';
import { PreTrainedTokenizer } from './library';
import { locatePieces } from './locatePieces';
import { modelTypeOf, type ModelFiles } from './modelFiles';
import { namedTokens } from './specialTokens';
import { TextPreparation } from './textPreparation';

/**
 * Any tokenizer that `@huggingface/transformers` knows: Unigram, WordPiece, BPE of SentencePiece's kind, … Where it is not equal to the
 * Rust crate, `inexactParts` says so.
 *
 * The library's base class stands for all of them: `AutoTokenizer` chooses a class by `tokenizer_class`, but those of 4.3.1 differ in
 * padding, token types and languages of translation, never in ids (models/…/tokenization_….js; a test holds it).
 */
export class GenericTokenizer implements Tokenizer {
  readonly id: string;
  readonly name: string;
  readonly named: NamedTokens;
  readonly chatTemplates: Readonly<Record<string, string>>;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #preparation: TextPreparation;
  readonly #added: ReadonlyMap<number, string>;

  /** @throws Error in the library's words if the tokenizer has a part that it doesn't know */
  constructor(files: ModelFiles) {
    this.id = files.id;
    this.name = files.name;
    this.named = namedTokens(files.config);
    this.chatTemplates = files.chatTemplates;
    const json = completed(files.tokenizer);
    this.#tokenizer = new PreTrainedTokenizer(json, plainConfig(files.config));
    this.#preparation = new TextPreparation(json);
    this.#added = new Map(json.added_tokens.map(({ id, content }) => [id, content]));
  }

  encode(text: string): number[] {
    if (text === '') return [];
    return this.#tokenizer.encode(this.#preparation.prepare(text), { add_special_tokens: false });
  }

  count(text: string): number {
    return this.encode(text).length;
  }

  locate(text: string): Token[] {
    if (text === '') return [];
    const prepared = this.#preparation.prepare(text);
    const ids = this.#tokenizer.encode(prepared, { add_special_tokens: false });
    const pieces = this.#tokenizer.tokenize(prepared, { add_special_tokens: false });
    const spans = locatePieces(text, pieces);
    return ids.map((id, i) => ({ id, ...spans[i]! }));
  }

  decode(ids: readonly number[]): string {
    if (ids.length === 0) return '';
    return this.#tokenizer.decode([...ids], { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  }

  idOf(token: string): number | undefined {
    const id: number | undefined = this.#tokenizer.convert_tokens_to_ids(token);
    return id;
  }

  specialText(id: number): string | undefined {
    return this.#added.get(id);
  }
}

interface CompletedJson extends Record<string, unknown> {
  readonly added_tokens: readonly { readonly id: number; readonly content: string }[];
}

/** A `tokenizer.json` with all that the library wants to see. What is added behind the tokens of a text is left out. */
function completed(tokenizer: Readonly<Record<string, unknown>>): CompletedJson {
  const { added_tokens: added, normalizer = null, pre_tokenizer = null, decoder = null, model } = tokenizer;
  return {
    ...tokenizer,
    added_tokens: (added ?? []) as CompletedJson['added_tokens'],
    normalizer,
    pre_tokenizer,
    decoder,
    post_processor: null,
    model: { ...(model as object), type: modelTypeOf(tokenizer) },
  };
}

/** A `tokenizer_config.json` with its special tokens as texts, because the library refuses objects that don't say what they are. */
function plainConfig(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(config)
    .filter(([key]) => key !== 'chat_template')
    .map(([key, value]) => [key, key.endsWith('_token') && isJsonObject(value) ? value.content : value]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}
