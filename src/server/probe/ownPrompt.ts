import * as l10n from '@vscode/l10n';
import { parseDatasetInfo } from '../../dataset/datasetInfo/attributes';
import { attributesFor } from '../../dataset/datasetInfo/choice';
import type { Format } from '../../dataset/format';
import { valueText } from '../../dataset/piece';
import { allTurns } from '../../dataset/sample';
import { nearest } from '../../editing/pointers';
import type { LabelSettings } from '../../labels/labelSettings';
import { isCase, type ProbeCase, type RequestMessage } from '../../probe/cases/probeCase';
import type { OwnPrompt } from '../../probe/prompt/servedPrompt';
import type { ModelSequence } from '../../protocol/preview';
import type { RenderPromptParams, RenderPromptResult } from '../../protocol/probeRecords';
import type { MeasureSettings } from '../../tokens/measuring';
import type { Counters, CounterWish, RecordCounter } from '../counters';
import { parsed } from '../labels/recordsOf';
import type { OpenDataset } from '../openDocument';
import { turnPlaces } from '../preview/turnPlaces';
import type { FollowedPiece } from '../records/followed';
import { chatRecord, shareGptRecord } from './promptRecord';
import { RecordCases } from './recordCases';

/** What a prompt is rendered with. */
export interface PromptSources {
  readonly counters: Counters;
  readonly wishOf: (uri: string, dataset: OpenDataset) => CounterWish;
  readonly labels: (uri: string) => LabelSettings;
}

/** A prompt can't be rendered; the message is for people. */
class NoPrompt extends Error {}

/**
 * What the model is trained to answer to: the tokens before the first one of the answer that is trained, as the project's trainer, template and tokenizer make
 * them, without a cutoff. A prompt that was edited, and one whose answer is not trained in its record, is rendered as a record of its own.
 */
export async function ownPrompt(
  found: FollowedPiece,
  { turn, messages }: Pick<RenderPromptParams, 'turn' | 'messages'>,
  sources: PromptSources,
): Promise<RenderPromptResult> {
  try {
    const own = messages ? undefined : await promptOfRecord(found, turn, sources);
    return own ?? (await promptOfMessages(found, turn, messages, sources));
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Undefined if nothing of the answer is trained. */
async function promptOfRecord(
  { document, dataset, placed }: FollowedPiece,
  turn: number,
  { counters, wishOf }: PromptSources,
): Promise<OwnPrompt | undefined> {
  const { settings, places } = wishOf(document.uri, dataset);
  const opened = await counters.open(answersOnly(settings), places);
  const columns = dataset.checked.loadedColumns;
  const counter = (columns && opened.forColumns?.(columns)) ?? opened;
  const sequence = await firstSequence(counter, valueText(placed.piece));
  const value = parsed(placed.piece);
  const owners = turnPlaces(value ? allTurns(dataset.format.read(value)) : []);
  return promptBefore(sequence, counter, ({ pointers }) =>
    pointers.some((pointer) => nearest(pointer, owners) === turn),
  );
}

/** @param messages an edited prompt; undefined: as the record has it */
async function promptOfMessages(
  { document, dataset, placed }: FollowedPiece,
  turn: number,
  messages: readonly RequestMessage[] | undefined,
  { counters, wishOf, labels }: PromptSources,
): Promise<OwnPrompt> {
  const [own] = new RecordCases(dataset, labels(document.uri)).of(placed, turn);
  if (!own || !isCase(own)) throw new NoPrompt(own?.problem ?? '');
  const { settings, places } = wishOf(document.uri, dataset);
  const { facts } = await counters.open(settings, places);
  const isLlamaFactory = facts.target === 'LLaMA-Factory';
  const asMessages = !isLlamaFactory || isOpenAi(settings, dataset.format);
  const wish: MeasureSettings = {
    ...answersOnly(settings),
    ...(isLlamaFactory && { target: 'llamafactory', stage: 'sft' }),
    datasetInfo: undefined,
    columns: undefined,
  };
  // What only LLaMA-Factory's v1 reads is not rendered as v0 would.
  const isV1 = isLlamaFactory && dataset.format.id === 'llamafactory-v1';
  const format = isV1 ? places.format : { id: asMessages ? 'messages' : 'sharegpt' };
  const counter = await counters.open(wish, { ...places, format });
  // A request has tools in OpenAI's shape; training has them as they stand in the data.
  const asked: ProbeCase = { ...own, messages: messages ?? own.messages, tools: toolsOf(placed, dataset) };
  const record = asMessages ? chatRecord(asked) : shareGptRecord(asked);
  const sequence = await firstSequence(counter, JSON.stringify(record));
  const last = sequence.turns.length - 1;
  const prompt = promptBefore(sequence, counter, (_, i) => i === last);
  if (prompt) return prompt;
  throw new NoPrompt(l10n.t('Nothing of this answer is trained, so it can’t be told where its prompt ends.'));
}

function toolsOf({ piece }: FollowedPiece['placed'], { format }: OpenDataset): readonly object[] | null {
  const tools = format.read(parsed(piece) ?? {}).tools?.value;
  return Array.isArray(tools) ? (tools as readonly object[]) : null;
}

/** Nothing is cut, and prompts are not trained. */
function answersOnly(settings: MeasureSettings): MeasureSettings {
  return { ...settings, trainOnPrompt: false, cutoffLength: Infinity };
}

/** LLaMA-Factory's converter for OpenAI's messages adds to system prompts what the one for ShareGPT doesn't. */
function isOpenAi({ datasetInfo }: MeasureSettings, format: Format): boolean {
  if (!datasetInfo) return attributesFor(format.choice)?.formatting === 'openai';
  const parsedInfo = parseDatasetInfo(datasetInfo.value, datasetInfo.name);
  return !('fault' in parsedInfo) && parsedInfo.attributes.formatting === 'openai';
}

/** The record's tokens; of a pair those of the chosen answer. @throws NoPrompt */
async function firstSequence(counter: RecordCounter, record: string): Promise<ModelSequence> {
  const { fault, template } = counter.facts;
  if (fault !== null) throw new NoPrompt(fault);
  if (template === null) {
    throw new NoPrompt(
      l10n.t('There is no chat template to render it with. Choose a tokenizer that has one, or a template.'),
    );
  }
  const [first] = await counter.sequences(record);
  if (!first || first.ids.length === 0) {
    throw new NoPrompt(first?.reason ?? l10n.t('Nothing of this record can be made tokens of.'));
  }
  return first;
}

/** The tokens before the first trained one of a turn; undefined if none of it is trained. @throws NoPrompt */
function promptBefore(
  { ids, texts, trained, turn, turns, total }: ModelSequence,
  { facts }: RecordCounter,
  isAnswer: (turn: ModelSequence['turns'][number], index: number) => boolean,
): OwnPrompt | undefined {
  const answers = new Set(turns.flatMap((each, i) => (isAnswer(each, i) ? [i] : [])));
  const end = ids.findIndex((_, i) => trained[i] === 1 && answers.has(turn[i]!));
  if (end < 0 && ids.length < total) {
    throw new NoPrompt(l10n.t('The prompt is longer than {0} tokens.', ids.length));
  }
  if (end < 0) return undefined;
  const { tokenizer, template, target, approximation } = facts;
  return {
    text: texts.slice(0, end).join(''),
    ids: ids.slice(0, end),
    pieces: texts.slice(0, end),
    ...{ tokenizer, template, target, note: approximation },
  };
}
