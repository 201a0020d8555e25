import * as l10n from '@vscode/l10n';
import type { CancellationToken } from 'vscode-languageserver';
import { LabelReader } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import type { CoverageScope } from '../../protocol/coverage';
import type { Files } from '../files';
import { OpenDocument, type OpenDataset } from '../openDocument';
import type { Projects } from '../projects';
import type { DataFile, DataFiles } from './dataFiles';

/** VS Code shows extensions no larger files, and so edits none of them. */
export const MAX_BYTES = 50 * 1024 * 1024;
/** Files of a workspace that are looked at, and bytes of them together that are read at a time. */
const MAX_FILES = 5000;
const MAX_TOTAL = 1024 * 1024 * 1024;
/** Milliseconds of checking after which other requests get their turn. */
const SLICE = 30;

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

  constructor(
    private readonly host: ScopeHost,
    private readonly open: OpenFiles,
    private readonly projects: Projects,
  ) {}

  /** The files of a scope that may be datasets. */
  async files(scope: CoverageScope, token: CancellationToken): Promise<ScopeFiles> {
    return scope.kind === 'workspace' ? this.ofWorkspace(token) : this.named(scope.uris);
  }

  /**
   * Opens a dataset.
   *
   * @param need whether its records are to be checked
   * @returns undefined for a file that is none; a text for one that can't be read, which says why
   * @throws Cancelled
   */
  async read(
    { uri, document, file }: ScopedFile,
    token: CancellationToken,
    need: 'checked' | 'unchecked' = 'checked',
  ): Promise<ScopedDataset | string | undefined> {
    const reader = this.readerOf(uri);
    if (document) {
      if (need === 'checked') await this.open.check(uri);
      const { dataset, version } = document;
      return dataset && { uri, version, dataset, reader };
    }
    const bytes = await this.host.files.read(file.uri);
    if (!bytes) return l10n.t('it can’t be read');
    const text = decodedText(bytes);
    if (text === undefined) return l10n.t('it is not UTF-8');
    const closed = new OpenDocument(uri, /\.json$/i.test(uri) ? 'json' : 'jsonl', 0, text);
    await this.open.configure(closed);
    const { dataset } = closed;
    if (dataset && need === 'checked') await checkWhole(dataset, token);
    return dataset && { uri, version: null, dataset, reader };
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
    const isOfWorkspace = ({ uri }: OpenDocument): boolean => folders.some((folder) => uri.startsWith(folder));
    const open = this.open.all().filter(isOfWorkspace);
    const openPaths = new Set(open.map(({ uri }) => this.host.pathOf(uri)));
    const controller = new AbortController();
    const cancelling = token.onCancellationRequested(() => controller.abort());
    const isOnDisk = (folder: string): boolean => this.host.pathOf(folder) !== undefined;
    const disk = folders.filter(isOnDisk).map((folder) => this.host.pathOf(folder)!);
    const paths = await this.host.dataFiles.list(disk, controller.signal);
    cancelling.dispose();
    if (token.isCancellationRequested) throw new Cancelled();

    const found: ScopedFile[] = open.map((document) => ({ uri: document.uri, document }));
    const elsewhere = folders.filter((folder) => !isOnDisk(folder));
    const leftOut: LeftOut[] = elsewhere.map((uri) => ({ uri, reason: l10n.t('only its open files are looked at') }));
    let total = 0;
    for (const path of paths) {
      if (openPaths.has(path)) continue;
      const file = await this.host.dataFiles.look(path);
      if (!file) continue;
      total += Math.min(file.size, MAX_BYTES);
      if (file.size > MAX_BYTES) leftOut.push(tooLarge(file.uri));
      else if (found.length >= MAX_FILES) leftOut.push({ uri: file.uri, reason: l10n.t('there are too many files') });
      else if (total > MAX_TOTAL) leftOut.push({ uri: file.uri, reason: l10n.t('there is too much data') });
      else found.push({ uri: file.uri, file });
    }
    return { files: found, leftOut };
  }
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

/** A text without its byte order mark; undefined for bytes that are not UTF-8. */
function decodedText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function checkWhole({ checked }: OpenDataset, token: CancellationToken): Promise<void> {
  for (;;) {
    if (token.isCancellationRequested) throw new Cancelled();
    const end = Date.now() + SLICE;
    if (checked.check(() => Date.now() >= end)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
