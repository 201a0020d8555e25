import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { CheckNow, LocateDatasetEntry, type DocumentParams, type InitializationOptions } from '../protocol/messages';
import { FIX_ALL, type ActionSupport } from './features/codeActions';
import { FileReadings } from './datasetInfo/fileReadings';
import { InfoFeatures, type DataLook } from './datasetInfo/infoFeatures';
import type { MediaPlaces } from '../host/mediaFiles';
import type { Files, KnownMediaFiles } from './files';
import { Counting } from './counting';
import { DatasetFeatures } from './datasetFeatures';
import type { Counters, TokenizerShop } from './counters';
import { OpenDocument } from './openDocument';
import { OpenFiles } from './openFiles';
import { Conversions } from './conversions';
import { TokenFeatures } from './tokenFeatures';
import { Projects } from './projects';
import { RecordFeatures } from './records/recordFeatures';
import { answerRequests } from './requests';
import { isResultFile } from '../probe/batch/resultFileName';
import { isReviewFile } from '../review/reviewFile';
import type { ReviewHost } from './review/reviews';
import { Twins } from './labels/twins';
import { Validation } from './validation';
import { LabelFeatures } from './labels/labelFeatures';
import { MarkedFeatures } from './labels/markedFeatures';
import type { ScopeHost } from './labels/scopedDatasets';
import { Tagging } from './labels/tagging';
import { isOnlyData, WATCHED } from './watched';

/** What the server needs of the machine that it runs on. */
export interface ServerHost extends ReviewHost, ScopeHost {
  readonly files: Files;
  /** URI of the folder with the rules' pages, with a slash at its end. */
  readonly pages: string;
  readonly version: string;
  useLanguage(locale: string | undefined): Promise<void>;
  /** What is to be known of a file's bytes. */
  byteFacts(bytes: Buffer): NonNullable<OpenDocument['bytes']>;
  readonly counters: Counters;
  readonly tokenizers: TokenizerShop;
  readonly data: DataLook;
  /** Looks at the files that a dataset names. */
  mediaFiles(places: MediaPlaces): KnownMediaFiles;
}

type RunMode = 'onType' | 'onSave';

