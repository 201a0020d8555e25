import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import { FixFinding, GetSample, type FixFindingParams, type PreviewSample } from '../../protocol/preview';
import type { EditRecordResult, RecordRef } from '../../protocol/records';
import type { Followed, FollowedPiece } from '../records/followed';
import type { Reviewed } from '../review/reviewed';
import { chosenFix } from './previewFindings';
import type { Samples } from './samples';

/** Shows records to people, and mends them. */
export class Previews {
  constructor(
    private readonly connection: Connection,
    private readonly followed: Followed,
    private readonly samples: Samples,
    private readonly reviewed: Reviewed,
    /** Settled when the settings that are known to have changed are applied. */
    private readonly configured: () => Promise<void>,
  ) {}

  listen(): void {
    this.connection.onRequest(GetSample.method, async (ref: RecordRef): Promise<PreviewSample | null> => {
      await this.configured();
      return this.sample(ref);
    });
    this.connection.onRequest(FixFinding.method, async (params: FixFindingParams): Promise<EditRecordResult> =>
      this.fix(params),
    );
  }

  /** Stands for all that is shown of a record, reviews aside; the version alone is nothing new. */
  stateOf(found: FollowedPiece): string {
    const { place, ...content } = this.samples.of(found);
    return JSON.stringify([{ ...place, version: 0 }, content]);
  }

  private async sample(ref: RecordRef): Promise<PreviewSample | null> {
    for (;;) {
      const found = this.followed.find(ref);
      if (!found) return null;
      const { document, placed } = found;
      const { version } = document;
      const review = await this.reviewed.stateOf(document, placed.piece);
      // What was typed meanwhile is shown too.
      if (document.version === version) return { ...this.samples.of(found), review };
    }
  }

  private fix({ digest, chosen, ...ref }: FixFindingParams): EditRecordResult {
    const found = this.followed.find(ref);
    if (found?.digest !== digest) return { refused: l10n.t('The record has changed meanwhile.') };
    const { document, dataset, placed } = found;
    const edits = chosenFix(found, chosen);
    if (!edits) return { refused: l10n.t('There is nothing to mend here any more.') };
    return {
      version: document.version,
      edits: dataset.checked.editsOf(placed, edits).map(({ range, text }) => ({ range, newText: text })),
      record: placed.record,
    };
  }
}
