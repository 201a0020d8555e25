import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import { allTurns } from '../../dataset/sample';
import { valueText, type Piece } from '../../dataset/piece';
import { cannotAddFirst, goesByExchanges } from '../../editing/turns/possibleActions';
import { LabelReader, type RecordLabels } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import { markerOf } from '../../labels/marker';
import { taskTypeText } from '../../labels/taskType';
import type { Measure } from '../../tokens/meter';
import type { PreviewLabels, PreviewSample, PreviewTurn } from '../../protocol/preview';
import type { Counting } from '../counting';
import { isTooLarge } from '../features/limits';
import { parsed } from '../labels/recordsOf';
import type { FollowedPiece } from '../records/followed';
import { placeOf } from '../records/placeOf';
import { findingsOf, findingsOfTurns, previewFinding } from './previewFindings';
import { hasVerdict, previewFields } from './previewFields';
import { mediaOfTurns, previewMedia, type ShownMedia } from './previewMedia';
import { previewTools } from './previewTools';
import { previewTurns } from './previewTurns';
import { RecordMeasures } from './recordMeasures';
import { RecordSource } from './recordSource';
import { previewTokens, turnTokens } from './turnTokens';

/** UTF-16 units of a record that is too large which are shown. */
const MAX_SHOWN = 100_000;

/** What a sample is, reviews aside. */
export type SampleContent = Omit<PreviewSample, 'review'>;

/** What is known of files beside their text. */
export interface SampleSources {
  readonly counting: Counting;
  readonly labels: (uri: string) => LabelSettings;
  readonly media: (uri: string, files: ShownMedia['files']) => ShownMedia;
  /** Called when there is something new of a file's records. */
  readonly changed: (uri: string) => void;
  readonly connection: Connection;
}

/** Makes records into what people read. */
export class Samples {
  private readonly measures: RecordMeasures;

  constructor(private readonly sources: SampleSources) {
    this.measures = new RecordMeasures((fault) => sources.connection.console.error(`measuring: ${String(fault)}`));
  }

  of(found: FollowedPiece): SampleContent {
    const { dataset, placed } = found;
    const { format } = dataset;
    const findings = findingsOf(found);
    const content = {
      ...{ place: placeOf(found), formatId: format.id, format: format.name },
      findings: findings.map((finding) => previewFinding(found, finding)),
    };
    const value = isTooLarge(placed.piece) ? undefined : parsed(placed.piece);
    if (!value) return { ...content, ...NOTHING, unreadable: unreadable(placed.piece) };
    const record = new RecordSource(placed.piece, value, format);
    const { sample } = record;
    const settings = this.sources.labels(found.document.uri);
    const { tokens, turns } = this.withTokens(previewTurns(record), record, found);
    const atTurns = findingsOfTurns(allTurns(sample), findings);
    const ofTurns = mediaOfTurns(sample, turns);
    return {
      ...content,
      unreadable: null,
      turns: turns.map((turn, i) => ({ ...turn, findings: atTurns[i]!, media: ofTurns[i]! })),
      isPair: sample.preference !== undefined,
      ...(goesByExchanges(record) && { unit: 'exchange' as const }),
      verdict: hasVerdict(record) ? sample.label! : null,
      tools: previewTools(record),
      media: previewMedia(sample, this.sources.media(found.document.uri, dataset.mediaFiles)),
      labels: previewLabels(record, settings, placed.piece.analysis?.labels),
      fields: previewFields(record, settings),
      tokens,
      roles: rolesOf(record),
    };
  }

  private withTokens(
    turns: readonly PreviewTurn[],
    { sample }: RecordSource,
    found: FollowedPiece,
  ): { readonly tokens: PreviewSample['tokens']; readonly turns: readonly PreviewTurn[] } {
    const { tokens, measure } = this.tokensOf(found);
    if (!measure) return { tokens, turns };
    const rejected = sample.preference?.rejected?.turns.length ?? 0;
    const ofTurns = turnTokens(measure, allTurns(sample), turns.length - rejected);
    return { tokens, turns: turns.map((turn, i) => ({ ...turn, tokens: ofTurns[i]! })) };
  }

  /** The tokens of a record, if they are known; else they are counted, and clients are told. */
  private tokensOf({ document, placed, digest }: FollowedPiece): {
    readonly tokens: PreviewSample['tokens'];
    readonly measure: Measure | undefined;
  } {
    const { counting, changed } = this.sources;
    const counter = counting.counter(document.uri);
    if (!counter || counter.facts.fault !== null) return { tokens: null, measure: undefined };
    const measure = this.measures.of(counter, digest, valueText(placed.piece), () => changed(document.uri));
    return { tokens: measure ? previewTokens(measure, counter.facts) : null, measure };
  }
}

/** What a record has in which no conversation can be read. */
const NOTHING = {
  ...{ turns: [], isPair: false, verdict: null, tools: null, media: [], fields: [], tokens: null, roles: [] },
  labels: { types: [], kinds: [], isMarked: false, variantOf: null },
};

function unreadable(piece: Piece): NonNullable<PreviewSample['unreadable']> {
  const text = valueText(piece);
  if (isTooLarge(piece)) {
    const shown = text.slice(0, MAX_SHOWN).toWellFormed();
    return {
      reason: l10n.t('The record is too large, or nested too deeply, to be shown as a conversation.'),
      text: shown,
    };
  }
  const reason = piece.shape ? l10n.t('The record is no JSON object.') : l10n.t('The record is no valid JSON.');
  return { reason, text };
}

function previewLabels(
  { value }: RecordSource,
  settings: LabelSettings,
  known: RecordLabels | undefined,
): PreviewLabels {
  const { types, kinds } = known ?? new LabelReader(settings).of(value);
  const marker = markerOf(value, settings.robustness);
  const variantOf = marker?.variantOf ?? null;
  const texts = types.map((type) => taskTypeText(type, settings.taskType));
  return { types: texts, kinds, isMarked: marker !== undefined, variantOf };
}

/** The roles of messages: those that the data may have, and those that the record has. */
function rolesOf(record: RecordSource): readonly string[] {
  const { format, sample } = record;
  const turns = allTurns(sample);
  const used = turns.filter(({ source }) => source !== undefined);
  // To a list without turns one can be added.
  if (used.length === 0 && (turns.length > 0 || cannotAddFirst(record) !== null)) return [];
  return [...new Set([...Object.keys(format.names.roles), ...used.map(({ name }) => name)])].filter(
    (name) => name !== '',
  );
}