/** Serves one client over a connection, until it closes it. */
export function serve(connection: Connection, host: ServerHost): void {
  const projects = new Projects(host.files);
  const readings = new FileReadings(host.files, projects);
  const documents = new TextDocuments<OpenDocument>({
    create: (uri, languageId, version, content) => new OpenDocument(uri, languageId, version, content),
    update(document, changes, version) {
      document.update(changes, version);
      return document;
    },
  });
  let options: InitializationOptions = {};
  let capabilities: InitializeParams['capabilities'] = {};
  let mode: RunMode = 'onType';
  let builtinJson = false;
  const hasProgress = (): boolean => capabilities.window?.workDoneProgress === true;
  /** VS Code's own JSON support reports the syntax of this file. */
  const hasOwnJson = ({ languageId }: OpenDocument): boolean => builtinJson && languageId === 'json';
  const validation = new Validation(
    connection,
    projects,
    (uri) => documents.get(uri),
    host.pages,
    hasProgress,
    (document) => counting.status(document),
    readings,
    (uri) => records.changed(uri),
  );
  const support = (): ActionSupport => ({
    confirms: capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    commands: options.commands === true,
    resolves: capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
  });
  const infos = new InfoFeatures(connection, projects, {
    ...{ files: host.files, data: host.data, pages: host.pages, pathOf: (uri) => host.pathOf(uri) },
    get: (uri) => documents.get(uri),
    hasOwnJson,
    isTrusted: () => options.trusted !== false,
    support,
  });
  const counting: Counting = new Counting(
    connection,
    (uri) => documents.get(uri),
    (document) => {
      validation.report(document);
      labels.changed();
      records.changed(document.uri);
    },
    hasProgress,
    (uri) => validation.check(uri),
  );
  const tokens = new TokenFeatures(
    connection,
    host,
    projects,
    readings,
    counting,
    (uri) => documents.get(uri),
    () => void lookAgain(),
  );
  const labels = new LabelFeatures(
    connection,
    host,
    projects,
    {
      all: () => documents.all(),
      get: (uri) => documents.get(uri),
      check: (uri) => validation.check(uri),
      configure: async (document) => {
        await files.configure(document);
        readings.close(document.uri);
      },
    },
    () => configured,
    () => support().confirms,
  );

  const marked = new MarkedFeatures(
    connection,
    (uri) => documents.get(uri),
    (uri) => projects.of(uri).labels.robustness,
  );

  const records = new RecordFeatures({
    ...{ connection, counting, support },
    get: (uri) => documents.get(uri),
    all: () => documents.all(),
    pages: host.pages,
    configured: () => configured,
    check: (uri) => validation.check(uri),
    counters: host.counters,
    wishOf: (uri, dataset) => tokens.wishOf(uri, dataset),
    labels: (uri) => projects.of(uri).labels,
    folders: () => projects.uris,
    reviewHost: host,
  });

  const files = new OpenFiles({
    ...{ documents, host, projects, readings, infos, validation, counting, tokens, labels, marked, records },
    configured: () => configured,
    lookAgain,
    isTrusted: () => options.trusted !== false,
    checksOnType: () => mode === 'onType',
    hasOwnJson,
  });

  connection.onInitialize(async (params): Promise<InitializeResult> => {
    options = (params.initializationOptions ?? {}) as InitializationOptions;
    capabilities = params.capabilities;
    await host.useLanguage(params.locale);
    host.counters.useLanguage(params.locale);
    tokens.initialize(options.storage, capabilities.workspace?.inlayHint?.refreshSupport === true);
    return {
      serverInfo: { name: 'Tuneset', version: host.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        hoverProvider: true,
        completionProvider: { triggerCharacters: ['"', '{', '[', ' ', '/'] },
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        documentLinkProvider: {},
        definitionProvider: true,
        renameProvider: capabilities.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
        referencesProvider: true,
        inlayHintProvider: { resolveProvider: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
      },
    };
  });

  connection.onInitialized(async () => {
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: ['tuneset', 'json'] });
    }
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: WATCHED.map((globPattern) => ({ globPattern })),
      });
    }
    if (capabilities.workspace?.workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(() => reconfigure());
    await reconfigure();
  });
  connection.onDidChangeConfiguration(() => reconfigure());
  connection.onDidChangeWatchedFiles(({ changes: all }) => {
    const changes = all.filter(({ uri }) => !isReviewFile(uri) && !isResultFile(uri));
    records.filesChanged(all.map(({ uri }) => uri));
    if (changes.length === 0 && all.length > 0) return;
    if (changes.length > 0 && changes.every(({ uri }) => isOnlyData(uri) && !projects.isTaxonomy(uri))) infos.refresh();
    else void lookAgain();
    labels.filesChanged();
  });

  /** Settled when the settings and project files that are known to have changed have been read. */
  let configured = Promise.resolve();

  /** Reads the settings and project files again and checks every open file with them. */
  function reconfigure(): Promise<void> {
    configured = configured.then(readEverything, readEverything);
    return configured;
  }

  async function readEverything(): Promise<void> {
    await readSettings();
    const folders = capabilities.workspace?.workspaceFolders ? await connection.workspace.getWorkspaceFolders() : [];
    await projects.load(folders ?? []);
    readings.lookAgain();
    for (const document of documents.all()) {
      if (records.documents.handles(document.uri)) continue;
      await files.configure(document);
      void files.check(document);
    }
    labels.lookAgain();
  }

  /** Files on which everything depends may have changed. */
  function lookAgain(): Promise<void> {
    tokens.lookAgain();
    return reconfigure();
  }

  async function readSettings(): Promise<void> {
    if (!capabilities.workspace?.configuration) return;
    const [run, jsonEnabled, tokenSettings] = (await connection.workspace.getConfiguration([
      { section: 'tuneset.validate.run' },
      { section: 'json.validate.enable' },
      { section: 'tuneset.tokens' },
    ])) as [unknown, unknown, unknown];
    tokens.configure(tokenSettings);
    mode = run === 'onSave' ? 'onSave' : 'onType';
    builtinJson = options.builtinJson === true && jsonEnabled !== false;
  }

  files.listen();
  tokens.listen();
  labels.listen();
  new Tagging(
    connection,
    (uri) => documents.get(uri),
    (uri) => projects.of(uri).labels,
    (uri) => validation.check(uri),
    () => configured,
  ).listen();
  new Twins(
    connection,
    (uri) => documents.get(uri),
    (uri) => projects.of(uri).labels,
  ).listen();
  marked.listen();
  records.listen();
  new Conversions(connection, host, (uri) => documents.get(uri)).listen();
  const datasets = new DatasetFeatures(validation, (uri) => documents.get(uri), support);
  answerRequests(connection, { infos, datasets, labels, records: records.documents });
  connection.onRequest(LocateDatasetEntry.method, ({ uri }: DocumentParams) => readings.locate(uri));
  connection.onRequest(CheckNow.method, ({ uri }: DocumentParams) => files.checkNow(uri));

  documents.listen(connection);
  connection.listen();
}
