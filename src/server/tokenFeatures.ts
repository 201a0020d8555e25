import * as l10n from '@vscode/l10n';
import type { CancellationToken, Connection, InlayHint, InlayHintParams } from 'vscode-languageserver';
import { valueText } from '../dataset/piece';
import type { Project } from '../dataset/project';
import {
  CheckTokenizer,
  CountSelection,
  DownloadTokenizer,
  ListTokenizers,
  LongestRecords,
  SetCounting,
  ShowTokens,
  type DownloadTokenizerParams,
  type DownloadTokenizerResult,
  type LongestRecordsParams,
  type LongRecord,
  type RangesParams,
  type SelectionCount,
  type SetCountingParams,
  type ShownTokens,
  type TokenizerChoice,
  type TokenizerParams,
} from '../protocol/messages';
import { DEFAULT_TOKENIZER, type MeasureSettings } from '../tokens/measuring';
import { withEntry } from '../host/measure/withEntry';
import type { Counting } from './counting';
import type { CounterWish, RecordCounter } from './counters';
import type { FileReadings } from './datasetInfo/fileReadings';
import { hintStyles, tokenHint, tokenTooltip, type HintData, type HintStyle } from './features/tokenHints';
import { countSelection, longestRecords, showTokens } from './features/tokenRequests';
import type { OpenDataset, OpenDocument } from './openDocument';
import type { Projects } from './projects';
import type { ServerHost } from './server';

/** Milliseconds after the last change until what changed is counted, unless it is looked at before. */
const PAUSE = 300;
/** Files that ask for the same share a counter. */
interface KnownCounter {
  readonly key: string;
  readonly counter: Promise<RecordCounter>;
}

/** Everything about tokens that a client can ask for. */
export class TokenFeatures {
  private storage: string | undefined;
  private canRefresh = false;
  private style: HintStyle = 'split';
  private defaultTokenizer = DEFAULT_TOKENIZER;
  private known: KnownCounter[] = [];
  /** The key of the counter that each file has. */
  private readonly keys = new Map<string, string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** Files whose counter is on its way. */
  private readonly opening = new Map<string, Promise<void>>();

  constructor(
    private readonly connection: Connection,
    private readonly host: ServerHost,
    private readonly projects: Projects,
    private readonly readings: FileReadings,
    private readonly counting: Counting,
    private readonly get: (uri: string) => OpenDocument | undefined,
    /** Called when there are tokenizers that there were not before. */
    private readonly onNewTokenizer: () => void,
  ) {}

  initialize(storage: string | undefined, canRefresh: boolean): void {
    this.storage = storage;
    this.canRefresh = canRefresh;
  }

  /** @param settings the section `tuneset.tokens`; what is of the wrong type counts as absent */
  configure(settings: unknown): void {
    const { hints, defaultTokenizer } = (settings ?? {}) as Readonly<Record<string, unknown>>;
    this.style = hintStyles.find((style) => style === hints) ?? 'split';
    this.defaultTokenizer =
      typeof defaultTokenizer === 'string' && defaultTokenizer !== '' ? defaultTokenizer : DEFAULT_TOKENIZER;
    this.refresh();
  }

  /** Looks again at the files that counters are made from: one may have been mended, a model downloaded. */
  lookAgain(): void {
    this.known = [];
  }

  /** Gives a dataset the counter that the project and the settings ask for. */
  async open(document: OpenDocument): Promise<void> {
    const opening = this.openNow(document);
    this.opening.set(document.uri, opening);
    await opening;
    if (this.opening.get(document.uri) === opening) this.opening.delete(document.uri);
  }

  private async openNow(document: OpenDocument): Promise<void> {
    const { uri, dataset } = document;
    if (!dataset) return;
    const { settings, places } = this.wishOf(uri, dataset);
    const key = JSON.stringify([settings, places]);
    let known = this.known.find((one) => one.key === key);
    if (!known) {
      known = { key, counter: this.host.counters.open(settings, places) };
      this.known.push(known);
    }
    const isNew = this.keys.get(uri) !== key || this.counting.counter(uri) === undefined;
    this.keys.set(uri, key);
    const counter = await known.counter;
    const isSame = JSON.stringify(this.counting.counter(uri)?.facts) === JSON.stringify(counter.facts);
    if (this.keys.get(uri) !== key || this.get(uri) !== document || (!isNew && isSame)) return;
    this.counting.use(document, counter);
    this.refresh();
  }

  /** How the records of a dataset are to be counted. */
  wishOf(uri: string, { format }: OpenDataset): CounterWish {
    const { project, folder } = this.projects.of(uri);
    const settings = withEntry(settingsOf(project, this.defaultTokenizer), this.readings.of(uri)?.entry);
    const base = this.host.pathOf(folder ?? uri.slice(0, uri.lastIndexOf('/') + 1)) ?? '';
    return { settings, places: { base, storage: this.storage, format: format.choice } };
  }

