import type { DiffPart, WordDiff } from '../../ui/wordDiff';
import { likeness, wordDiff } from '../../ui/wordDiff';

/** Milliseconds between two comparisons of an answer that still grows. */
const PAUSE = 300;
/** Longer texts, in UTF-16 units, are not compared: nobody could read it. */
const LONGEST = 20_000;
/** Texts that share less than this are easier to read without marks; see {@link likeness}. */
const ALIKE = 0.2;

/** Compares an answer with its reference while it grows, and remembers what it found. */
export class LiveDiff {
  private answer: string | undefined;
  private reference: string | undefined;
  private found: WordDiff | null = null;
  private at = -Infinity;

  /**
   * Null: they have too little in common, or are too long. Of a growing answer what came since the last comparison is not compared yet, and the reference is not:
   * what is missing may still come.
   *
   * @param now milliseconds
   */
  of(answer: string, reference: string, isGrowing: boolean, now: number): Partial<WordDiff> | null {
    if (answer !== this.answer || reference !== this.reference) {
      if (!isGrowing || reference !== this.reference || now - this.at >= PAUSE || !this.isBeginning(answer))
        this.compare(answer, reference, isGrowing, now);
    }
    if (!this.found) return null;
    return isGrowing ? { left: this.grown(answer) } : this.found;
  }

  private compare(answer: string, reference: string, isGrowing: boolean, now: number): void {
    // Of the reference, so much as the answer can have come to.
    const compared = isGrowing ? reference.slice(0, answer.length + 50) : reference;
    // An answer that is none (only a call) has nothing to be compared with.
    const isNone = reference === '';
    const isLong = Math.max(answer.length, compared.length) > LONGEST;
    const isUnlike = !isGrowing && !isLong && likeness(answer, compared) < ALIKE;
    this.found = isNone || isLong || isUnlike ? null : wordDiff(answer, compared);
    [this.answer, this.reference, this.at] = [answer, reference, now];
  }

  private isBeginning(answer: string): boolean {
    return this.answer !== undefined && answer.startsWith(this.answer);
  }

  private grown(answer: string): readonly DiffPart[] {
    const rest = answer.slice(this.answer!.length);
    return rest === '' ? this.found!.left : [...this.found!.left, { text: rest, isChanged: false }];
  }
}
