import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DownloadError, downloadFile, type Fetch } from './downloadFile';
import { isHubId, isRevision, storageFolder } from './hubId';
import { readModelFolder } from './modelFiles';
import { TokenizerError } from './tokenizerError';

export const DEFAULT_MIRROR = 'https://huggingface.co';

/** What a download needs to know. */
export interface DownloadOptions {
  /** `organisation/name` */
  readonly id: string;
  /** A branch, tag or commit; the main branch if absent. */
  readonly revision?: string;
  /** Base URL of the hub or of a mirror with its layout, such as `https://hf-mirror.com` or `https://modelscope.cn`. */
  readonly mirror?: string;
  /** The folder for all downloaded tokenizers. */
  readonly storage: string;
  readonly fetch?: Fetch;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** How far a download is. */
export interface DownloadProgress {
  /** The file that is being downloaded. */
  readonly file: string;
  /** Bytes of this file so far, and all of them, if the server tells. */
  readonly bytes: number;
  readonly total?: number;
}

/** The files of a tokenizer, small ones first, so that a model without them is found out soon. */
const FILES: readonly { readonly name: string; readonly optional?: true }[] = [
  { name: 'tokenizer_config.json' },
  { name: 'chat_template.jinja', optional: true },
  { name: 'tokenizer.json' },
];

/**
 * Downloads a model's tokenizer into the storage. Files come into a folder of their own, which gets its name when all of them are there
 * and can be read; until then, and after any failure, the storage is as it was.
 *
 * Nothing is ever downloaded but by this function.
 *
 * @returns the folder
 * @throws TokenizerError if the model or the mirror can't be used, and the signal's reason if it was cancelled
 */
export async function downloadTokenizer(options: DownloadOptions): Promise<string> {
  const { id, storage, signal } = options;
  const target = storageFolder(storage, id);
  const base = baseUrl(options);
  const temporary = join(storage, `.${randomBytes(6).toString('hex')}.download`);
  await onDisk(storage, mkdir(temporary, { recursive: true }));
  try {
    for (const file of FILES) await download(file, base, temporary, options);
    await readModelFolder(temporary, { id, name: id });
    signal?.throwIfAborted();
    await onDisk(target, rm(target, { recursive: true, force: true }));
    await onDisk(target, rename(temporary, target));
    return target;
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof DownloadError ? new TokenizerError(explain(error, base, options), { cause: error }) : error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** @throws TokenizerError if the file system refuses */
async function onDisk(path: string, action: Promise<unknown>): Promise<void> {
  try {
    await action;
  } catch (error) {
    throw new TokenizerError(l10n.t('{0} can’t be written: {1}', path, (error as Error).message), { cause: error });
  }
}

/** The folder of a model that was downloaded before, undefined if there is none or it can't be used. */
export async function cachedModel(storage: string, id: string): Promise<string | undefined> {
  if (!isHubId(id)) return undefined;
  const folder = storageFolder(storage, id);
  try {
    await readModelFolder(folder);
    return folder;
  } catch (error) {
    if (error instanceof TokenizerError) return undefined;
    throw error;
  }
}

/** Where the files of the model are. @throws TokenizerError if the mirror is no address that may be asked */
function baseUrl({ id, revision, mirror = DEFAULT_MIRROR }: DownloadOptions): URL {
  if (revision !== undefined && !isRevision(revision))
    throw new TokenizerError(l10n.t('“{0}” is no revision of a model.', revision));
  const url = URL.canParse(mirror) ? new URL(mirror) : undefined;
  if (!url || !isAllowed(url))
    throw new TokenizerError(l10n.t('The mirror “{0}” must be an address that begins with https://.', mirror));
  url.search = '';
  url.hash = '';
  // ModelScope has the same layout below /models, and calls its main branch otherwise.
  const isModelScope = /(^|\.)modelscope\.(cn|ai)$/.test(url.hostname);
  const path = url.pathname.replace(/\/+$/, '') || (isModelScope ? '/models' : '');
  const branch = encodeURIComponent(revision ?? (isModelScope ? 'master' : 'main'));
  url.pathname = `${path}/${id}/resolve/${branch}/`;
  return url;
}

/** Plain HTTP is for a mirror on this machine. */
function isAllowed({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

async function download(
  { name, optional }: (typeof FILES)[number],
  base: URL,
  folder: string,
  { fetch = globalThis.fetch, signal, onProgress }: DownloadOptions,
): Promise<void> {
  try {
    await downloadFile(new URL(name, base), join(folder, name), {
      fetch,
      ...(signal && { signal }),
      onProgress: (bytes, total) => onProgress?.({ file: name, bytes, ...(total !== undefined && { total }) }),
    });
  } catch (error) {
    if (!(optional && error instanceof DownloadError && error.fault === 'missing')) throw error;
  }
}

/** What happened, for the one who can act. */
function explain({ fault, url, message }: DownloadError, base: URL, { id }: DownloadOptions): string {
  const address = `${url.origin}${url.pathname}`;
  switch (fault) {
    case 'forbidden':
      return l10n.t(
        '{0} is not open to everyone ({1}). Accept its licence on {2}, download tokenizer.json and tokenizer_config.json there, and choose their folder.',
        id,
        message,
        new URL(`/${id}`, base).href,
      );
    case 'missing':
      return l10n.t('There is no {0}. Is “{1}” the name of a model, and does it have a tokenizer.json?', address, id);
    case 'busy':
      return l10n.t(
        '{0} can’t serve the file now ({1}). Try again later, or choose another mirror in the settings.',
        url.origin,
        message,
      );
    case 'redirected':
      return l10n.t('{0} sends on to an address that is not safe: {1}.', address, message);
    case 'too-large':
      return l10n.t('{0} is too large for a tokenizer.', address);
    case 'truncated':
      return l10n.t('The connection ended in the middle of {0}. Try again.', address);
    case 'timeout':
      return l10n.t(
        '{0} does not answer. Check the network and the proxy, or choose another mirror in the settings.',
        url.origin,
      );
    case 'network':
      return l10n.t(
        '{0} can’t be reached ({1}). Check the network and the proxy, or choose another mirror in the settings.',
        url.origin,
        message,
      );
    case 'disk':
      return l10n.t('{0} can’t be stored: {1}', address, message);
  }
}
