/** How much of a prompt becomes bad. */
export type Strength = 'light' | 'medium' | 'strong';

export const STRENGTHS: readonly Strength[] = ['light', 'medium', 'strong'];

/** How many of `count` places are changed: one at least, if there are any. */
export function amountOf(count: number, share: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round(count * share));
}
