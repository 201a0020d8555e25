import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, resolve } from 'node:path';
import { listOf } from '../../dataset/listOf';
import { ByteLevelBpe } from '../../tokens/bpe/byteLevelBpe';
import { readByteLevelBpe, type BpeParts } from '../../tokens/bpe/readTokenizerJson';
import type { TokenizerJson } from '../../tokens/bpe/tokenizerJson';
import type { ChatRenderer } from '../../tokens/chatRenderer';
import type { Tokenizer } from '../../tokens/tokenizer';
import { bundledTokenizers, readBundled, type BundledTokenizer } from './bundled';
import { templatesIn } from './chatTemplates';
import { cachedModel } from './hub';
import { isHubId } from './hubId';
import { inexactParts } from './inexactParts';
import { readModelFolder, type ModelFiles } from './modelFiles';
import { chatRenderer } from './renderer';
import { namedTokens } from './specialTokens';
import { TokenizerError } from './tokenizerError';

/** A model's tokenizer with its chat templates' renderer. */
export interface LoadedTokenizer {
  readonly tokenizer: Tokenizer;
  readonly renderer: ChatRenderer;
  /** Parts that are done otherwise than the model's own tokenizer does them. Empty if counts are exact; else they are marked `≈`. */
  readonly inexact: readonly string[];
}

/** Where to look. */
export interface Places {
  /** The folder that relative ones are relative to; the process's own if absent. */
  readonly base?: string | undefined;
  /** Where downloaded tokenizers are. */
  readonly storage?: string | undefined;
  /** Where bundled tokenizers are; beside the program if absent. */
  readonly bundled?: string | undefined;
}

/**
 * Loads a tokenizer from this machine. Nothing is downloaded.
 *
 * @param reference the id of a bundled one, a model's folder, or the hub id of one that was downloaded
 * @throws TokenizerError that says what would help
 */
export async function loadTokenizer(reference: string, places: Places = {}): Promise<LoadedTokenizer> {
  const bundled = bundledTokenizers.find(({ id }) => id === reference);
  if (bundled) return loadBundled(bundled, places);
  const folder = resolve(places.base ?? '.', reference);
  if (await isFolder(folder)) return loadFiles(await readModelFolder(folder));
  const cached = places.storage === undefined ? undefined : await cachedModel(places.storage, reference);
  if (cached === undefined) throw new TokenizerError(notFound(reference, folder));
  return loadFiles(await readModelFolder(cached, { id: reference, name: basename(reference) }));
}

/** @throws TokenizerError if the tokenizer has a part that nothing here knows */
export async function loadFiles(files: ModelFiles): Promise<LoadedTokenizer> {
  try {
    const renderer = chatRenderer(files);
    const parts = readByteLevelBpe(files.tokenizer as unknown as TokenizerJson);
    if (parts) return { tokenizer: byteLevelBpe(files, parts), renderer, inexact: [] };
    // A megabyte of code, which most models don't need.
    const { GenericTokenizer } = await import('./genericTokenizer');
    return { tokenizer: new GenericTokenizer(files), renderer, inexact: inexactParts(files.tokenizer) };
  } catch (error) {
    throw unusable(files.id, error);
  }
}

async function loadBundled(bundled: BundledTokenizer, places: Places): Promise<LoadedTokenizer> {
  const { parts, config } = await readBundled(bundled, places.bundled).catch((error: unknown) => {
    throw unusable(bundled.name, error);
  });
  const chatTemplates = templatesIn(config.chat_template, bundled.id);
  const tokenizer = byteLevelBpe({ ...bundled, config, chatTemplates }, parts);
  return { tokenizer, renderer: chatRenderer({ config }), inexact: [] };
}

function byteLevelBpe({ id, name, config, chatTemplates }: Omit<ModelFiles, 'tokenizer'>, parts: BpeParts): Tokenizer {
  return new ByteLevelBpe({ id, name, named: namedTokens(config), chatTemplates }, parts);
}

function unusable(name: string, error: unknown): TokenizerError {
  if (error instanceof TokenizerError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new TokenizerError(l10n.t('The tokenizer of {0} can’t be used: {1}', name, detail), { cause: error });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** What there is instead, and what would help. */
function notFound(reference: string, folder: string): string {
  const ids = listOf(bundledTokenizers.map(({ id }) => id));
  const looksLikePath = isAbsolute(reference) || /^\.|\\/.test(reference);
  if (!looksLikePath && isHubId(reference) && reference.includes('/'))
    return l10n.t(
      'The tokenizer of {0} is not on this machine. Download it first, or choose a model’s folder, or one that is always there: {1}.',
      reference,
      ids,
    );
  if (!looksLikePath && isHubId(reference))
    return l10n.t(
      'There is no tokenizer “{0}”. Always there: {1}. Else name a model’s folder, or a downloaded model (organisation/name).',
      reference,
      ids,
    );
  return l10n.t('There is no folder {0}. Choose the folder of a model, or one that is always there: {1}.', folder, ids);
}
