import type { ProbeCase } from '../../../src/protocol/probe';
import { Drafts } from '../conversation/drafts';
import type { Host } from '../host';

/** A turn of a record that is asked for. */
export interface TryPlace {
  readonly uri: string;
  /** 0-based. */
  readonly record: number;
  readonly case: ProbeCase;
}

/** What is tried with the next call: another prompt, a beginning of the answer. It survives hiding the view and going to another record, and is never written. */
export class TryDrafts {
  private readonly drafts: Drafts;

  /** `changed`: called when there are others. */
  constructor(host: Host, changed: () => void) {
    this.drafts = new Drafts(host, changed, 'probe.drafts');
  }

  prefill({ uri, record, case: { turn } }: TryPlace): string {
    return this.drafts.find(uri, record, prefillPointer(turn), '')?.text ?? '';
  }

  setPrefill({ uri, record, case: { turn } }: TryPlace, text: string): void {
    this.drafts.keep({ uri, record, pointer: prefillPointer(turn), base: '', text });
  }

  /** Texts in place of those of the prompt's messages, by their indices; of a message that was changed in the file meanwhile there is none. */
  texts({ uri, record: place, case: { turn, messages } }: TryPlace): ReadonlyMap<number, string> {
    const texts = new Map<number, string>();
    const start = messagePointer(turn, '');
    for (const { record, pointer, base, text } of this.drafts.all(uri)) {
      if (record !== place || !pointer.startsWith(start)) continue;
      const index = Number(pointer.slice(start.length));
      if (messages[index]?.['content'] === base) texts.set(index, text);
    }
    return texts;
  }

  /** Null: as the record has it. */
  setText({ uri, record, case: { turn, messages } }: TryPlace, index: number, text: string | null): void {
    const pointer = messagePointer(turn, index);
    const base = messages[index]?.['content'];
    if (text === null || typeof base !== 'string') this.drafts.forget({ uri, record, pointer });
    else this.drafts.keep({ uri, record, pointer, base, text });
  }

  /** A record has another index now. */
  move(uri: string, from: number, to: number): void {
    this.drafts.move(uri, from, to);
  }
}

function prefillPointer(turn: number): string {
  return `turn/${turn}/prefill`;
}

function messagePointer(turn: number, index: number | ''): string {
  return `turn/${turn}/message/${index}`;
}
