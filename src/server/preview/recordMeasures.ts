import type { Measure } from '../../tokens/meter';
import type { RecordCounter } from '../counters';

/** Records whose measures are kept for each counter. */
const MAX_KEPT = 200;

/** The measures of records that are looked at; made off the main thread. */
export class RecordMeasures {
  private readonly known = new WeakMap<RecordCounter, Map<string, Measure | undefined>>();

  constructor(private readonly onFault: (fault: unknown) => void) {}

  /**
   * The measure of a record; undefined if it is not known yet.
   *
   * @param digest of the record's text
   * @param onMeasured called once it is known
   */
  of(counter: RecordCounter, digest: string, text: string, onMeasured: () => void): Measure | undefined {
    let known = this.known.get(counter);
    if (!known) this.known.set(counter, (known = new Map<string, Measure | undefined>()));
    if (known.has(digest)) return known.get(digest);
    // Its place is kept: it is measured once, and not again if that fails.
    known.set(digest, undefined);
    const [oldest] = known.keys();
    if (known.size > MAX_KEPT && oldest !== undefined) known.delete(oldest);
    counter.measure(text).then((measure) => {
      known.set(digest, measure);
      onMeasured();
    }, this.onFault);
    return undefined;
  }
}
