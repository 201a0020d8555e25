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
import type { RecordDocumentFeatures } from './records/recordDocumentFeatures';

/** Those who know the kinds of documents. */
export interface Answerers {
  readonly infos: InfoFeatures;
  readonly datasets: DatasetFeatures;
  readonly labels: LabelFeatures;
  readonly records: RecordDocumentFeatures;
}

/** Has the client's questions about a document answered by who knows its kind: a `dataset_info.json`, a record as a document of its own, or a dataset. */
export function answerRequests(connection: Connection, { infos, datasets, labels, records }: Answerers): void {
  connection.onHover(({ textDocument: { uri }, position }) => {
    if (infos.handles(uri)) return infos.hover(uri, position);
    return (records.handles(uri) ? records : datasets).hover(uri, position);
  });
  connection.onCompletion((params) => {
    const { uri } = params.textDocument;
    if (infos.handles(uri)) return infos.completion(uri, params.position);
    return (records.handles(uri) ? records : datasets).completion(params);
  });
  connection.onCodeAction((params) => {
    const { uri } = params.textDocument;
    if (infos.handles(uri)) return infos.actions(params);
    return (records.handles(uri) ? records : datasets).actions(params);
  });
  connection.onFoldingRanges(({ textDocument: { uri } }) => (records.handles(uri) ? records : datasets).folds(uri));
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
  connection.onRequest(LocateRecord.method, ({ uri, record }: LocateRecordParams) => datasets.locate(uri, record));
  connection.onRequest(RecordAt.method, ({ uri, position }: RecordAtParams) => datasets.recordAt(uri, position));
  connection.onRequest(ListFormats.method, ({ uri }: DocumentParams) => datasets.formats(uri));
}
