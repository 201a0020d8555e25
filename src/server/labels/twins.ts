import * as l10n from '@vscode/l10n';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { valueText } from '../../dataset/piece';
import type { PlacedPiece } from '../../dataset/sequence';
import { MAX_TREE_DEPTH } from '../../dataset/tree';
import { insertRecord } from '../../editing/records/insertRecord';
import { isRefused } from '../../editing/refused';
import { fieldPlace, type FieldPlace } from '../../labels/fieldPlace';
import { kindDescription } from '../../labels/kindDescription';
import type { LabelSettings } from '../../labels/labelSettings';
import { USUAL_KINDS } from '../../labels/marker';
import { taskTypeText } from '../../labels/taskType';
import type { TwinKind, TwinWish } from '../../labels/twins/makeTwin';
import { hash } from '../../labels/twins/random';
import { twinRecord, type TwinObstacle, type TwinOptions, type TwinRecord } from '../../labels/twins/twinRecord';
import type { DocumentParams } from '../../protocol/messages';
import {
  ListTwinChoices,
  MakeTwin,
  MakeTwins,
  type TwinChoices,
  type TwinParams,
  type TwinResult,
  type TwinsParams,
  type TwinsResult,
  type TwinWishParams,
} from '../../protocol/twins';
import type { Analysis } from '../../rules/checker';
import type { OpenDataset, OpenDocument } from '../openDocument';
import { slices } from '../slices';
import { TwinSurvey, type SurveyedRecord } from './twinSurvey';
import { recordAt } from './touchedRecords';

/** Twins that are shown before many are made. */
const SAMPLES = 20;

interface Progressing {
  readonly workDoneToken?: string | number;
}

/** An open dataset with what its project says of labels. */
interface Labelled {
  readonly document: OpenDocument;
  readonly dataset: OpenDataset;
  readonly settings: LabelSettings;
}

/** Makes robust twins of an open dataset's records. */
export class Twins {
  constructor(
    private readonly connection: Connection,
    private readonly get: (uri: string) => OpenDocument | undefined,
    private readonly settings: (uri: string) => LabelSettings,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onRequest(MakeTwin.method, async (params: TwinParams): Promise<TwinResult | null> => {
      const labelled = this.open(params.uri);
      return labelled ? makeTwin(labelled, params) : null;
    });
    connection.onRequest(ListTwinChoices.method, ({ uri }: DocumentParams): TwinChoices | null => {
      const labelled = this.open(uri);
      return labelled ? choicesOf(labelled) : null;
    });
    connection.onRequest(
      MakeTwins.method,
      async (params: TwinsParams & Progressing, cancel: CancellationToken): Promise<TwinsResult | null> => {
        const labelled = this.open(params.uri);
        return labelled ? this.makeMany(labelled, params, cancel) : null;
      },
    );
  }

  private open(uri: string): Labelled | undefined {
    const document = this.get(uri);
    return document?.dataset && { document, dataset: document.dataset, settings: this.settings(uri) };
  }

  /** Clean records in an order that follows from the seed get twins, until there are enough; null if the user stops it. */
  private async makeMany(
    labelled: Labelled,
    params: TwinsParams & Progressing,
    cancel: CancellationToken,
  ): Promise<TwinsResult | null> {
    const { document, dataset, settings } = labelled;
    const { version } = document;
    const survey = new TwinSurvey(dataset, settings);
    const clean = survey.clean(params.type ?? undefined);
    const twinned = clean.filter((each) => survey.twinsOf(each) > 0).length;
    const wanted = Math.max(0, Math.round((clean.length * params.percent) / 100) - twinned);
    const candidates = clean
      .filter((each) => survey.twinsOf(each) === 0)
      .map((each) => ({ ...each, order: hash(`${params.seed}\u0000${each.key}\u0000${each.placed.record}`) }))
      .sort((a, b) => a.order - b.order);
    const made: { readonly placed: PlacedPiece<Analysis>; readonly twin: TwinRecord }[] = [];
    const token = params.workDoneToken;
    const progress = token === undefined ? undefined : this.connection.window.attachWorkDoneProgress(token);
    const maker = new TwinMaker(labelled, survey, params);
    try {
      for await (const [, { placed }] of slices(wanted === 0 ? [] : candidates)) {
        if (cancel.isCancellationRequested) return null;
        const twin = maker.make(placed);
        if (typeof twin === 'object') made.push({ placed, twin });
        if (made.length === wanted) break;
        if (made.length % 100 === 0)
          progress?.report(Math.round((100 * made.length) / wanted), `${made.length} / ${wanted}`);
      }
    } finally {
      progress?.done();
    }
    made.sort((a, b) => a.placed.record - b.placed.record);
    const missing = wanted - made.length;
    const samples = made
      .slice(0, SAMPLES)
      .map(({ placed, twin }) => ({ record: placed.record, before: twin.clean, after: twin.text }));
    const edits = made.flatMap(({ placed, twin }) => insertion(dataset, placed, twin));
    return { version, edits, clean: clean.length, twinned, made: made.length, missing, samples };
  }
}

