/** What a text is compared by: words of letters, in lower case, and pairs of neighbouring Chinese characters. */
export type Features = ReadonlySet<string>;

/** UTF-16 units of a text that are looked at: what a prompt is about stands at its beginning or at its end. */
const HEAD = 300;
const TAIL = 100;

const RUN = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;
const IS_HAN = /^\p{Script=Han}/u;
const MIN_WORD = 2;

export function featuresOf(text: string): Features {
  const looked = text.length > HEAD + TAIL ? `${text.slice(0, HEAD)} ${text.slice(-TAIL)}` : text;
  const features = new Set<string>();
  for (const [run] of looked.matchAll(RUN)) {
    if (IS_HAN.test(run)) {
      const characters = [...run];
      for (let i = 0; i + 1 < characters.length; i++) features.add(characters[i]! + characters[i + 1]!);
    } else if (run.length >= MIN_WORD) {
      features.add(run.toLowerCase());
    }
  }
  return features;
}

/** A record that is like another one. */
export interface Similar<T> {
  readonly example: T;
  /** From 0 to 1. */
  readonly similarity: number;
  readonly shared: readonly string[];
}

export interface Example {
  readonly features: Features;
}

/** How telling features are: those that few of the examples have are more so, but those that none has tell nothing. */
export type Weights = ReadonlyMap<string, number>;

/**
 * The examples that are most like some features, the most similar first: by the weight of what they share, as part of the weight of both (cosine of the
 * angle between them).
 */
export function mostSimilar<T extends Example>(
  features: Features,
  examples: readonly T[],
  limit: number,
): { similar: Similar<T>[]; weights: Weights } {
  const counts = new Map<string, number>([...features].map((feature) => [feature, 0]));
  const sharing = examples.flatMap((example) => {
    const shared: string[] = [];
    for (const feature of features) {
      if (!example.features.has(feature)) continue;
      counts.set(feature, counts.get(feature)! + 1);
      shared.push(feature);
    }
    return shared.length > 0 ? [{ example, shared }] : [];
  });
  const weightOf = (n: number): number => (n === 0 ? 1 : Math.log((examples.length + 1) / (n + 1)) + 1);
  const weights = new Map([...counts].map(([feature, n]) => [feature, weightOf(n)]));
  const weigh = (list: Iterable<string>): number => [...list].reduce((sum, each) => sum + weights.get(each)! ** 2, 0);
  const own = weigh(features);
  const usual = own / Math.max(1, features.size);
  const similar = sharing.map(({ example, shared }) => {
    const both = weigh(shared);
    // What only the other one has weighs what is usual: its own counts would cost a look at everything.
    const other = both + (example.features.size - shared.length) * usual;
    return { example, shared, similarity: both / Math.sqrt(own * other) };
  });
  return { similar: similar.sort((a, b) => b.similarity - a.similarity).slice(0, limit), weights };
}
