import * as l10n from '@vscode/l10n';
import { visit } from 'jsonc-parser';
import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { isJsonObject } from '../../dataset/jsonObject';
import { TokenizerError } from './tokenizerError';

/** The largest `tokenizer.json` of a well-known model has some 35 MB. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;

/**
 * A file's text.
 *
 * @returns undefined if there is no such file
 * @throws TokenizerError if it can't be read, is too large or no UTF-8
 */
export async function readTextFile(path: string): Promise<string | undefined> {
  const bytes = await readBytes(path);
  if (bytes === undefined) return undefined;
  if (!isUtf8(bytes)) throw new TokenizerError(l10n.t('{0} is not UTF-8.', path));
  return bytes.toString('utf8');
}

async function readBytes(path: string): Promise<Buffer | undefined> {
  try {
    // Opening a pipe would wait for someone to write to it.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const found = await file.stat();
      if (!found.isFile()) throw unreadable(path, l10n.t('it is not a regular file'));
      if (found.size > MAX_FILE_BYTES) throw tooLarge(path, found.size);
      return await readAtMost(file, path);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof TokenizerError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(path, message, error);
  }
}

/** Reads a file that may be larger than it says, as those of `/proc` are, or grow meanwhile. */
async function readAtMost(file: FileHandle, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream = file.createReadStream({ end: MAX_FILE_BYTES, autoClose: false, highWaterMark: CHUNK_BYTES });
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (bytes.length > MAX_FILE_BYTES) throw tooLarge(path, bytes.length);
  return bytes;
}

function unreadable(path: string, detail: string, cause?: unknown): TokenizerError {
  return new TokenizerError(l10n.t('{0} can’t be read: {1}', path, detail), { cause });
}

function tooLarge(path: string, bytes: number): TokenizerError {
  return new TokenizerError(
    l10n.t('{0} has {1} MB; more than {2} MB is no tokenizer.', path, toMegabytes(bytes), toMegabytes(MAX_FILE_BYTES)),
  );
}

function toMegabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}

/**
 * A file that holds a JSON object.
 *
 * @returns undefined if there is no such file
 * @throws TokenizerError as {@link readTextFile}, and if it holds something else
 */
export async function readJsonFile(path: string): Promise<Record<string, unknown> | undefined> {
  const text = await readTextFile(path);
  if (text === undefined) return undefined;
  const value = parseJson(text, path);
  if (!isJsonObject(value)) throw new TokenizerError(l10n.t('{0} must hold a JSON object.', path));
  return value;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = firstFault(text);
    const message = place
      ? l10n.t('{0}:{1}:{2} is not valid JSON. Is the file complete?', path, place.line, place.column)
      : l10n.t('{0} is not valid JSON. Is the file complete?', path);
    throw new TokenizerError(message, { cause: error });
  }
}

/** Where JSON goes wrong first, counted from 1. JSON.parse tells it only sometimes. */
function firstFault(text: string): { line: number; column: number } | undefined {
  let place: { line: number; column: number } | undefined;
  try {
    visit(text, {
      onError: (_error, _offset, _length, line, character) => (place ??= { line: line + 1, column: character + 1 }),
    });
  } catch (error) {
    // Nested too deep for the parser that knows places.
    if (!(error instanceof RangeError)) throw error;
  }
  return place;
}
