import type { PanelOutcome } from '../../../src/protocol/panel';
import type { PreviewSample } from '../../../src/protocol/preview';
import type { RecordOperation } from '../../../src/protocol/records';
import type { Host, ViewOptions } from '../host';
import type { Drafts } from './drafts';
import type { FindingActions } from './findings';

/** What all turns of a conversation are drawn with. */
export interface TurnContext {
  readonly uri: string;
  readonly sample: PreviewSample;
  readonly mediaUris: Readonly<Record<string, string>>;
  readonly isReadonly: boolean;
  /** Which answer of a pair a turn is of is said at the turn, as nothing else says it. */
  readonly showsSides: boolean;
  readonly options: ViewOptions;
  readonly host: Host;
  readonly drafts: Drafts;
  readonly findings: FindingActions;
  /** Changes the record; the new one comes as a new sample. */
  operate(operation: RecordOperation): Promise<PanelOutcome>;
}
