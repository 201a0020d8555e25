import * as l10n from '@vscode/l10n';
import { applyEdits, format } from 'jsonc-parser';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { possibleTargets, type Converted } from '../convert/conversion';
import { LossTotals, type LossTotal } from '../convert/losses';
import { obstacleText } from '../convert/obstacles';
import { formatById } from '../dataset/format';
import { valueText, type Piece } from '../dataset/piece';
import {
  ConvertDataset,
  ListConversions,
  ListConversionChoices,
  PreviewConversion,
  SurveyConversion,
  type ConversionChoices,
  type ConversionList,
  type ConversionLoss,
  type ConversionParams,
  type ConversionPreview,
  type ConversionSurvey,
  type ConvertParams,
  type ConvertResult,
} from '../protocol/conversion';
import type { DocumentParams } from '../protocol/messages';
import type { OpenDataset, OpenDocument } from './openDocument';
import { choicesFor, wayOf, type Way } from './conversionWays';
import { slices } from './slices';

/** Records in which losses are counted before a target is chosen, and UTF-16 units of them together. */
const MAX_LOOKED = 500;
const MAX_LOOKED_LENGTH = 1_000_000;
const PREVIEWED = 5;
const NAMED = 20;

/** What converting needs of the machine. */
export interface ConversionHost {
  /** The path of a URI; undefined if it is not on this machine's disk. */
  pathOf(uri: string): string | undefined;
  /** Writes a new file at once or not at all. @throws what `parts` throws, and the errors of the file system */
  writeText(path: string, parts: AsyncIterable<string>, overwrite: boolean): Promise<void>;
}

/** The user stopped it. */
class Cancelled extends Error {}

/** Converts open datasets: first what would become of them, then the whole. */
export class Conversions {
  constructor(
    private readonly connection: Connection,
    private readonly host: ConversionHost,
    private readonly get: (uri: string) => OpenDocument | undefined,
  ) {}

  listen(): void {
    const { connection } = this;
    const dataset = (uri: string): OpenDataset | undefined => this.get(uri)?.dataset;
    connection.onRequest(ListConversions.method, ({ uri }: DocumentParams): ConversionList | null => {
      const found = dataset(uri);
      return found ? listConversions(found) : null;
    });
    connection.onRequest(ListConversionChoices.method, (params: ConversionParams): ConversionChoices | null => {
      const found = dataset(params.uri);
      if (!found) return null;
      return choicesFor(found.format.choice, params.to, firstPieces(found.checked.text.pieces.placed()).map(valueText));
    });
    connection.onRequest(PreviewConversion.method, (params: ConversionParams): ConversionPreview | null => {
      const found = dataset(params.uri);
      const way = found && wayOf(found.format.choice, params);
      return found && way ? preview(found, way) : null;
    });
    connection.onRequest(
      SurveyConversion.method,
      async (params: ConversionParams & Progressing, token: CancellationToken): Promise<ConversionSurvey | null> => {
        const found = dataset(params.uri);
        const way = found && wayOf(found.format.choice, params);
        return found && way ? this.survey(found, way, params, token) : null;
      },
    );
    connection.onRequest(
      ConvertDataset.method,
      async (params: ConvertParams & Progressing, token: CancellationToken): Promise<ConvertResult | null> => {
        const found = dataset(params.uri);
        const way = found && wayOf(found.format.choice, params);
        return found && way ? this.convert(found, way, params, token) : null;
      },
    );
  }

  private async survey(
    dataset: OpenDataset,
    way: Way,
    params: Progressing,
    token: CancellationToken,
  ): Promise<ConversionSurvey | null> {
    const survey = new Survey();
    try {
      for await (const converted of this.converted(dataset, way, params, token)) survey.add(converted);
    } catch (error) {
      if (error instanceof Cancelled) return null;
      throw error;
    }
    return survey.result();
  }

  private async convert(
    dataset: OpenDataset,
    way: Way,
    params: ConvertParams & Progressing,
    token: CancellationToken,
  ): Promise<ConvertResult | null> {
    let written = 0;
    const converted = this.converted(dataset, way, params, token);
    const parts = inContainer(converted, params.container, () => written++);
    const path = params.target === null ? undefined : this.host.pathOf(params.target);
    try {
      if (path !== undefined) {
        await this.host.writeText(path, parts, params.overwrite);
        return { written };
      }
      const texts: string[] = [];
      for await (const part of parts) texts.push(part);
      return { text: texts.join(''), written };
    } catch (error) {
      if (error instanceof Cancelled) return null;
      return { error: errorText(error) };
    }
  }

