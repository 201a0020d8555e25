import * as l10n from '@vscode/l10n';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { ContainerText, layoutOf } from '../../dataset/containerText';
import { valueText, type Piece } from '../../dataset/piece';
import type { ExportReviewedParams, ExportReviewedResult } from '../../protocol/review';
import type { ConversionHost } from '../conversions';
import type { Progressing } from '../labels/walking';
import type { OpenDocument } from '../openDocument';
import { slices } from '../slices';
import { recordPieces } from './recordKeys';

/** UTF-16 units that tell the layout of a file. */
const HEAD = 1000;

/** The user stopped it. */
class Cancelled extends Error {}

/** Copies the records that are meant, as they stand in the editor, into a new file, or into a text. Null if it is cancelled. */
export async function exportReviewed(
  connection: Connection,
  host: ConversionHost,
  document: OpenDocument,
  isMeant: (piece: Piece) => boolean,
  params: ExportReviewedParams & Progressing,
  token: CancellationToken,
): Promise<ExportReviewedResult | null> {
  const { container, target, overwrite } = params;
  const text = containerTextFor(document, container);
  const parts = partsOf(connection, document, isMeant, text, params, token);
  const path = target === null ? undefined : host.pathOf(target);
  try {
    if (path !== undefined) {
      await host.writeText(path, parts, overwrite);
      return { records: text.count };
    }
    const texts: string[] = [];
    for await (const part of parts) texts.push(part);
    return { records: text.count, text: texts.join('') };
  } catch (error) {
    if (error instanceof Cancelled) return null;
    return { error: errorText(error) };
  }
}

function containerTextFor({ dataset }: OpenDocument, container: ExportReviewedParams['container']): ContainerText {
  const own = dataset?.checked.text;
  let head = '';
  for (const { piece } of own?.pieces.placed() ?? []) {
    head += piece.text;
    if (head.length >= HEAD) break;
  }
  const layout = layoutOf(head.replace(/^\uFEFF/, ''));
  const isSame = own?.containerId === container;
  return new ContainerText(container, isSame ? layout : { ...layout, elementStart: layout.lineEnd }, isSame);
}

async function* partsOf(
  connection: Connection,
  { dataset }: OpenDocument,
  isMeant: (piece: Piece) => boolean,
  text: ContainerText,
  { workDoneToken }: Progressing,
  token: CancellationToken,
): AsyncGenerator<string> {
  const pieces = recordPieces(dataset?.checked.text.pieces.placed() ?? []);
  const progress = workDoneToken === undefined ? undefined : connection.window.attachWorkDoneProgress(workDoneToken);
  try {
    for await (const [index, piece] of slices(pieces)) {
      if (token.isCancellationRequested) throw new Cancelled();
      const share = Math.round((100 * index) / pieces.length);
      if (index % 100 === 0) progress?.report(share, `${share} %`);
      if (isMeant(piece)) yield text.record(valueText(piece));
    }
    yield text.end();
  } finally {
    progress?.done();
  }
}

function errorText(error: unknown): string {
  if (error instanceof Error && error.name === 'TargetExists') return l10n.t('the file is there already');
  return error instanceof Error ? error.message : String(error);
}
