import type { Connection } from 'vscode-languageserver';
import {
  FixAll,
  ListFormats,
  LocateRecord,
  RecordAt,
  type DocumentParams,
  type LocateRecordParams,
  type RecordAtParams,
} from '../protocol/messages';
import type { DatasetFeatures } from './datasetFeatures';
import type { InfoFeatures } from './datasetInfo/infoFeatures';
import type { LabelFeatures } from './labels/labelFeatures';

/** Has the client's questions about a document answered by who knows its kind: a `dataset_info.json`, or a dataset. */
export function answerRequests(
  connection: Connection,
  infos: InfoFeatures,
  datasets: DatasetFeatures,
  labels: LabelFeatures,
): void {
  connection.onHover(({ textDocument: { uri }, position }) =>
    infos.handles(uri) ? infos.hover(uri, position) : datasets.hover(uri, position),
  );
  connection.onCompletion((params) => {
    const { uri } = params.textDocument;
    return infos.handles(uri) ? infos.completion(uri, params.position) : datasets.completion(params);
  });
  connection.onCodeAction((params) =>
    infos.handles(params.textDocument.uri) ? infos.actions(params) : datasets.actions(params),
  );
  connection.onRequest(FixAll.method, ({ uri }: DocumentParams) =>
    infos.handles(uri) ? infos.fixes(uri) : datasets.fixes(uri),
  );

  connection.onDocumentLinks(({ textDocument: { uri } }) => infos.links(uri));
  connection.onDefinition((params) => {
    const { uri } = params.textDocument;
    return infos.handles(uri) ? infos.definition(uri, params.position) : labels.definition(params);
  });

  connection.onCodeActionResolve((action) => datasets.resolve(action));
  connection.onDocumentSymbol(({ textDocument: { uri } }) => datasets.symbols(uri));
  connection.onFoldingRanges(({ textDocument: { uri } }) => datasets.folds(uri));
  connection.onRequest(LocateRecord.method, ({ uri, record }: LocateRecordParams) => datasets.locate(uri, record));
  connection.onRequest(RecordAt.method, ({ uri, position }: RecordAtParams) => datasets.recordAt(uri, position));
  connection.onRequest(ListFormats.method, ({ uri }: DocumentParams) => datasets.formats(uri));
}
