import * as l10n from '@vscode/l10n';
import type { CancellationToken } from 'vscode-languageserver';
import { drawnOfEach } from '../../convert/select/drawnOfEach';
import type { PlacedPiece } from '../../dataset/sequence';
import { LabelReader } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import { taskTypeText } from '../../labels/taskType';
import { isCase, type NoCase, type ProbeCase } from '../../probe/cases/probeCase';
import type {
  CaseRef,
  ChooseCasesParams,
  ChosenCases,
  GetCasesParams,
  RecordChoice,
} from '../../protocol/probeRecords';
import type { RecordQuery } from '../../protocol/records';
import type { Analysis } from '../../rules/checker';
import { labelsOf } from '../labels/recordsOf';
import type { OpenDataset } from '../openDocument';
import type { FindRecords } from '../preview/findRecords';
import { keyOf } from '../review/recordKeys';
import { slices } from '../slices';
import { RecordCases } from './recordCases';

type Placed = PlacedPiece<Analysis>;

/** What choosing cases needs to know. */
export interface CaseSources {
  readonly dataset: (uri: string) => OpenDataset | undefined;
  readonly labels: (uri: string) => LabelSettings;
  readonly finding: Pick<FindRecords, 'matching'>;
}

/** The cases of a choice of records; null if it is cancelled or the file is no dataset. */
export async function chooseCases(
  { uri, choice, turns }: ChooseCasesParams,
  sources: CaseSources,
  token: CancellationToken,
): Promise<ChosenCases | null> {
  const chosen = await chosenRecords(uri, choice, sources, token);
  const dataset = sources.dataset(uri);
  if (!chosen || !dataset) return null;
  if ('fault' in chosen) return { cases: [], leftOut: [], fault: chosen.fault };
  const reader = new RecordCases(dataset, sources.labels(uri));
  const cases: CaseRef[] = [];
  const leftOut: NoCase[] = [];
  for await (const [, placed] of slices(chosen)) {
    if (token.isCancellationRequested) return null;
    for (const each of reader.of(placed, turns)) {
      if (isCase(each)) cases.push({ record: each.record, key: each.key, turn: each.turn });
      else leftOut.push(each);
    }
  }
  return { cases, leftOut };
}

/** The cases themselves. A record that was moved meanwhile is found where it stands now. */
export async function getCases(
  { uri, cases }: GetCasesParams,
  sources: CaseSources,
  token: CancellationToken,
): Promise<readonly (ProbeCase | NoCase)[] | null> {
  const dataset = sources.dataset(uri);
  if (!dataset) return null;
  const reader = new RecordCases(dataset, sources.labels(uri));
  const moved = new MovedRecords(dataset);
  const found: (ProbeCase | NoCase)[] = [];
  for await (const [, { record, key, turn }] of slices(cases)) {
    if (token.isCancellationRequested) return null;
    const own = dataset.checked.text.pieces.record(record);
    const placed = own && keyOf(own.piece) === key ? own : await moved.find(key);
    found.push(...(placed ? reader.of(placed, turn) : [gone(record)]));
  }
  return found;
}

function gone(record: number): NoCase {
  return { record, problem: l10n.t('This record says something else by now.') };
}

/** Finds records by what they say. All of them are read when the first one is looked for. */
class MovedRecords {
  private known: Promise<ReadonlyMap<string, Placed>> | undefined;

  constructor(private readonly dataset: OpenDataset) {}

  async find(key: string): Promise<Placed | undefined> {
    this.known ??= this.read();
    return (await this.known).get(key);
  }

  private async read(): Promise<ReadonlyMap<string, Placed>> {
    const known = new Map<string, Placed>();
    for await (const [, placed] of slices(recordsOf(this.dataset))) known.set(keyOf(placed.piece), placed);
    return known;
  }
}

async function chosenRecords(
  uri: string,
  choice: RecordChoice,
  sources: CaseSources,
  token: CancellationToken,
): Promise<readonly Placed[] | { readonly fault: string } | null> {
  if (choice.kind === 'records') {
    const wanted = new Set(choice.records);
    const dataset = sources.dataset(uri);
    return dataset ? recordsOf(dataset).filter(({ record }) => wanted.has(record)) : null;
  }
  const found = await matchingRecords(uri, choice.query, sources, token);
  if (!found || 'fault' in found || choice.kind === 'query') return found;
  return drawn(found, choice, new LabelReader(sources.labels(uri)));
}

async function matchingRecords(
  uri: string,
  query: RecordQuery,
  { finding, dataset: get }: CaseSources,
  token: CancellationToken,
): Promise<readonly Placed[] | { readonly fault: string } | null> {
  const found = await finding.matching(uri, query, token);
  const dataset = get(uri);
  if (!found || !dataset) return null;
  if ('fault' in found) return found;
  const all = recordsOf(dataset);
  return found.length === all.length ? all : Array.from({ length: found.length }, (_, i) => all[found.at(i)]!);
}

/** So many records of each task type; a record of several counts for the first. Those without one are a type of their own. */
function drawn(
  records: readonly Placed[],
  { count, seed }: Extract<RecordChoice, { kind: 'perType' }>,
  reader: LabelReader,
): readonly Placed[] {
  const types = records.map(({ piece }) => {
    const [type] = labelsOf(piece, reader)?.types ?? [];
    return type ? taskTypeText(type, reader.settings.taskType) : '';
  });
  return drawnOfEach(types, count, BigInt(Math.trunc(seed))).map((i) => records[i]!);
}

function recordsOf({ checked }: OpenDataset): Placed[] {
  return [...checked.text.pieces.placed()].filter(({ piece }) => piece.kind === 'record');
}
