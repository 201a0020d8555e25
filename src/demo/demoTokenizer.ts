import { bundledTokenizers, readBundled } from '../host/tokenizers/bundled';
import { chatRenderer } from '../host/tokenizers/renderer';
import { characterOfByte } from '../tokens/bpe/byteAlphabet';
import { ByteLevelBpe } from '../tokens/bpe/byteLevelBpe';
import { TokenBytes } from '../tokens/bpe/tokenBytes';
import type { ChatRenderer } from '../tokens/chatRenderer';

/** The tokenizer of the demo's models, one of those that are bundled. */
const TOKENIZER = 'qwen3';

/** Text to tokens and back, down to the bytes. */
export class DemoTokenizer {
  readonly #bpe: ByteLevelBpe;
  readonly #bytes: TokenBytes;
  /** Number of ids. */
  readonly size: number;
  /** Ends a turn. */
  readonly endOfTurn: number;
  /** What an answer ends at: the end of its turn or of the text, and also what would begin another turn. */
  readonly ends: ReadonlySet<number>;
  /** Ends a text. */
  readonly endOfText: number;

  private constructor(
    bpe: ByteLevelBpe,
    bytes: TokenBytes,
    size: number,
    readonly renderer: ChatRenderer,
    readonly template: string,
  ) {
    this.#bpe = bpe;
    this.#bytes = bytes;
    this.size = size;
    this.endOfTurn = this.#special('<|im_end|>');
    this.endOfText = this.#special('<|endoftext|>');
    this.ends = new Set([this.endOfTurn, this.endOfText, this.#special('<|im_start|>')]);
  }

  /**
   * @param folder where the bundled tokenizers are; beside the program if absent
   * @throws the errors of the file system
   */
  static async open(folder?: string): Promise<DemoTokenizer> {
    const bundled = bundledTokenizers.find(({ id }) => id === TOKENIZER)!;
    const { parts, config } = await readBundled(bundled, folder);
    const template = typeof config.chat_template === 'string' ? config.chat_template : '';
    const bpe = new ByteLevelBpe({ ...bundled, named: {}, chatTemplates: { default: template } }, parts);
    const { result, byteIds } = parts.model;
    const ids = [...result, ...byteIds, ...parts.addedTokens.map(({ id }) => id)];
    const size = ids.reduce((most, id) => Math.max(most, id), 0) + 1;
    return new DemoTokenizer(bpe, new TokenBytes(parts.model), size, chatRenderer({ config }), template);
  }

  encode(text: string): number[] {
    return this.#bpe.encode(text);
  }

  decode(ids: readonly number[]): string {
    return this.#bpe.decode(ids);
  }

  /** UTF-8 of one token, perhaps a part of a character. */
  bytesOf(id: number): Uint8Array {
    const special = this.#bpe.specialText(id);
    return special === undefined ? this.#bytes.get(id) : Buffer.from(special);
  }

  /** One token alone; what is no whole character is U+FFFD. */
  textOf(id: number): string {
    return this.#bpe.decode([id]);
  }

  /** One token as the vocabulary writes it: `Ġthe`. */
  writtenOf(id: number): string {
    return this.#bpe.specialText(id) ?? Array.from(this.#bytes.get(id), (byte) => characterOfByte[byte]!).join('');
  }

  #special(text: string): number {
    const id = this.#bpe.idOf(text);
    if (id === undefined) throw new Error(`${TOKENIZER} has no ${text}.`);
    return id;
  }
}
