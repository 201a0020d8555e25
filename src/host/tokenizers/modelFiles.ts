import * as l10n from '@vscode/l10n';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isJsonObject } from '../../dataset/jsonObject';
import { readChatTemplates } from './chatTemplates';
import { readJsonFile } from './readModelFile';
import { TokenizerError } from './tokenizerError';

/** What a model's folder says of its tokenizer. */
export interface ModelFiles {
  /** The folder, or the hub id that it was downloaded for. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** `tokenizer.json`; its model is one that {@link modelTypeOf} knows. */
  readonly tokenizer: Readonly<Record<string, unknown>>;
  /** `tokenizer_config.json` */
  readonly config: Readonly<Record<string, unknown>>;
  /** Jinja by name; the main one is `default`. */
  readonly chatTemplates: Readonly<Record<string, string>>;
}

/** Kinds of models that can be counted with. */
export type ModelType = 'BPE' | 'Unigram' | 'WordPiece';

/** Files that hold a vocabulary in some other way than `tokenizer.json` does. */
const OTHER_VOCABULARIES =
  /^(tokenizer\.model|spiece\.model|sentencepiece.*\.model|vocab\.json|vocab\.txt|.*\.tiktoken|tekken\.json)$/;

/**
 * Reads a model's folder, such as a checkpoint.
 *
 * @param known what to call it instead of by its path
 * @throws TokenizerError if the folder or a file in it is missing or broken
 */
export async function readModelFolder(
  folder: string,
  known: { readonly id: string; readonly name: string } = { id: folder, name: basename(folder) },
): Promise<ModelFiles> {
  const [tokenizerPath, configPath] = [join(folder, 'tokenizer.json'), join(folder, 'tokenizer_config.json')];
  const tokenizer = await readJsonFile(tokenizerPath);
  if (tokenizer === undefined) throw await withoutTokenizer(folder);
  checkTokenizer(tokenizer, tokenizerPath);
  const config = await readJsonFile(configPath);
  if (config === undefined)
    throw new TokenizerError(
      l10n.t(
        '{0} is missing. Copy it from the model: it names the special tokens and holds the chat template.',
        configPath,
      ),
    );
  return { ...known, tokenizer, config, chatTemplates: await readChatTemplates(folder, config) };
}

/** The type of a `tokenizer.json`'s model. Old files don't write it; it follows from what they hold. */
export function modelTypeOf(tokenizer: Readonly<Record<string, unknown>>): ModelType | undefined {
  const model = tokenizer.model;
  if (!isJsonObject(model)) return undefined;
  const { type } = model;
  if (type === 'BPE' || type === 'Unigram' || type === 'WordPiece') return type;
  if (type !== undefined && type !== null) return undefined;
  if (Array.isArray(model.merges)) return 'BPE';
  if (Array.isArray(model.vocab)) return 'Unigram';
  return model.continuing_subword_prefix === undefined ? undefined : 'WordPiece';
}

async function withoutTokenizer(folder: string): Promise<TokenizerError> {
  let files: string[];
  try {
    files = await readdir(folder);
  } catch {
    const isFile = await stat(folder).then(
      (found) => found.isFile(),
      () => false,
    );
    return new TokenizerError(
      isFile
        ? l10n.t('{0} is a file. Choose the folder that holds tokenizer.json.', folder)
        : l10n.t('There is no folder {0}.', folder),
    );
  }
  const other = files.sort().find((file) => OTHER_VOCABULARIES.test(file));
  if (other === undefined)
    return new TokenizerError(l10n.t('{0} is missing. Choose the folder of a model.', join(folder, 'tokenizer.json')));
  const command = `python -c "import sys; from transformers import AutoTokenizer; f = sys.argv[1]; AutoTokenizer.from_pretrained(f).save_pretrained(f)" "${folder}"`;
  return new TokenizerError(
    l10n.t('{0} has {1}, but no tokenizer.json. Make one, once, with: {2}', folder, other, command),
  );
}

/** @throws TokenizerError if it is none that can be used */
function checkTokenizer(tokenizer: Readonly<Record<string, unknown>>, path: string): void {
  const { model, added_tokens: added } = tokenizer;
  if (!isJsonObject(model))
    throw new TokenizerError(l10n.t('{0} has no “model”: it is no tokenizer, or not complete.', path));
  const type = modelTypeOf(tokenizer);
  if (type === undefined) {
    const name = typeof model.type === 'string' ? model.type : l10n.t('(none)');
    throw new TokenizerError(
      l10n.t('{0}: models of type {1} are not supported, only BPE, Unigram and WordPiece.', path, name),
    );
  }
  checkTables(model, type, path);
  for (const field of ['normalizer', 'pre_tokenizer', 'decoder'])
    if (!isPartOrNone(tokenizer[field]))
      throw new TokenizerError(
        l10n.t('{0}: “{1}” must be an object with “type”; a Sequence must hold a list of such objects.', path, field),
      );
  if (added !== undefined && added !== null && !(Array.isArray(added) && added.every(isAddedToken)))
    throw new TokenizerError(l10n.t('{0}: “added_tokens” must be a list of objects with “id” and “content”.', path));
}

function checkTables({ vocab, merges }: Record<string, unknown>, type: ModelType, path: string): void {
  const hasVocabulary = type === 'Unigram' ? Array.isArray(vocab) : isJsonObject(vocab);
  if (!hasVocabulary || (type === 'BPE' && !Array.isArray(merges)))
    throw new TokenizerError(l10n.t('{0}: the model has no vocabulary, or no merges. Is the file complete?', path));
  if (isJsonObject(vocab) && !Object.values(vocab).every(isId))
    throw new TokenizerError(
      l10n.t('{0}: “vocab” must give each token a whole number from 0 to {1}.', path, ID_LIMIT - 1),
    );
  if (type === 'BPE' && Array.isArray(merges) && !merges.every(isMerge))
    throw new TokenizerError(l10n.t('{0}: each of “merges” must be a text or a pair of texts.', path));
}

function isAddedToken(token: unknown): boolean {
  return isJsonObject(token) && isId(token.id) && typeof token.content === 'string';
}

/** Beyond this, tables by id would take more memory than any model has tokens for. */
const ID_LIMIT = 2 ** 24;

function isId(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < ID_LIMIT;
}

/** `"a b"` or `["a", "b"]` */
function isMerge(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 2 && value.every((part) => typeof part === 'string');
  return typeof value === 'string';
}

/** What a Sequence holds, by the place that it stands in. */
const LISTS = ['normalizers', 'pretokenizers', 'decoders'];

/** Sequences in sequences; real ones have one or two. */
const DEEPEST = 16;

function isPartOrNone(value: unknown): boolean {
  return value === undefined || value === null || isPart(value, 0);
}

function isPart(value: unknown, depth: number): boolean {
  if (!isJsonObject(value) || typeof value.type !== 'string' || depth > DEEPEST) return false;
  if (value.type !== 'Sequence') return true;
  const list = LISTS.map((name) => value[name]).find((held) => held !== undefined);
  return Array.isArray(list) && list.every((part) => isPart(part, depth + 1));
}
