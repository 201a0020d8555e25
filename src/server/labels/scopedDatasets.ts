import * as l10n from '@vscode/l10n';
import type { CancellationToken } from 'vscode-languageserver';
import { LabelReader } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import type { CoverageScope } from '../../protocol/coverage';
import type { Files } from '../files';
import { OpenDocument, type OpenDataset } from '../openDocument';
import type { Projects } from '../projects';
import { uriIn } from '../uris';
import type { DataFile, DataFiles } from './dataFiles';
import { decodedText } from './decodedText';

/** VS Code shows extensions no larger files, and so edits none of them. */
export const MAX_BYTES = 50 * 1024 * 1024;
/** Files of a workspace that are looked at, and bytes of them together that are read at a time. */
const MAX_FILES = 5000;
const MAX_TOTAL = 1024 * 1024 * 1024;
/** Milliseconds of checking after which other requests get their turn. */
const SLICE = 30;
/** Milliseconds for which the list of a workspace's files counts, where nobody tells of changes. */
const LIST_AGE = 10_000;

/** A file of a scope: one that is open, or one of the disk. */
export type ScopedFile =
  | { readonly uri: string; readonly document: OpenDocument; readonly file?: undefined }
  | { readonly uri: string; readonly document?: undefined; readonly file: DataFile };

/** A file that isn't looked at, with the reason for people. */
export interface LeftOut {
  readonly uri: string;
  readonly reason: string;
}

export interface ScopeFiles {
  readonly files: readonly ScopedFile[];
  readonly leftOut: readonly LeftOut[];
}

/** A dataset of a scope, checked. */
export interface ScopedDataset {
  readonly uri: string;
  /** Of the text in the editor; null for a file that is not open. */
  readonly version: number | null;
  readonly dataset: OpenDataset;
  readonly reader: LabelReader;
  /** Why the file can't be edited, for people; undefined if it can. */
  readonly locked: string | undefined;
}

/** What finding and reading files takes. */
export interface ScopeHost {
  readonly files: Files;
  readonly dataFiles: DataFiles;
  pathOf(uri: string): string | undefined;
}

/** What the server knows of open files, and how it reads others. */
export interface OpenFiles {
  all(): readonly OpenDocument[];
  get(uri: string): OpenDocument | undefined;
  /** Gives a file the settings of its project. */
  configure(document: OpenDocument): Promise<void>;
  /** Checks what of an open file has not been checked yet. */
  check(uri: string): Promise<void>;
}

/** The person stopped it. */
export class Cancelled extends Error {}

/** The datasets that a question is about. Those that are open are taken as they stand in the editor; others are read, checked and let go again. */
export class ScopedDatasets {
  private readonly readers = new WeakMap<LabelSettings, LabelReader>();
  /** The files of the workspace's folders on disk, and until when they count. */
  private known: { readonly files: readonly FileOnDisk[]; readonly until: number } | undefined;
  /** Goes up whenever files may have come, gone or changed. */
  private generation = 0;

  constructor(
    private readonly host: ScopeHost,
    private readonly open: OpenFiles,
    private readonly projects: Projects,
  ) {}

  /** The files of a scope that may be datasets. @param list whether what was found a moment ago will do */
  async files(scope: CoverageScope, token: CancellationToken, list: 'known' | 'new' = 'new'): Promise<ScopeFiles> {
    if (list === 'new') this.forgetFiles();
    return scope.kind === 'workspace' ? this.ofWorkspace(token) : this.named(scope.uris);
  }

  /** Files may have come, gone or changed. */
  forgetFiles(): void {
    this.generation++;
    this.known = undefined;
  }

  /** Why a file that is not open can't be edited, for people; undefined if it can. */
  async lockOf(uri: string, text: string): Promise<string | undefined> {
    if (hasMixedLineEnds(text)) {
      return l10n.t('its lines end in different ways. “tuneset labels” on the command line takes it along.');
    }
    const path = this.host.pathOf(uri);
    const file = path === undefined ? undefined : await this.host.dataFiles.look(path);
    return file && !file.isWritable ? l10n.t('it is read-only') : undefined;
  }

  /**
   * Opens a dataset.
   *
   * @param need whether its records are to be checked
   * @returns undefined for a file that is none; a text for one that can't be read, which says why
   * @throws Cancelled
   */
  async read(
    { uri, document }: ScopedFile,
    token: CancellationToken,
    need: 'checked' | 'unchecked' = 'checked',
  ): Promise<ScopedDataset | string | undefined> {
    const reader = this.readerOf(uri);
    if (document) {
      if (need === 'checked') await this.open.check(uri);
      const { dataset, version } = document;
      return dataset && { uri, version, dataset, reader, locked: undefined };
    }
    const bytes = await this.host.files.read(uri);
    if (!bytes) return l10n.t('it can’t be read');
    const text = decodedText(bytes);
    if (text === undefined) return l10n.t('it is not UTF-8');
    const closed = new OpenDocument(uri, /\.json$/i.test(uri) ? 'json' : 'jsonl', 0, text);
    await this.open.configure(closed);
    const { dataset } = closed;
    if (dataset && need === 'checked') await checkWhole(dataset, token);
    const locked = need === 'unchecked' ? await this.lockOf(uri, text) : undefined;
    return dataset && { uri, version: null, dataset, reader, locked };
  }

