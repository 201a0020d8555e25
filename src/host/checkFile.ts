import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { containerOf, type Container, type ContainerId } from '../dataset/container';
import { wishedFormat, type FormatWish } from '../dataset/datasetInfo/wishedFormat';
import { detectFormat, DETECTION_LENGTH, likeliestFormat } from '../dataset/detect';
import type { Format } from '../dataset/format';
import { lineCount } from '../dataset/piece';
import { Checker, type CheckOptions } from '../rules/checker';
import type { ByteFacts } from '../rules/fileFacts';
import type { PlacedFinding } from '../rules/placedFinding';
import type { RecordPlace } from '../rules/seen';
import { emptyTotals, StreamChecker, type StreamTotals } from '../rules/streamChecker';
import { TotalsJoiner } from '../rules/totalsJoiner';
import type { Target } from '../tokens/measuring';
import { blocks, readBlock } from './blocks';
import { bomLength, countLineEnds, guessEncoding, invalidIn, untilWholeCharacter } from './byteFacts';
import type { CheckPool } from './checkPool';
import { DiskMediaFiles, mediaFoldersOf, type MediaPlaces } from './mediaFiles';
import type { MeterChoice } from './measure/measureJobs';
import { checkSegment, decodeUtf8, readBytes, segmentsOf, SEGMENT_BYTES } from './segment';

/** Files from this size on are divided among the pool's threads. */
const PARALLEL_BYTES = 4 * SEGMENT_BYTES;

export interface FileCheck {
  /** What is known of the format; without an id it is detected. */
  readonly format?: FormatWish | undefined;
  readonly levels?: CheckOptions['levels'];
  readonly extraFields?: readonly string[] | undefined;
  /** The trainer that the data is meant for. */
  readonly target?: Target | undefined;
  /** The template that the data is meant for. */
  readonly template?: string | undefined;
  /** What the project says of labels; without it nothing is said of them. */
  readonly labels?: CheckOptions['labels'];
  /** Says where the paths of media start from; else in the file's folder. */
  readonly media?: Omit<MediaPlaces, 'dataset'> | undefined;
  /** Measures the records too, for what the rules of lengths have to say. */
  readonly meter?: MeterChoice | undefined;
}

export interface FileResult {
  /** Null for a file that is no dataset. */
  readonly container: ContainerId | null;
  /** The format's id, or null if the records speak for none; `dataset_info` for a `dataset_info.json`. */
  readonly format: string | null;
  readonly records: number;
  /** Of a `dataset_info.json`: how many datasets it names. */
  readonly datasets?: number;
}

/**
 * Checks a file of any size: what is in memory at a time is a few blocks, or the longest record.
 *
 * @param onFinding gets the findings in the order of the file, those about the file as a whole last
 * @param pool threads to divide large JSONL files among; without it the file is checked on this thread
 * @throws the errors of the file system
 */
export async function checkFile(
  path: string,
  check: FileCheck,
  onFinding: (finding: PlacedFinding) => void,
  pool?: CheckPool,
): Promise<FileResult> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = await readBlock(file, 0, DETECTION_LENGTH);
    const bom = bomLength(head);
    const encoding = guessEncoding(head);
    const text = encoding === undefined ? untilWholeCharacter(head).toString('utf8', bom) : '';
    const isWhole = size <= head.length;
    const detected = (): Format | undefined =>
      detectFormat(text, isWhole, isJsonName(path))?.format ?? likeliestFormat(text, isWhole, isJsonName(path));
    const format = wishedFormat(check.format, detected);
    const options: CheckOptions = {
      format,
      target: check.target,
      template: check.template,
      labels: check.labels,
      onlyRulesReadLabels: true,
      ...(check.levels ? { levels: check.levels } : {}),
      ...(check.extraFields ? { extraFields: check.extraFields } : {}),
    };
    const container = containerOf(text);
    const mediaFolders = mediaFoldersOf({ ...check.media, dataset: path });
    const joiner = new TotalsJoiner(bom);
    let invalid: ByteFacts['invalid'];
    if (encoding === undefined) {
      // Without such a line near its beginning the file might have no place at which it can be divided.
      const parts =
        container.id === 'jsonl' && (size <= head.length || head.includes('\n{'))
          ? checkSegments(path, file.fd, bom, size, { options, meter: check.meter, mediaFolders }, pool)
          : checkHere(file, bom, container, await checkerFor({ options, meter: check.meter, mediaFolders }));
      for await (const part of parts) {
        for (const finding of part.findings) onFinding(joiner.place(finding));
        if (part.invalid) invalid ??= { ...part.invalid, line: part.invalid.line + lineCount(joiner.total.lines) };
        joiner.add(part.totals);
      }
    }
    const bytes: ByteFacts = { size, bom: bom > 0, encoding, invalid, lines: joiner.total.lines };
    const { target, labels } = options;
    const facts = {
      name: basename(path),
      container: container.id,
      ...joiner.total,
      ...joiner.whole,
      bytes,
      format,
      target,
      labels,
    };
    const read = ({ offset, length }: RecordPlace): string =>
      readBytes(file.fd, offset, offset + length).toString('utf8');
    for (const finding of joiner.tell(new Checker(options), facts, read)) onFinding(finding);
    return { container: container.id, format: idOf(format), records: joiner.total.records };
  } finally {
    await file.close();
  }
}

