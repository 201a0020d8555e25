import type { Host } from '../host';

/** A text that was edited in the view and not saved. */
export interface Draft {
  readonly uri: string;
  /** 0-based. */
  readonly record: number;
  readonly pointer: string;
  /** The text that was edited. */
  readonly base: string;
  readonly text: string;
}

/** Unsaved texts. They survive hiding the view, and going to another record. */
export class Drafts {
  /** `changed`: called when there are others; `key`: under which they are remembered. */
  constructor(
    private readonly host: Host,
    private readonly changed: () => void,
    private readonly key = 'drafts',
  ) {}

  all(uri: string): readonly Draft[] {
    return this.read().filter((draft) => draft.uri === uri);
  }

  /** Of a text that still is what was edited. */
  find(uri: string, record: number, pointer: string, text: string): Draft | undefined {
    return this.read().find((draft) => isAt(draft, { uri, record, pointer }) && draft.base === text);
  }

  /** An unchanged text is no draft. */
  keep(draft: Draft): void {
    const others = this.read().filter((other) => !isAt(other, draft));
    this.write(draft.text === draft.base ? others : [...others, draft]);
  }

  forget(place: Pick<Draft, 'uri' | 'record' | 'pointer'>): void {
    this.write(this.read().filter((draft) => !isAt(draft, place)));
  }

  /** A record has another index now. */
  move(uri: string, from: number, to: number): void {
    const isMeant = (draft: Draft): boolean => draft.uri === uri && draft.record === from;
    const drafts = this.read();
    if (drafts.some(isMeant)) this.write(drafts.map((draft) => (isMeant(draft) ? { ...draft, record: to } : draft)));
  }

  private read(): readonly Draft[] {
    const kept = this.host.recall(this.key);
    return Array.isArray(kept) ? kept.filter(isDraft) : [];
  }

  private write(drafts: readonly Draft[]): void {
    this.host.remember(this.key, drafts.length > 0 ? drafts : undefined);
    this.changed();
  }
}

function isAt(draft: Draft, { uri, record, pointer }: Pick<Draft, 'uri' | 'record' | 'pointer'>): boolean {
  return draft.uri === uri && draft.record === record && draft.pointer === pointer;
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, record, pointer, base, text } = value as Record<keyof Draft, unknown>;
  return [uri, pointer, base, text].every((part) => typeof part === 'string') && typeof record === 'number';
}
