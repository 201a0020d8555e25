import type { Edit } from '../../dataset/edits';
import { alignTokens } from './alignTokens';
import { inStyle, type EscapeStyle } from './escapeStyle';
import { stringChanges } from './stringChange';
import { TokenTree, ValueIds } from './tokenTree';
import { WhiteSpace } from './whiteSpace';

/**
 * The edits that make a record say what another text says. A token that stays keeps its bytes and the white space around it; of a changed string the
 * unchanged parts are kept as they are written; what is new is set apart as the record's other tokens are.
 *
 * @param record JSON, sound
 * @param wanted JSON, sound; how it is laid out does not matter
 * @returns edits of the record in their order, that don't overlap or touch
 */
export function recordEdits(record: string, wanted: string, style: EscapeStyle): Edit[] {
  const ids = new ValueIds();
  const old = new TokenTree(record, ids);
  const now = new TokenTree(wanted, ids);
  if (old.ids[0] === now.ids[0]) return [];
  return new RecordWriter(old, now, style).run();
}

class RecordWriter {
  private readonly origins: Int32Array;
  private readonly space: WhiteSpace;
  /** By value: the first token of one that the record has, whose bytes serve again. */
  private readonly known = new Map<number, number>();
  private readonly edits: Edit[] = [];
  /** End of what was kept last, and what is to stand behind it. */
  private kept: number;
  private pending = '';

  constructor(
    private readonly old: TokenTree,
    private readonly now: TokenTree,
    private readonly style: EscapeStyle,
  ) {
    this.origins = alignTokens(old, now);
    this.space = new WhiteSpace(old);
    this.kept = old.tokens[0]!.start;
    for (const [at, { kind }] of old.tokens.entries()) {
      const isValue = kind === 'string' || kind === 'scalar' || kind === '{' || kind === '[';
      if (isValue && !this.known.has(old.ids[at]!)) this.known.set(old.ids[at]!, at);
    }
  }

  run(): Edit[] {
    const { old, now } = this;
    for (let at = 0; at < now.tokens.length; at++) {
      at = this.write(at);
      if (at + 1 < now.tokens.length) this.separate(at);
    }
    this.keep(old.tokens.at(-1)!.end, old.tokens.at(-1)!.end);
    return this.edits;
  }

  /** @returns the last token that is written: a value that the record has elsewhere is written as a whole */
  private write(at: number): number {
    const { old, now, origins } = this;
    const origin = origins[at]!;
    const { kind } = now.tokens[at]!;
    if (origin < 0) return this.writeNew(at);
    const { kind: oldKind, start, end } = old.tokens[origin]!;
    const isSame = kind === oldKind && (old.ids[origin] === now.ids[at] || (kind !== 'string' && kind !== 'scalar'));
    if (isSame) this.keep(start, end);
    else if (this.known.has(now.ids[at]!)) return this.writeNew(at);
    else if (kind === 'string' && oldKind === 'string') this.changeString(origin, at);
    else this.pending += inStyle(now.textOf(at), this.style);
    return at;
  }

  private writeNew(at: number): number {
    const { old, now } = this;
    const { kind } = now.tokens[at]!;
    const isValue = kind === 'string' || kind === 'scalar' || kind === '{' || kind === '[';
    const again = isValue ? this.known.get(now.ids[at]!) : undefined;
    if (again === undefined) {
      this.pending += inStyle(now.textOf(at), this.style);
      return at;
    }
    this.pending += old.text.slice(old.tokens[again]!.start, old.tokens[old.ends[again]!]!.end);
    return now.ends[at]!;
  }

  private changeString(origin: number, at: number): void {
    const { old, now } = this;
    const { start, end } = old.tokens[origin]!;
    let from = start;
    for (const change of stringChanges(old.text, start, now.text, now.tokens[at]!.start)) {
      this.keep(from, change.oldStart);
      this.pending += inStyle(now.text.slice(change.newStart, change.newEnd), this.style);
      from = change.oldEnd;
    }
    this.keep(from, end);
  }

  private separate(at: number): void {
    const { old, origins } = this;
    const [left, right] = [origins[at]!, origins[at + 1]!];
    if (left >= 0 && right === left + 1) this.keep(old.tokens[left]!.end, old.tokens[right]!.start);
    else this.pending += this.space.behind(this.now, at, origins);
  }

  /** What stands between what was kept before and this gives way to what is pending. */
  private keep(start: number, end: number): void {
    this.push({ start: this.kept, end: start, text: this.pending });
    this.pending = '';
    this.kept = end;
  }

  private push(edit: Edit): void {
    const least = withoutEqualEnds(this.old.text, edit);
    if (least.start === least.end && least.text === '') return;
    const last = this.edits.at(-1);
    if (last?.end === least.start) {
      this.edits[this.edits.length - 1] = { start: last.start, end: least.end, text: last.text + least.text };
    } else {
      this.edits.push(least);
    }
  }
}

/** An edit without what it would replace with the same. Line ends of two characters and pairs of surrogates stay together. */
export function withoutEqualEnds(text: string, edit: Edit): Edit {
  const most = Math.min(edit.end - edit.start, edit.text.length);
  let head = 0;
  while (head < most && text[edit.start + head] === edit.text[head]) head++;
  while (head > 0 && isWithinPair(edit.text, head)) head--;
  while (head > 0 && isWithinPair(text, edit.start + head)) head--;
  let tail = 0;
  while (tail < most - head && text[edit.end - 1 - tail] === edit.text[edit.text.length - 1 - tail]) tail++;
  while (tail > 0 && (isWithinPair(edit.text, edit.text.length - tail) || isWithinPair(text, edit.end - tail))) tail--;
  return { start: edit.start + head, end: edit.end - tail, text: edit.text.slice(head, edit.text.length - tail) };
}

function isWithinPair(text: string, at: number): boolean {
  return /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(at - 1, at + 1));
}