  /** Counts what changed when its author pauses. */
  changed({ uri }: OpenDocument): void {
    clearTimeout(this.timers.get(uri));
    this.timers.set(
      uri,
      setTimeout(() => {
        this.timers.delete(uri);
        const document = this.get(uri);
        if (document && !this.counting.counter(uri)) void this.open(document).then(() => this.counting.run(uri));
        else void this.counting.run(uri);
      }, PAUSE),
    );
  }

  close(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.keys.delete(uri);
    this.counting.close(uri);
  }

  listen(): void {
    const { connection, host } = this;
    connection.languages.inlayHint.on((params) => this.hints(params));
    connection.languages.inlayHint.resolve((hint) => this.resolveHint(hint));
    connection.onRequest(LongestRecords.method, ({ uri, limit }: LongestRecordsParams): LongRecord[] => {
      const dataset = this.get(uri)?.dataset;
      return dataset ? longestRecords(dataset, limit) : [];
    });
    connection.onRequest(
      CountSelection.method,
      ({ uri, ranges }: RangesParams): Promise<SelectionCount | null> | null => {
        const document = this.get(uri);
        return document ? countSelection(document, ranges, this.counting) : null;
      },
    );
    connection.onRequest(ShowTokens.method, ({ uri, ranges }: RangesParams): Promise<ShownTokens> | null => {
      const document = this.get(uri);
      const counter = this.counting.counter(uri);
      return document && counter ? showTokens(document, ranges, counter) : null;
    });
    connection.onRequest(SetCounting.method, ({ uri, run }: SetCountingParams): null => {
      const document = this.get(uri);
      if (document) this.counting.set(document, run);
      return null;
    });
    connection.onRequest(ListTokenizers.method, (): Promise<readonly TokenizerChoice[]> => {
      const folders = this.projects.uris.map((uri) => host.pathOf(uri)).filter((path) => path !== undefined);
      return host.tokenizers.list(folders, this.storage);
    });
    connection.onRequest(CheckTokenizer.method, async ({ tokenizer }: TokenizerParams): Promise<string | null> => {
      return (await host.counters.check(tokenizer, this.storage)) ?? null;
    });
    connection.onRequest(DownloadTokenizer.method, (params: DownloadTokenizerParams, token: CancellationToken) =>
      this.download(params, (cancel) => token.onCancellationRequested(cancel)),
    );
  }

  private async hints({ textDocument, range }: InlayHintParams): Promise<InlayHint[]> {
    const { uri } = textDocument;
    await this.opening.get(uri);
    const document = this.get(uri);
    const counter = this.counting.counter(uri);
    if (!document || !counter || this.style === 'off' || counter.facts.fault !== null) return [];
    const placed = await this.counting.visible(document, range);
    return placed.map((one) => tokenHint(uri, one, counter.facts, this.style)).filter((hint) => hint !== undefined);
  }

  /** The breakdown is measured when somebody asks for it: what is kept of a record are a few numbers. */
  private async resolveHint(hint: InlayHint): Promise<InlayHint> {
    const { uri, position } = hint.data as HintData;
    const placed = this.get(uri)?.dataset?.checked.text.pieces.at(position);
    const counter = this.counting.counter(uri);
    if (!placed || !counter) return hint;
    const measure = await counter.measure(valueText(placed.piece));
    return { ...hint, tooltip: tokenTooltip(measure, counter.facts) };
  }

  private async download(
    { id, mirror, workDoneToken }: DownloadTokenizerParams,
    onCancel: (cancel: () => void) => void,
  ): Promise<DownloadTokenizerResult> {
    if (this.storage === undefined) return { error: l10n.t('This editor names no folder for downloads.') };
    const controller = new AbortController();
    onCancel(() => controller.abort());
    const progress =
      workDoneToken === undefined ? undefined : this.connection.window.attachWorkDoneProgress(workDoneToken);
    const error = await this.host.tokenizers.download(id, mirror, this.storage, controller.signal, (bytes, total) => {
      const size = megabytes(bytes) + (total === undefined ? '' : ` / ${megabytes(total)}`);
      if (total === undefined) progress?.report(`${size} MB`);
      else progress?.report(Math.round((100 * bytes) / total), `${size} MB`);
    });
    progress?.done();
    if (error === undefined) this.onNewTokenizer();
    return { error: error ?? null };
  }

  private refresh(): void {
    if (this.canRefresh) void this.connection.languages.inlayHint.refresh();
  }
}

function settingsOf(project: Project, defaultTokenizer: string): MeasureSettings {
  const {
    tokenizer = defaultTokenizer,
    target,
    template,
    cutoffLength,
    thinking,
    maskHistory,
    trainOnPrompt,
  } = project;
  return { tokenizer, target, template, cutoffLength, thinking, maskHistory, trainOnPrompt };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
