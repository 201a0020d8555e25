/** Milliseconds of work after which other requests get their turn. */
const SLICE = 30;

/** The items of a list with their indices, with a pause for others every few milliseconds. */
export async function* slices<T>(items: readonly T[]): AsyncGenerator<readonly [index: number, item: T]> {
  let end = Date.now() + SLICE;
  for (const [index, item] of items.entries()) {
    if (Date.now() >= end) {
      await new Promise((resolve) => setImmediate(resolve));
      end = Date.now() + SLICE;
    }
    yield [index, item];
  }
}