/** True if the first records of a file speak for a format. */
export async function looksLikeDataset(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = await readBlock(file, 0, DETECTION_LENGTH);
    if (guessEncoding(head) !== undefined) return false;
    const { size } = await file.stat();
    return (
      detectFormat(
        untilWholeCharacter(head).toString('utf8', bomLength(head)),
        size <= head.length,
        isJsonName(path),
      ) !== undefined
    );
  } finally {
    await file.close();
  }
}

/** What was found in a part of a file; positions and records count from the part's start. */
export interface CheckedPart {
  readonly findings: readonly PlacedFinding[];
  readonly totals: StreamTotals;
  /** The first byte that is not UTF-8: its offset in the file and its place, counted from the part's start. */
  readonly invalid: ByteFacts['invalid'];
}

/** What a checker is made from on whatever thread. */
export interface CheckSetup {
  readonly options: CheckOptions;
  readonly meter: MeterChoice | undefined;
  /** Where the paths of media start from. */
  readonly mediaFolders: readonly string[];
}

/** A checker that also measures, if there is a meter to measure with. @throws MeterFault */
export async function checkerFor({ options, meter, mediaFolders }: CheckSetup): Promise<Checker> {
  const mediaFiles = new DiskMediaFiles(mediaFolders);
  if (!meter) return new Checker({ ...options, mediaFiles });
  // What measures is a third of the program.
  const { meterOf } = await import('./measure/measureJobs');
  return new Checker({ ...options, mediaFiles, measuring: await meterOf(meter) });
}

/** Checks a JSONL file segment by segment, on the pool's threads if it is worth it. */
async function* checkSegments(
  path: string,
  file: number,
  start: number,
  size: number,
  setup: CheckSetup,
  pool: CheckPool | undefined,
): AsyncGenerator<CheckedPart> {
  const isDivided = pool?.isParallel && size >= PARALLEL_BYTES;
  if (isDivided && setup.meter) {
    yield* pool.check(path, setup, segmentsOf(start, size));
    return;
  }
  const checker = await checkerFor(setup);
  if (isDivided) {
    yield* pool.check(path, setup, segmentsOf(start, size), (segment) => checkSegment(file, segment, checker));
    return;
  }
  for (const segment of segmentsOf(start, size)) yield checkSegment(file, segment, checker);
}

/** Checks the whole file on this thread; findings come block by block. */
async function* checkHere(
  file: FileHandle,
  from: number,
  container: Container,
  checker: Checker,
): AsyncGenerator<CheckedPart> {
  let findings: PlacedFinding[] = [];
  let invalid: ByteFacts['invalid'];
  const stream = new StreamChecker(container, checker, (finding) => findings.push(finding), undefined, decodeUtf8);
  let rest: Buffer = Buffer.alloc(0);
  let offset = from;
  let line = 0;
  for await (const block of blocks(file, from)) {
    stream.push(block.toString('latin1'));
    const bytes = rest.length > 0 ? Buffer.concat([rest, block]) : block;
    const whole = untilWholeCharacter(bytes);
    invalid ??= invalidIn(whole, offset, line);
    rest = bytes.subarray(whole.length);
    offset += whole.length;
    line += lineCount(countLineEnds(whole));
    if (findings.length > 0) yield { findings, totals: NOTHING, invalid: undefined };
    findings = [];
  }
  if (rest.length > 0) invalid ??= { offset, line, character: 0 };
  const totals = stream.end();
  yield { findings, totals, invalid };
}

const NOTHING = emptyTotals();

function isJsonName(path: string): boolean {
  return /\.json$/i.test(path);
}

function idOf(format: Format | undefined): string | null {
  return format?.id ?? null;
}