  /** What becomes of each record as it stands now, also if the dataset is edited meanwhile; other requests get their turn. */
  private async *converted(
    dataset: OpenDataset,
    way: Way,
    { workDoneToken }: Progressing,
    token: CancellationToken,
  ): AsyncGenerator<Converted> {
    const pieces = piecesOf(dataset);
    const progress =
      workDoneToken === undefined ? undefined : this.connection.window.attachWorkDoneProgress(workDoneToken);
    try {
      for await (const [index, piece] of slices(pieces)) {
        if (token.isCancellationRequested) throw new Cancelled();
        if (index % 100 === 0)
          progress?.report(Math.round((100 * index) / pieces.length), `${Math.round((100 * index) / pieces.length)} %`);
        yield way(valueText(piece));
      }
    } finally {
      progress?.done();
    }
  }
}

/** The text of a file with the records that go along. */
async function* inContainer(
  converted: AsyncIterable<Converted>,
  container: ConvertParams['container'],
  onRecord: () => void,
): AsyncGenerator<string> {
  const isArray = container === 'array';
  let isFirst = true;
  for await (const each of converted) {
    if ('obstacle' in each) continue;
    for (const text of each.records) {
      yield isArray ? `${isFirst ? '[' : ','}\n  ${text}` : `${text}\n`;
      isFirst = false;
      onRecord();
    }
  }
  if (isArray) yield isFirst ? '[]\n' : '\n]\n';
}

interface Progressing {
  readonly workDoneToken?: string | number;
}

/** Adds up what becomes of records. */
class Survey {
  private readonly totals = new LossTotals();
  private readonly firstRefused: { record: number; reason: string }[] = [];
  private records = 0;
  private results = 0;
  private refused = 0;

  add(converted: Converted): void {
    const record = this.records++;
    if ('obstacle' in converted) {
      this.refused++;
      if (this.firstRefused.length < NAMED)
        this.firstRefused.push({ record, reason: obstacleText(converted.obstacle) });
      return;
    }
    this.results += converted.records.length;
    this.totals.add(record, converted.losses);
  }

  result(): ConversionSurvey {
    const { records, results, refused, firstRefused } = this;
    return { records, results, refused, firstRefused, losses: this.totals.list().map(asLoss) };
  }
}

function listConversions(dataset: OpenDataset): ConversionList {
  const { format: own, checked } = dataset;
  const pieces = firstPieces(checked.text.pieces.placed());
  const options = possibleTargets(own.choice).flatMap((id) => {
    const way = wayOf(own.choice, { to: id });
    if (!way) return [];
    const survey = new Survey();
    for (const piece of pieces) survey.add(way(valueText(piece)));
    const { losses, refused, results } = survey.result();
    return [{ id, name: formatById(id)?.name ?? id, losses, refused, results }];
  });
  const { containerId, pieces: all } = checked.text;
  return { formatId: own.id, container: containerId, records: all.totals.records, looked: pieces.length, options };
}

function firstPieces(placed: Iterable<{ readonly piece: Piece }>): Piece[] {
  const pieces: Piece[] = [];
  let length = 0;
  for (const { piece } of placed) {
    if (piece.kind !== 'record') continue;
    length += piece.text.length;
    if (pieces.length === MAX_LOOKED || (length > MAX_LOOKED_LENGTH && pieces.length > 0)) break;
    pieces.push(piece);
  }
  return pieces;
}

function preview({ checked }: OpenDataset, way: Way): ConversionPreview | null {
  const before: string[] = [];
  const after: string[] = [];
  for (const piece of firstPieces(checked.text.pieces.placed())) {
    const converted = way(valueText(piece));
    if ('obstacle' in converted || converted.records.length === 0) continue;
    before.push(valueText(piece));
    after.push(...converted.records);
    if (before.length === PREVIEWED) break;
  }
  return before.length === 0 ? null : { before: readable(before), after: readable(after), records: before.length };
}

/** A list of records over many lines, every value as it is written. */
function readable(records: readonly string[]): string {
  const text = `[${records.join(',')}]\n`;
  const layout = { insertSpaces: true, tabSize: 2, eol: '\n' };
  return applyEdits(text, format(text, undefined, layout));
}

function piecesOf({ checked }: OpenDataset): Piece[] {
  return [...checked.text.pieces.placed()].map(({ piece }) => piece).filter(({ kind }) => kind === 'record');
}

function asLoss({ kind, text, records, first }: LossTotal): ConversionLoss {
  return { kind, text, records, first };
}

function errorText(error: unknown): string {
  if (error instanceof Error && error.name === 'TargetExists') return l10n.t('the file is there already');
  return error instanceof Error ? error.message : String(error);
}
