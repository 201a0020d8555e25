import type { NamedTokens, Token, Tokenizer } from '../tokenizer';
import { AddedTokens } from './addedTokens';
import { placeTokens } from './locate';
import { mergeTokens } from './merge';
import { MergeTable } from './mergeTable';
import { normalize } from './normalize';
import { NormalizedPlaces, samePlaces, type Places } from './normalizedPlaces';
import { PreTokenCache, type Merged } from './preTokenCache';
import type { BpeParts } from './readTokenizerJson';
import { TokenBytes } from './tokenBytes';
import type { AddedToken } from './tokenizerJson';
import { decodeUtf8, utf8LengthOf, writeBytes } from './utf8';

/** What a tokenizer is besides its tables. */
export interface Described {
  readonly id: string;
  readonly name: string;
  readonly named: NamedTokens;
  readonly chatTemplates: Readonly<Record<string, string>>;
}

/** Longer pre-tokens, in bytes, are merged in memory of their own. */
const BUFFER = 1 << 14;

/** Byte-level BPE: a cache of pre-tokens in front of merging by rank. Equal to the Rust crate `tokenizers`, to the last token. */
export class ByteLevelBpe implements Tokenizer {
  readonly id: string;
  readonly name: string;
  readonly named: NamedTokens;
  readonly chatTemplates: Readonly<Record<string, string>>;
  readonly #parts: BpeParts;
  readonly #table: MergeTable;
  /** Added tokens that stand in the text as it is are found first, then those of the normalised text between them. */
  readonly #addedToText: AddedTokens;
  readonly #addedToNormal: AddedTokens;
  readonly #addedById: ReadonlyMap<number, AddedToken>;
  readonly #addedByContent: ReadonlyMap<string, AddedToken>;
  readonly #normalize: (text: string) => string;
  readonly #cache = new PreTokenCache();
  readonly #buffer = new Int32Array(BUFFER);
  #bytes: TokenBytes | undefined;
  #whole: Map<string, number> | undefined;

  constructor(described: Described, parts: BpeParts) {
    this.id = described.id;
    this.name = described.name;
    this.named = described.named;
    this.chatTemplates = described.chatTemplates;
    this.#parts = parts;
    this.#table = new MergeTable(parts.model);
    this.#normalize = parts.normalizes ? normalize : (text) => text;
    const { addedTokens } = parts;
    this.#addedToText = new AddedTokens(addedTokens.filter(({ normalized }) => !normalized));
    this.#addedToNormal = new AddedTokens(
      addedTokens.filter(({ normalized }) => normalized),
      this.#normalize,
    );
    this.#addedById = new Map(addedTokens.map((token) => [token.id, token]));
    this.#addedByContent = new Map(addedTokens.map((token) => [token.content, token]));
  }

  encode(text: string): number[] {
    const ids: number[] = [];
    for (const part of this.#split(text)) {
      if (typeof part === 'number') ids.push(part);
      else {
        for (const piece of this.#parts.preTokenizer.split(part)) {
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
    for (const part of this.#split(text)) {
      if (typeof part === 'number') count += 1;
      else {
        for (const piece of this.#parts.preTokenizer.split(part)) {
          const merged = this.#cache.get(piece) ?? this.#merge(piece);
          count += typeof merged === 'number' ? 1 : merged.length;
        }
      }
    }
    return count;
  }

  locate(text: string): Token[] {
    const tokens: Token[] = [];
    const wellFormed = text.toWellFormed();
    for (const { start, end, id } of this.#addedToText.split(wellFormed)) {
      if (id !== undefined) tokens.push({ id, start, end });
      else this.#locateOrdinary(wellFormed.slice(start, end), start, tokens);
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
      } else run.push(this.#tokenBytes.get(id));
    }
    flush();
    return text;
  }

  idOf(token: string): number | undefined {
    const added = this.#addedByContent.get(token);
    if (added) return added.id;
    const ids = this.encode(token);
    return ids.length === 1 ? ids[0] : undefined;
  }

  specialText(id: number): string | undefined {
    return this.#addedById.get(id)?.content;
  }

  /** Added tokens by their ids, and the normalised ordinary texts between them. */
  #split(text: string): (number | string)[] {
    const parts: (number | string)[] = [];
    // Lone surrogates become U+FFFD before anything looks at their category.
    const wellFormed = text.toWellFormed();
    for (const { start, end, id } of this.#addedToText.split(wellFormed)) {
      if (id !== undefined) parts.push(id);
      else {
        const normal = this.#normalize(wellFormed.slice(start, end));
        for (const inner of this.#addedToNormal.split(normal))
          parts.push(inner.id ?? normal.slice(inner.start, inner.end));
      }
    }
    return parts;
  }

  /** @param offset where the text stands in that whose tokens are asked for */
  #locateOrdinary(text: string, offset: number, tokens: Token[]): void {
    const normal = this.#normalize(text);
    const places: Places = normal === text ? samePlaces : new NormalizedPlaces(text);
    const put = (id: number, start: number, end: number): void => {
      tokens.push({ id, start: offset + places.startOf(start), end: offset + places.endOf(end) });
    };
    for (const { start, end, id } of this.#addedToNormal.split(normal)) {
      if (id !== undefined) {
        put(id, start, end);
        continue;
      }
      for (const place of this.#parts.preTokenizer.places(normal.slice(start, end))) {
        const from = start + place.start;
        const piece = normal.slice(from, start + place.end);
        const merged = this.#cache.get(piece) ?? this.#merge(piece);
        placeTokens(piece, merged, this.#byteLengthOf, (token) => put(token.id, from + token.start, from + token.end));
      }
    }
  }

  readonly #byteLengthOf = (id: number): number => this.#tokenBytes.lengthOf(id);

  get #tokenBytes(): TokenBytes {
    return (this.#bytes ??= new TokenBytes(this.#parts.model));
  }

  /** The tokens of a pre-token that the cache doesn't have; from now on it does. */
  #merge(piece: string): Merged {
    const merged = this.#wholeToken(piece) ?? this.#mergeBytes(piece);
    this.#cache.set(piece, merged);
    return merged;
  }

  #mergeBytes(piece: string): Merged {
    const ids = piece.length * 3 <= BUFFER ? this.#buffer : new Int32Array(utf8LengthOf(piece));
    const count = mergeTokens(this.#table, ids, writeBytes(piece, this.#parts.model.byteIds, ids));
    if (count === 1) return ids[0]!;
    return ids === this.#buffer ? ids.slice(0, count) : ids.subarray(0, count);
  }

  #wholeToken(piece: string): number | undefined {
    if (!this.#parts.model.ignoreMerges) return undefined;
    return (this.#whole ??= this.#tokenBytes.texts()).get(piece);
  }
}
