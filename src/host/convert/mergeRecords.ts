import { createHash } from 'node:crypto';
import type { RecordWriter } from './recordWriter';
import { obstacleOf } from './recordIndex';
import type { SourceFile } from './sourceFile';

/** Recognises records that were there before: the same JSON text but for the white space between its tokens. */
export class SeenRecords {
  /** Duplicates so far. */
  duplicates = 0;
  private readonly seen = new Set<string>();

  /** @param bytes of the record, one in each unit */
  isNew(bytes: string): boolean {
    const digest = createHash('sha256').update(withoutSpace(bytes), 'latin1').digest('base64').slice(0, 22);
    if (this.seen.has(digest)) {
      this.duplicates++;
      return false;
    }
    this.seen.add(digest);
    return true;
  }
}

/** Copies the sound records of a file, those that are there already left out if somebody keeps an eye on them. */
export async function appendRecords(
  source: SourceFile,
  writer: RecordWriter,
  seen: SeenRecords | undefined,
  onProgress: (done: number) => void,
): Promise<void> {
  for await (const record of source.records()) {
    if (!obstacleOf(record) && (seen?.isNew(record.bytes) ?? true)) await writer.write(record.bytes);
    onProgress(record.done);
  }
}

function withoutSpace(json: string): string {
  const parts: string[] = [];
  for (let at = 0; at < json.length;) {
    const open = json.indexOf('"', at);
    const end = open < 0 ? json.length : open;
    parts.push(json.slice(at, end).replace(/\s+/g, ''));
    at = open < 0 ? end : afterString(json, open);
    parts.push(json.slice(end, at));
  }
  return parts.join('');
}

/** Offset after the string that begins at `open`. */
function afterString(json: string, open: number): number {
  let at = open + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}
