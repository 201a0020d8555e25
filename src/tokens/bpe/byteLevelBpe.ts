import type { NamedTokens, Token, Tokenizer } from '../tokenizer';
import { AddedTokens } from './addedTokens';
import { tokenBytes, type BpeModel } from './bpeModel';
import { locateTokens } from './locate';
import { mergeTokens } from './merge';
import { MergeTable } from './mergeTable';
import { PreTokenCache, type Merged } from './preTokenCache';
import type { BpeParts } from './readTokenizerJson';
import type { AddedToken } from './tokenizerJson';

/** What a tokenizer is besides its tables. */
export interface Described {
  readonly id: string;
  readonly name: string;
  readonly named: NamedTokens;
  readonly chatTemplates: Readonly<Record<string, string>>;
}

/** Byte-level BPE: a cache of pre-tokens in front of merging by rank. Equal to the Rust crate `tokenizers`, to the last token. */
export class ByteLevelBpe implements Tokenizer {
  readonly id: string;
  readonly name: string;
  readonly named: NamedTokens;
  readonly chatTemplates: Readonly<Record<string, string>>;
  readonly #parts: BpeParts;
  readonly #table: MergeTable;
  readonly #added: AddedTokens;
  readonly #addedById: ReadonlyMap<number, AddedToken>;
  readonly #cache = new PreTokenCache();
  #buffer = new Int32Array(1024);
  #bytes: (Uint8Array | undefined)[] | undefined;
  #whole: Map<string, number> | undefined;

  constructor(described: Described, parts: BpeParts) {
    this.id = described.id;
    this.name = described.name;
    this.named = described.named;
    this.chatTemplates = described.chatTemplates;
    this.#parts = parts;
    this.#table = new MergeTable(parts.model);
    this.#added = new AddedTokens(parts.addedTokens);
    this.#addedById = new Map(parts.addedTokens.map((token) => [token.id, token]));
  }

  encode(text: string): number[] {
    const ids: number[] = [];
    for (const { start, end, id } of this.#added.split(text)) {
      if (id !== undefined) ids.push(id);
      else {
        for (const piece of this.#pieces(text, start, end)) {
          const merged = this.#cache.get(piece) ?? this.#merge(piece);
          if (typeof merged === 'number') ids.push(merged);
          else for (const one of merged) ids.push(one);
        }
      }
    }
    return ids;
  }

  count(text: string): number {
    let count = 0;
    for (const { start, end, id } of this.#added.split(text)) {
      if (id !== undefined) count += 1;
      else {
        for (const piece of this.#pieces(text, start, end)) {
          const merged = this.#cache.get(piece) ?? this.#merge(piece);
          count += typeof merged === 'number' ? 1 : merged.length;
        }
      }
    }
    return count;
  }

  locate(text: string): Token[] {
    const tokens: Token[] = [];
    for (const { start, end, id } of this.#added.split(text)) {
      if (id !== undefined) tokens.push({ id, start, end });
      else {
        const part = text.slice(start, end);
        for (const token of locateTokens(part, this.encode(part), this.#byteLengthOf, this.#parts.normalizes))
          tokens.push({ id: token.id, start: start + token.start, end: start + token.end });
      }
    }
    return tokens;
  }

  decode(ids: readonly number[]): string {
    let text = '';
    let run: Uint8Array[] = [];
    const flush = (): void => {
      if (run.length > 0) text += decodeUtf8(run);
      run = [];
    };
    for (const id of ids) {
      const added = this.#addedById.get(id);
      if (added !== undefined) {
        flush();
        text += added.content;
      } else {
        const bytes = this.#bytesOf(id);
        if (bytes) run.push(bytes);
      }
    }
    flush();
    return text;
  }

  idOf(token: string): number | undefined {
    const added = this.#parts.addedTokens.find(({ content }) => content === token);
    if (added) return added.id;
    const ids = this.encode(token);
    return ids.length === 1 ? ids[0] : undefined;
  }

  specialText(id: number): string | undefined {
    return this.#addedById.get(id)?.content;
  }

  readonly #byteLengthOf = (id: number): number => this.#bytesOf(id)?.length ?? 0;

  #bytesOf(id: number): Uint8Array | undefined {
    return (this.#bytes ??= tokenBytes(this.#parts.model))[id];
  }

  /** The pre-tokens of a stretch of ordinary text. */
  #pieces(text: string, start: number, end: number): readonly string[] {
    // Lone surrogates become U+FFFD before anything looks at their category.
    const stretch = (end - start === text.length ? text : text.slice(start, end)).toWellFormed();
    const { normalizes, preTokenizer } = this.#parts;
    return preTokenizer(normalizes ? stretch.normalize('NFC') : stretch);
  }

  /** The tokens of a pre-token that the cache doesn't have; from now on it does. */
  #merge(piece: string): Merged {
    const merged = this.#wholeToken(piece) ?? this.#mergeBytes(piece);
    this.#cache.set(piece, merged);
    return merged;
  }

  #mergeBytes(piece: string): Merged {
    if (this.#buffer.length < piece.length * 3) this.#buffer = new Int32Array(piece.length * 3);
    const ids = this.#buffer;
    const count = mergeTokens(this.#table, ids, writeBytes(piece, this.#parts.model.byteIds, ids));
    return count === 1 ? ids[0]! : ids.slice(0, count);
  }

  #wholeToken(piece: string): number | undefined {
    if (!this.#parts.model.ignoreMerges) return undefined;
    return (this.#whole ??= wholeTokens(this.#parts.model)).get(piece);
  }
}

/** Texts of the tokens that are whole UTF-8. */
function wholeTokens(model: BpeModel): Map<string, number> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const whole = new Map<string, number>();
  for (const [id, bytes] of tokenBytes(model).entries()) {
    try {
      if (bytes) whole.set(decoder.decode(bytes), id);
    } catch {
      // A part of a character is no pre-token.
    }
  }
  return whole;
}

/** Writes the token of each byte of the text's UTF-8; lone surrogates become U+FFFD. Returns how many there are. */
function writeBytes(text: string, byteIds: Int32Array, ids: Int32Array): number {
  let count = 0;
  const put = (byte: number): void => {
    ids[count++] = byteIds[byte]!;
  };
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      put(code);
      continue;
    }
    if (code < 0x800) {
      put(0xc0 | (code >> 6));
      put(0x80 | (code & 0x3f));
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) code = text.codePointAt(i)!;
    if (code >= 0x10000) {
      i += 1;
      put(0xf0 | (code >> 18));
      put(0x80 | ((code >> 12) & 0x3f));
    } else {
      if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
      put(0xe0 | (code >> 12));
    }
    put(0x80 | ((code >> 6) & 0x3f));
    put(0x80 | (code & 0x3f));
  }
  return count;
}

function decodeUtf8(parts: readonly Uint8Array[]): string {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