/** Makes twins with what is known of the whole file. */
class TwinMaker {
  private readonly wish: TwinWish;
  private readonly place: FieldPlace;

  constructor(
    private readonly labelled: Labelled,
    private readonly survey: TwinSurvey,
    { kinds, strength, seed }: TwinWishParams,
  ) {
    this.wish = { kinds: kinds.filter(isUsual), strength, seed };
    const { field, variantOf } = labelled.settings.robustness;
    this.place = fieldPlace(survey.markedRecords, [field, variantOf]);
  }

  make({ piece }: PlacedPiece<Analysis>): TwinRecord | TwinObstacle | 'unreadable' {
    const { dataset, settings } = this.labelled;
    const record = this.survey.read(piece);
    if (!record || (piece.shape?.depth ?? 0) > MAX_TREE_DEPTH) return 'unreadable';
    const { format } = dataset;
    const freshId: TwinOptions['freshId'] = (id) => this.survey.ids.next(id);
    return twinRecord(
      { text: valueText(piece), record, format },
      { wish: this.wish, settings, place: this.place, freshId },
    );
  }
}

function makeTwin(labelled: Labelled, params: TwinParams): TwinResult | null {
  const { document, dataset, settings } = labelled;
  const placed = recordAt(dataset, params.position);
  if (!placed) return null;
  const survey = new TwinSurvey(dataset, settings);
  const twin = new TwinMaker(labelled, survey, params).make(placed);
  const { record } = placed;
  if (typeof twin === 'string') return { record, obstacle: obstacleText(twin) };
  const { clean: before, text: after, kinds } = twin;
  const twins = survey.twinsNaming(twin.variantOf);
  return { version: document.version, record, twins, before, after, kinds, edits: insertion(dataset, placed, twin) };
}

/** The edits that put a twin below its clean record. */
function insertion(
  { checked }: OpenDataset,
  placed: PlacedPiece<Analysis>,
  { recordText }: TwinRecord,
): TwinsResult['edits'] {
  const change = insertRecord(checked.text, placed, 'after', recordText);
  return isRefused(change) ? [] : change.edits.map(({ range, text }) => ({ range, newText: text }));
}

function choicesOf({ dataset, settings }: Labelled): TwinChoices {
  const survey = new TwinSurvey(dataset, settings);
  const countsOf = (records: readonly SurveyedRecord[]): TwinChoices['all'] => ({
    clean: records.length,
    twinned: records.filter((each) => survey.twinsOf(each) > 0).length,
  });
  const types = survey.types.map((type) => ({
    type,
    text: taskTypeText(type, settings.taskType),
    ...countsOf(survey.clean(type)),
  }));
  return {
    kinds: USUAL_KINDS.map((name) => ({ name, description: kindDescription(name) ?? '' })),
    all: countsOf(survey.clean(undefined)),
    types: types.filter(({ clean }) => clean > 0).sort((a, b) => b.clean - a.clean),
  };
}

function isUsual(kind: string): kind is TwinKind {
  return (USUAL_KINDS as readonly string[]).includes(kind);
}

function obstacleText(obstacle: TwinObstacle | 'unreadable'): string {
  switch (obstacle) {
    case 'marked':
      return l10n.t('This record is bad on purpose itself. Twins are made of clean records.');
    case 'prompt':
      return l10n.t('Nobody asks anything in this record, so there is nothing to make a twin of.');
    case 'kept':
      return l10n.t(
        'Nothing in this prompt can be changed in that way: code, numbers, names and placeholders stay as they are.',
      );
    case 'unreadable':
      return l10n.t('This record can’t be read. Mend it first.');
  }
}
