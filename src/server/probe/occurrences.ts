import type { CancellationToken } from 'vscode-languageserver';
import type { Format } from '../../dataset/format';
import { valueText, type Piece } from '../../dataset/piece';
import type { PlacedPiece } from '../../dataset/sequence';
import type { Turn } from '../../dataset/sample';
import { MAX_TREE_DEPTH } from '../../dataset/tree';
import type { LabelReader } from '../../labels/labelReader';
import { taskTypeText } from '../../labels/taskType';
import type { Occurrences } from '../../protocol/probeRecords';
import type { Analysis } from '../../rules/checker';
import { labelsOf, parsed } from '../labels/recordsOf';
import type { OpenDataset } from '../openDocument';
import { digestOf } from '../records/digest';
import { slices } from '../slices';

/** Places that are listed one by one. */
const MOST_HITS = 200;
/** UTF-16 units of an excerpt before the text that is found, and behind it. */
const AROUND = 40;

/** Where a text stands in a record: the whole text of a prompt, of an answer. */
interface Found {
  readonly prompt: string | undefined;
  readonly answer: string | undefined;
}

/**
 * Where a text stands in a dataset, letter by letter: in prompts, and in answers with their thoughts and calls. Rejected answers are neither: nobody learns to give them.
 *
 * @returns null if it is cancelled
 */
export async function findOccurrences(
  { checked, format }: OpenDataset,
  text: string,
  reader: LabelReader,
  token: CancellationToken,
): Promise<Occurrences | null> {
  const tally = new Tally(text, reader);
  const pieces = [...checked.text.pieces.placed()].filter(({ piece }) => piece.kind === 'record');
  for await (const [, placed] of slices(pieces)) {
    if (token.isCancellationRequested) return null;
    tally.add(placed, text === '' ? NOWHERE : placesIn(placed.piece, text, format));
  }
  return tally.result;
}

/** Characters that JSON must escape, and the one that it may. */
const NEEDS_ESCAPE = /["\\/\u0000-\u001f]/;

const NOWHERE: Found = { prompt: undefined, answer: undefined };

function placesIn(piece: Piece, text: string, format: Format): Found {
  const json = valueText(piece);
  // What JSON need not escape stands there as it is, unless somebody escaped it all the same.
  if (!json.includes(text) && !NEEDS_ESCAPE.test(text) && !json.includes('\\u')) return NOWHERE;
  const value = (piece.shape?.depth ?? 0) > MAX_TREE_DEPTH ? undefined : parsed(piece);
  if (!value) return NOWHERE;
  const { turns, preference } = format.read(value);
  const all = [...turns, ...(preference?.chosen?.turns ?? [])];
  const find = (isAnswer: boolean): string | undefined =>
    all
      .filter(({ role }) => (role === 'assistant') === isAnswer)
      .flatMap(textsOf)
      .find((own) => own.includes(text));
  return { prompt: find(false), answer: find(true) };
}

function textsOf({ content, reasoning, calls }: Turn): readonly string[] {
  const ofCalls = (calls?.calls ?? []).flatMap(({ name, arguments: given }) => [
    ...(name === undefined ? [] : [name]),
    ...(typeof given === 'string' ? [given] : given === undefined ? [] : [JSON.stringify(given)]),
  ]);
  return [content, ...(reasoning ? [reasoning.text] : []), ...ofCalls];
}

/** Adds up what is found. */
class Tally {
  private prompts = 0;
  private answers = 0;
  private records = 0;
  private readonly types = new Map<string, { prompts: number; answers: number; records: number }>();
  private readonly hits: Occurrences['hits'][number][] = [];

  constructor(
    private readonly text: string,
    private readonly reader: LabelReader,
  ) {}

  add({ piece, record }: PlacedPiece<Analysis>, { prompt, answer }: Found): void {
    const names = this.typesOf(piece);
    this.records++;
    if (prompt !== undefined) this.prompts++;
    if (answer !== undefined) this.answers++;
    for (const name of names.length === 0 ? [''] : names) {
      const own = this.types.get(name) ?? { prompts: 0, answers: 0, records: 0 };
      own.records++;
      if (prompt !== undefined) own.prompts++;
      if (answer !== undefined) own.answers++;
      this.types.set(name, own);
    }
    // Answers are what is over-fitted.
    for (const [where, whole] of [
      ['answer', answer],
      ['prompt', prompt],
    ] as const) {
      if (whole === undefined || this.hits.length >= MOST_HITS) continue;
      this.hits.push({
        record,
        digest: digestOf(piece),
        where,
        excerpt: excerptOf(whole, this.text),
        taskTypes: names,
      });
    }
  }

  get result(): Occurrences {
    const { prompts, answers, records, hits } = this;
    const types = [...this.types].map(([name, own]) => ({ name, ...own }));
    types.sort((a, b) => b.answers - a.answers || b.prompts - a.prompts || b.records - a.records);
    return { prompts, answers, records, types, hits };
  }

  private typesOf(piece: Piece<Analysis>): readonly string[] {
    const { taskType } = this.reader.settings;
    return (labelsOf(piece, this.reader)?.types ?? []).map((type) => taskTypeText(type, taskType));
  }
}

/** The text with some of what stands around it, on one line. */
function excerptOf(whole: string, text: string): string {
  const at = whole.indexOf(text);
  const start = Math.max(0, at - AROUND);
  const end = Math.min(whole.length, at + Math.min(text.length, 4 * AROUND) + AROUND);
  const own = whole.slice(start, end).toWellFormed().replaceAll('\ufffd', '').replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${own}${end < whole.length ? '…' : ''}`;
}
