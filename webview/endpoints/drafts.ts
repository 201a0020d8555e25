import { newEndpoint, type Endpoint, type KnownEndpoint } from '../../src/protocol/endpoints';
import { valuesOf, type FormValues } from './formValues';
import type { EndpointsHost } from './host';

const KEY = 'drafts';

/** An endpoint that is being changed, or a new one. */
interface Draft {
  readonly id: string;
  readonly values: FormValues;
}

/** What was typed and not saved, by endpoint; it survives hiding the view and reloading the window. */
export class Drafts {
  private drafts: readonly Draft[];

  constructor(private readonly host: EndpointsHost) {
    const kept = host.recall(KEY);
    this.drafts = Array.isArray(kept) ? (kept as readonly Draft[]) : [];
  }

  /** Begins a new endpoint, or goes on with the one that was begun. */
  begin(known: readonly KnownEndpoint[]): string {
    const begun = this.drafts.find(({ id }) => !known.some(({ endpoint }) => endpoint.id === id));
    if (begun) return begun.id;
    const id = crypto.randomUUID();
    this.set(id, valuesOf(newEndpoint(id)));
    return id;
  }

  get(id: string): FormValues | undefined {
    return this.drafts.find((draft) => draft.id === id)?.values;
  }

  /** @param kept how the endpoint is; values that say the same are no draft */
  set(id: string, values: FormValues, kept?: Endpoint): void {
    const others = this.drafts.filter((draft) => draft.id !== id);
    const isSame = kept !== undefined && JSON.stringify(valuesOf(kept)) === JSON.stringify(values);
    this.drafts = isSame ? others : [...others, { id, values }];
    this.host.remember(KEY, this.drafts);
  }

  drop(id: string): void {
    this.drafts = this.drafts.filter((draft) => draft.id !== id);
    this.host.remember(KEY, this.drafts);
  }

  get ids(): ReadonlySet<string> {
    return new Set(this.drafts.map(({ id }) => id));
  }
}
