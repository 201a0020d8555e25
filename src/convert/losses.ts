import * as l10n from '@vscode/l10n';

/** `lost`: it is not in the result any more; `changed`: it is there in another form; `note`: nothing is lost, but it is worth knowing. */
export type LossKind = 'lost' | 'changed' | 'note';

interface LossText {
  readonly kind: LossKind;
  /** For people, with the name of a field, a role or a part where there is one. */
  readonly text: (detail: string) => string;
}

/** What a conversion may lose or alter. */
const texts = {
  weight: {
    kind: 'lost',
    text: (key) => l10n.t('“{0}”, which says whether a message is trained: the target has nothing for it', key),
  },
  weightFraction: {
    kind: 'lost',
    text: (key) => l10n.t('“{0}” between 0 and 1: the target only knows trained or not', key),
  },
  callId: { kind: 'lost', text: () => l10n.t('ids of tool calls') },
  callField: { kind: 'lost', text: (key) => l10n.t('“{0}” of tool calls', key) },
  textBesideCalls: { kind: 'lost', text: () => l10n.t('text of an assistant beside its tool calls') },
  messageField: { kind: 'lost', text: (key) => l10n.t('“{0}” of messages', key) },
  contentPart: { kind: 'lost', text: (type) => l10n.t('parts of content of the type “{0}”', type) },
  partField: { kind: 'lost', text: (key) => l10n.t('“{0}” of parts of content', key) },
  field: { kind: 'lost', text: (key) => l10n.t('the field “{0}”', key) },
  fieldTaken: {
    kind: 'lost',
    text: (key) => l10n.t('the field “{0}”: the target has a field of this name of its own', key),
  },
  rejected: { kind: 'lost', text: () => l10n.t('rejected answers') },
  undesired: { kind: 'lost', text: () => l10n.t('records whose answer is not desired') },
  roleName: {
    kind: 'lost',
    text: (name) => l10n.t('the role name “{0}”: the target has its own name for the role', name),
  },
  inputJoined: {
    kind: 'changed',
    text: () => l10n.t('instruction and input become one text, joined with a line feed'),
  },
  thoughtToTags: {
    kind: 'changed',
    text: () => l10n.t('thoughts in a field of their own become <think> tags in the answer'),
  },
  thoughtToField: { kind: 'changed', text: () => l10n.t('<think> tags in the answer become a field of their own') },
  mediumToPlaceholder: {
    kind: 'changed',
    text: (kind) => l10n.t('parts of content become <{0}> placeholders, and what they name goes to a list', kind),
  },
  placeholderToMedium: {
    kind: 'changed',
    text: (kind) => l10n.t('<{0}> placeholders become parts of the content', kind),
  },
  resultsJoined: {
    kind: 'changed',
    text: () => l10n.t('several tool results in a row become one, joined as LLaMA-Factory does'),
  },
  partsJoined: { kind: 'changed', text: () => l10n.t('content in parts becomes one text') },
  promptTemplate: { kind: 'changed', text: () => l10n.t('prompt and answer become one text, and both are trained') },
  pairSplit: { kind: 'changed', text: () => l10n.t('each pair becomes two records, a desired and an undesired one') },
  callIdMade: { kind: 'note', text: () => l10n.t('ids are made for tool calls, because the target needs them') },
  customRole: {
    kind: 'note',
    text: (name) => l10n.t('the role “{0}” stays under its own name, which the trainer must be told', name),
  },
  fieldKept: {
    kind: 'note',
    text: (key) =>
      l10n.t('the further field “{0}” stays, which some services reject (--drop-fields leaves it out)', key),
  },
} satisfies Record<string, LossText>;

export type LossCode = keyof typeof texts;

export interface Loss {
  readonly code: LossCode;
  /** The field, role or type that it is about. */
  readonly detail?: string | undefined;
}

/** A loss with all the places where it was met. */
export interface LossTotal extends Loss {
  readonly kind: LossKind;
  /** For people, in their language. */
  readonly text: string;
  /** How often, and in how many records. */
  readonly count: number;
  readonly records: number;
  /** The first record that has it, 0-based. */
  readonly first: number;
}

/** Adds up what the records of a file lose. */
export class LossTotals {
  private readonly totals = new Map<
    string,
    { loss: Loss; count: number; records: number; first: number; last: number }
  >();

  /** @param record its index; records come in order */
  add(record: number, losses: readonly Loss[]): void {
    for (const loss of losses) {
      const key = `${loss.code} ${loss.detail ?? ''}`;
      const total = this.totals.get(key);
      if (!total) {
        this.totals.set(key, { loss, count: 1, records: 1, first: record, last: record });
        continue;
      }
      total.count++;
      if (total.last !== record) total.records++;
      total.last = record;
    }
  }

  /** What is lost first, then what is changed, then the rest; each by how many records have it. */
  list(): LossTotal[] {
    const order: readonly LossKind[] = ['lost', 'changed', 'note'];
    return [...this.totals.values()]
      .map(({ loss, count, records, first }) => ({
        ...loss,
        kind: kindOf(loss),
        text: lossText(loss),
        count,
        records,
        first,
      }))
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.records - a.records || a.first - b.first);
  }
}

export function kindOf({ code }: Loss): LossKind {
  return texts[code].kind;
}

export function lossText({ code, detail = '' }: Loss): string {
  return texts[code].text(detail);
}