  /** Reads labels as the project of a file has them. */
  readerOf(uri: string): LabelReader {
    const { labels } = this.projects.of(uri);
    let reader = this.readers.get(labels);
    if (!reader) this.readers.set(labels, (reader = new LabelReader(labels)));
    return reader;
  }

  private async named(uris: readonly string[]): Promise<ScopeFiles> {
    const found: ScopedFile[] = [];
    const leftOut: LeftOut[] = [];
    for (const uri of uris) {
      const document = this.open.get(uri);
      const path = this.host.pathOf(uri);
      const file = document || path === undefined ? undefined : await this.host.dataFiles.look(path);
      if (document) found.push({ uri, document });
      else if (!file) leftOut.push({ uri, reason: l10n.t('it can’t be read') });
      else if (file.size > MAX_BYTES) leftOut.push(tooLarge(uri));
      else found.push({ uri, file });
    }
    return { files: found, leftOut };
  }

  private async ofWorkspace(token: CancellationToken): Promise<ScopeFiles> {
    const folders = this.projects.uris;
    const isOfWorkspace = ({ uri }: OpenDocument): boolean => this.projects.of(uri).folder !== undefined;
    const open = this.open.all().filter(isOfWorkspace);
    const openPaths = new Set(open.map(({ uri }) => this.host.pathOf(uri)));
    const isOnDisk = (folder: string): boolean => this.host.pathOf(folder) !== undefined;
    const closed = await this.onDisk(folders.filter(isOnDisk), token);

    const found: ScopedFile[] = open.map((document) => ({ uri: document.uri, document }));
    const elsewhere = folders.filter((folder) => !isOnDisk(folder));
    const leftOut: LeftOut[] = elsewhere.map((uri) => ({ uri, reason: l10n.t('only its open files are looked at') }));
    let total = 0;
    for (const file of closed) {
      const { uri, path, size } = file;
      if (openPaths.has(path)) continue;
      total += Math.min(size, MAX_BYTES);
      if (size > MAX_BYTES) leftOut.push(tooLarge(uri));
      else if (found.length >= MAX_FILES) leftOut.push({ uri, reason: l10n.t('there are too many files') });
      else if (total > MAX_TOTAL) leftOut.push({ uri, reason: l10n.t('there is too much data') });
      else found.push({ uri, file });
    }
    return { files: found, leftOut };
  }

  /** The files of folders on disk, open or not; what was found a moment ago counts. @throws Cancelled */
  private async onDisk(folders: readonly string[], token: CancellationToken): Promise<readonly FileOnDisk[]> {
    if (this.known && Date.now() < this.known.until) return this.known.files;
    const { generation } = this;
    const controller = new AbortController();
    const cancelling = token.onCancellationRequested(() => controller.abort());
    const uris = new Map(folders.map((uri) => [this.host.pathOf(uri)!, uri]));
    const listed = await this.host.dataFiles.list([...uris.keys()], controller.signal);
    cancelling.dispose();
    const files: FileOnDisk[] = [];
    for (const { path, folder, name } of listed) {
      if (token.isCancellationRequested) throw new Cancelled();
      const file = await this.host.dataFiles.look(path);
      if (file) files.push({ ...file, path, uri: uriIn(uris.get(folder)!, name) });
    }
    if (token.isCancellationRequested) throw new Cancelled();
    if (generation === this.generation) this.known = { files, until: Date.now() + LIST_AGE };
    return files;
  }
}

interface FileOnDisk extends DataFile {
  readonly path: string;
  /** As the client spells it. */
  readonly uri: string;
}

/** True for a text that editors would write with other line ends once they have opened it. */
export function hasMixedLineEnds(text: string): boolean {
  const ends = new Set(text.match(/\r\n|\n|\r/g));
  return ends.size > 1 || ends.has('\r');
}

function tooLarge(uri: string): LeftOut {
  return {
    uri,
    reason: l10n.t(
      'it is larger than {0} MB. “tuneset labels” on the command line takes it along.',
      MAX_BYTES / 1024 / 1024,
    ),
  };
}

async function checkWhole({ checked }: OpenDataset, token: CancellationToken): Promise<void> {
  for (;;) {
    if (token.isCancellationRequested) throw new Cancelled();
    const end = Date.now() + SLICE;
    if (checked.check(() => Date.now() >= end)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
