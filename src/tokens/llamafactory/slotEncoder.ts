import * as l10n from '@vscode/l10n';
import type { Tokenizer } from '../tokenizer';
import type { Slot } from './templates/template';
import type { Template } from './templates';

/** Tokens by number, and by id if ids were asked for. */
export interface Encoded {
  readonly length: number;
  readonly ids?: readonly number[];
}

/** The tokenizer's special tokens after the template has changed them (`fix_special_tokens`). */
export interface SpecialTokens {
  readonly bos: number | undefined;
  readonly eos: number;
  /** The EOS token's text. */
  readonly eosText: string;
}

const ADDED_EOS = '<|endoftext|>';

/**
 * The special tokens for a template. A fault if it needs a token that the tokenizer lacks: LLaMA-Factory would add it to the vocabulary,
 * which only makes sense for a model that is made for it.
 */
export function specialTokens(tokenizer: Tokenizer, template: Template): SpecialTokens | { readonly fault: string } {
  const { named } = tokenizer;
  const eosText = (template.replaceEos ? template.stopWords[0] : undefined) ?? named.eos ?? ADDED_EOS;
  const written = Object.values(template.slots).flatMap((slots) =>
    slots.flatMap((slot) => (typeof slot === 'object' && 'token' in slot ? [slot.token] : [])),
  );
  const missing = [eosText, ...template.stopWords, ...written].find((token) => tokenizer.idOf(token) === undefined);
  if (missing !== undefined) {
    return {
      fault: l10n.t(
        'The template “{0}” needs the token {1}, which the tokenizer {2} does not have. Choose the template of the model.',
        template.name,
        missing,
        tokenizer.name,
      ),
    };
  }
  return {
    bos: named.bos === undefined ? undefined : tokenizer.idOf(named.bos),
    eos: tokenizer.idOf(eosText)!,
    eosText,
  };
}

/** Turns slots into tokens, each piece of text for itself, as `_convert_elements_to_ids` does. */
export class SlotEncoder {
  /** The system message seen last: most files have the same in every record. */
  private remembered: { readonly text: string; readonly encoded: Encoded } | undefined;

  constructor(
    private readonly tokenizer: Tokenizer,
    readonly special: SpecialTokens,
  ) {}

  encode(slots: readonly Slot[], withIds: boolean): Encoded {
    const parts = slots.map((slot) => this.encodeSlot(slot, withIds));
    if (parts.length === 1) return parts[0]!;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    return withIds ? { length, ids: parts.flatMap((part) => part.ids ?? []) } : { length };
  }

  /** As {@link encode}, for slots that are likely to come again with the next record. */
  encodeRepeated(slots: readonly Slot[], withIds: boolean): Encoded {
    const text = JSON.stringify(slots);
    const known = this.remembered;
    if (known?.text === text && (known.encoded.ids || !withIds)) return known.encoded;
    const encoded = this.encode(slots, withIds);
    this.remembered = { text, encoded };
    return encoded;
  }

  /**
   * Number of tokens from the one on that ends a turn, in what the slots put behind the content.
   *
   * @returns undefined if nothing there ends a turn
   */
  endLength(slots: readonly Slot[]): number | undefined {
    const last = slots.findLastIndex((slot) => typeof slot === 'string' && slot.includes('{{content}}'));
    const tail = slots
      .slice(Math.max(last, 0))
      .map((slot) => (typeof slot === 'string' ? slot.replace(/^.*{{content}}/s, '') : slot));
    const ids = this.encode(tail, true).ids!;
    const end = ids.findIndex((id) => id === this.special.eos || this.tokenizer.specialText(id) !== undefined);
    return end < 0 ? undefined : ids.length - end;
  }

  private encodeSlot(slot: Slot, withIds: boolean): Encoded {
    if (slot === '') return NOTHING;
    if (typeof slot === 'string')
      return withIds ? ofIds(this.tokenizer.encode(slot)) : { length: this.tokenizer.count(slot) };
    const id = 'token' in slot ? this.tokenizer.idOf(slot.token) : this.special[slot.special];
    return id === undefined ? NOTHING : ofIds([id]);
  }
}

const NOTHING: Encoded = { length: 0, ids: [] };

function ofIds(ids: readonly number[]): Encoded {
  return { length: ids.length, ids };
}
