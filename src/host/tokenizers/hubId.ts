import * as l10n from '@vscode/l10n';
import { join } from 'node:path';
import { TokenizerError } from './tokenizerError';

/** `name` or `organisation/name`, as the hub allows them (huggingface_hub, utils/_validators.py): no `..`, no `--`, at most 96 characters. */
const HUB_ID = /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*\/)?[A-Za-z0-9_][A-Za-z0-9._-]*$/;

export function isHubId(id: string): boolean {
  return id.length <= 96 && HUB_ID.test(id) && !/\.\.|--|[.-](?:\/|$)|\.git$/.test(id);
}

/** A branch, tag or commit. */
export function isRevision(revision: string): boolean {
  return revision.length <= 128 && /^[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(revision) && !revision.includes('..');
}

/**
 * The folder for a hub model's files, as the hub's own cache names it: `models--organisation--name`.
 *
 * @param storage the folder for all of them
 * @throws TokenizerError if this is no hub id
 */
export function storageFolder(storage: string, id: string): string {
  if (!isHubId(id)) throw new TokenizerError(l10n.t('“{0}” is no model id. It must look like “Qwen/Qwen3-8B”.', id));
  return join(storage, `models--${id.replace('/', '--')}`);
}
