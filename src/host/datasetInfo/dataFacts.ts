import { open, readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { containerOf } from '../../dataset/container';
import { ContentsCollector, type Contents, type DataFacts } from '../../dataset/datasetInfo/dataFacts';
import { blocks, readBlock } from '../blocks';
import { bomLength, guessEncoding } from '../byteFacts';
import { PieceCutter } from '../../dataset/pieceCutter';
import { valueText, type Piece } from '../../dataset/piece';

/** Bytes of a dataset that are looked at: half a second's work. */
export const LOOKED_AT_BYTES = 32 * 1024 * 1024;
/** Bytes that are read to know what kind of file it is. */
const HEAD = 64 * 1024;
/** Datasets whose facts are kept. */
const KEPT = 500;

const MISSING: DataFacts = { exists: false, members: undefined, contents: undefined };

/** What is known of the files of datasets; each is read anew only when it has changed. */
export class DataLooker {
  private readonly known = new Map<string, { readonly stamp: string; readonly facts: Promise<DataFacts> }>();

  /** @param limit bytes of a dataset that are looked at */
  constructor(private readonly limit = LOOKED_AT_BYTES) {}

  /** What is known of a file or folder; never fails. */
  async look(path: string): Promise<DataFacts> {
    const files = await filesOf(path);
    if (!files) return MISSING;
    const stamp = await stampOf(files.paths);
    const known = this.known.get(path);
    if (known?.stamp === stamp) return known.facts;
    const facts = this.lookNow(files);
    this.known.delete(path);
    this.known.set(path, { stamp, facts });
    const [oldest] = this.known.keys();
    if (this.known.size > KEPT && oldest !== undefined) this.known.delete(oldest);
    return facts;
  }

  private async lookNow({ paths, isFolder }: FoundFiles): Promise<DataFacts> {
    const members = isFolder ? paths.map((path) => basename(path)) : undefined;
    const contents = await contentsOf(paths, isFolder, this.limit).catch(() => undefined);
    return { exists: true, members, contents };
  }
}

/** The names of the files in a folder, with a slash behind those of folders; none if it can't be read. */
export async function namesIn(folder: string): Promise<string[]> {
  const members = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return members.map((member) => (member.isDirectory() ? `${member.name}/` : member.name)).sort();
}

interface FoundFiles {
  readonly paths: readonly string[];
  readonly isFolder: boolean;
}

async function filesOf(path: string): Promise<FoundFiles | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return undefined;
  if (!stats.isDirectory()) return { paths: [path], isFolder: false };
  return { paths: (await namesIn(path)).map((name) => join(path, name.replace(/\/$/, ''))), isFolder: true };
}

async function stampOf(paths: readonly string[]): Promise<string> {
  const stamps = paths.map((path) =>
    stat(path).then(
      ({ mtimeMs, size }) => `${path} ${mtimeMs} ${size}`,
      () => path,
    ),
  );
  return (await Promise.all(stamps)).join('\n');
}

/** @throws the errors of the file system */
async function contentsOf(paths: readonly string[], isFolder: boolean, limit: number): Promise<Contents | undefined> {
  const json = paths.filter((path) => /\.(?:json|jsonl|ndjson)$/i.test(extname(path)));
  if (json.length === 0) return undefined;
  const collector = new ContentsCollector();
  let left = limit;
  for (const path of json) {
    if (isFolder) collector.startMember(basename(path));
    const read = await collect(path, collector, left);
    if (read === undefined) return undefined;
    left -= read;
    if (left <= 0) return collector.contents(limit);
  }
  return collector.contents();
}

/** Reads a file up to a limit; gives the bytes read, more than the limit if it isn't all, or undefined if it is no text of UTF-8. */
async function collect(path: string, collector: ContentsCollector, limit: number): Promise<number | undefined> {
  const file = await open(path);
  try {
    const head = await readBlock(file, 0, HEAD);
    if (guessEncoding(head) !== undefined) return undefined;
    const bom = bomLength(head);
    const cutter = new PieceCutter(containerOf(head.toString('latin1', bom)));
    const take = (pieces: Iterable<Piece>): void => {
      for (const piece of pieces) if (piece.kind === 'record') collector.add(parsed(piece));
    };
    let read = 0;
    for await (const block of blocks(file, bom)) {
      take(cutter.push(block.toString('latin1')));
      read += block.length;
      // The record that is being read is left out.
      if (read >= limit) return read;
      await new Promise((resolve) => setImmediate(resolve));
    }
    take(cutter.end());
    return read;
  } finally {
    await file.close();
  }
}

/** The record; undefined if it is broken. */
function parsed(piece: Piece): unknown {
  try {
    return JSON.parse(Buffer.from(valueText(piece), 'latin1').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
