/** What a reviewer thinks of a record. */
export const verdicts = ['accepted', 'rejected', 'needs-work'] as const;
export type Verdict = (typeof verdicts)[number];

export function isVerdict(value: unknown): value is Verdict {
  return verdicts.some((verdict) => verdict === value);
}
