/** How answers are measured; chosen per run. */
export const measureKinds = [
  'exact',
  'normalised',
  'json',
  'jsonEqual',
  'contains',
  'regex',
  'rougeL',
  'chrf',
  'nll',
  'length',
  'judge',
] as const;
export type MeasureKind = (typeof measureKinds)[number];

export type MeasureWish =
  /** The answer is the reference, unit by unit; `normalised`: but for case, width, white space and punctuation. */
  | { readonly kind: 'exact' | 'normalised' }
  /** The answer is JSON (in a fence of code or not); `jsonEqual`: and says what the reference says, whatever the order of keys. Calls are compared by name and arguments. */
  | { readonly kind: 'json' | 'jsonEqual' }
  | { readonly kind: 'contains'; readonly text: string }
  | { readonly kind: 'regex'; readonly pattern: string }
  /** F-measures against the reference. */
  | { readonly kind: 'rougeL' | 'chrf' }
  /** Mean negative log-likelihood of the reference; lower is better. */
  | { readonly kind: 'nll' }
  | {
      readonly kind: 'length';
      readonly unit: 'characters' | 'words' | 'tokens';
      readonly least: number | null;
      readonly most: number | null;
    }
  /** Another endpoint judges; `prompt` has {{prompt}}, {{reference}} and {{answer}} in it, and its answer ends with a number from 0 to `scale`. */
  | { readonly kind: 'judge'; readonly endpoint: string; readonly prompt: string; readonly scale: number };

/** From 0 to 1, but for `nll`. Null: it could not be measured; `note` says why, or what a judge said. */
export interface Measured {
  readonly value: number | null;
  readonly note?: string;
}

/** True for measures of which less is better. */
export function lessIsBetter(kind: MeasureKind): boolean {
  return kind === 'nll';
}

/** A name for a wish that differs from the others of its run, as in results: `contains:…`. */
export function measureId(wish: MeasureWish): string {
  switch (wish.kind) {
    case 'contains':
      return `contains:${wish.text}`;
    case 'regex':
      return `regex:${wish.pattern}`;
    case 'length':
      return `length:${wish.unit}:${wish.least ?? ''}-${wish.most ?? ''}`;
    case 'judge':
      return `judge:${wish.endpoint}`;
    default:
      return wish.kind;
  }
}
