import type { Measure } from '../meter';
import type { Conversation, Message } from './conversation';
import type { Context, ConversationEncoder, Pair, Part, Turn } from './encode';
import { DroppedError } from './dropped';
import { add } from './python/operations';
import { PythonError } from './python/error';
import { truthy } from './python/value';
import type { SlotEncoder } from './slotEncoder';
import { addPair, Tally } from './tally';
import { checkMedia } from './media';
import type { Template } from './templates';
import { inferLengths, planPairs, type PairPlan, type SupervisedOptions } from './truncate';

export interface StageOptions extends SupervisedOptions {
  readonly encoder: ConversationEncoder;
  readonly slots: SlotEncoder;
  readonly template: Template;
  readonly preserveThinking: boolean;
  /** Records are joined and cut into blocks of the cutoff, in stage pt. */
  readonly packing: boolean;
  readonly endLengths: EndLengths;
  /** What stage pt puts around each text; in packs the start stands in place of the first token of each block, so it adds none. */
  readonly textStart: string;
  readonly textEnd: string;
}

/** Tokens from a turn's end token on, of turns that answer and that call tools; undefined = they have none. */
export type EndLengths = Readonly<Record<'assistant' | 'function', number | undefined>>;

/** What a stage of training makes of a conversation. @throws PythonError, DroppedError */
export type Stage = (conversation: Conversation, options: StageOptions, withFeed: boolean) => Measure;

/** Supervised fine-tuning (`SupervisedDatasetProcessor`). */
function supervised(conversation: Conversation, options: StageOptions, withFeed: boolean): Measure {
  const { prompt, response } = conversation;
  if (prompt.length % 2 !== 1 || response.length !== 1) throw new DroppedError(conversation);
  const messages = [...prompt, ...response];
  checkMedia(conversation, messages, options.template);
  const discard = options.maskHistory && !options.preserveThinking;
  const pairs = options.encoder.multiTurn(messages, contextOf(conversation, withFeed), discard);
  const lengths = pairs.map(lengthsOf);
  const full = planPairs(lengths, { ...options, cutoff: Infinity }) as PairPlan[];
  const plans = planPairs(lengths, options);
  const tally = new Tally(withFeed);
  for (const [index, pair] of pairs.entries()) {
    addPair(tally, pair, full[index]!, plans[index], options.slots.special.eos);
    if (options.efficientEos) continue;
    const isTrained = full[index]!.targetTrained;
    noteEnd(tally, pair, plans[index]?.target ?? 0, endLengthOf(messages[index * 2 + 1]!, options), isTrained);
  }
  if (options.efficientEos) {
    const turn = answerOf(pairs.findLast((_, index) => plans[index] !== undefined) ?? pairs.at(-1)!);
    tally.add([endPart(turn, options)], 1, 'all');
    tally.end(turn, 1, false);
  }
  return tally.measure();
}

/** Reward modelling and DPO (`PairwiseDatasetProcessor`): one split, from the longer answer, for both. */
function pairwise(conversation: Conversation, options: StageOptions, withFeed: boolean): Measure {
  const { prompt, response } = conversation;
  const [chosen, rejected] = response;
  if (prompt.length % 2 !== 1 || !chosen || !rejected) throw new DroppedError(conversation);
  const chosenPair = encodeOne(conversation, chosen, options, withFeed);
  const rejectedTarget = encodeOne(conversation, rejected, options, withFeed).target;
  const source = sizeOf(chosenPair.source);
  const longer = Math.max(sizeOf(chosenPair.target), sizeOf(rejectedTarget));
  const kept = inferLengths(source, longer, options.cutoff);
  const measureOf = (target: readonly Part[], answer: Message, other?: Measure): Measure => {
    const tally = new Tally(withFeed);
    tallyOne(tally, { source: chosenPair.source, target }, kept, answer, options);
    return tally.measure(other);
  };
  return measureOf(chosenPair.target, chosen, measureOf(rejectedTarget, rejected));
}

/** KTO (`FeedbackDatasetProcessor`): of the two answers the one that is not empty. The KL set, which mixes records, is not measured. */
function feedback(conversation: Conversation, options: StageOptions, withFeed: boolean): Measure {
  const { prompt, response } = conversation;
  const [first, second] = response;
  // The KL answer of the next record is the first one of this record.
  if (!first) throw new DroppedError(conversation, 'IndexError: list index out of range');
  if (prompt.length % 2 !== 1 || !second) throw new DroppedError(conversation);
  const answer = truthy(first.content) ? first : second;
  const pair = encodeOne(conversation, answer, options, withFeed);
  const tally = new Tally(withFeed);
  const lengths = lengthsOf(pair);
  tallyOne(tally, pair, inferLengths(lengths.source, lengths.target, options.cutoff), answer, options);
  return tally.measure();
}

/** PPO (`UnsupervisedDatasetProcessor`): the ids are the prompt's, the labels the answer's, so their numbers differ. */
function unsupervised(conversation: Conversation, options: StageOptions, withFeed: boolean): Measure {
  const { prompt, response } = conversation;
  if (prompt.length % 2 !== 1) throw new DroppedError(conversation);
  const empty: Message = { role: 'assistant', name: 'assistant', content: '', pointers: [] };
  const answer = response.length === 1 ? response[0]! : empty;
  const pair = encodeOne(conversation, answer, options, withFeed);
  const tally = new Tally(withFeed);
  const lengths = lengthsOf(pair);
  const kept = inferLengths(lengths.source, lengths.target, options.cutoff);
  tallyOne(tally, pair, kept, answer, options);
  const measure = tally.measure();
  if (!measure.feed) return measure;
  const { ids, labels } = measure.feed;
  return { ...measure, feed: { ids: ids.slice(0, kept.source), labels: labels.slice(kept.source) } };
}

/** Pre-training (`PretrainDatasetProcessor`): the first message as text, all of it trained. */
function pretrain(conversation: Conversation, options: StageOptions, withFeed: boolean): Measure {
  const [message] = conversation.prompt;
  if (!message) throw new PythonError('IndexError', 'list index out of range');
  const ended = add(message.content, options.textEnd);
  const text = options.packing ? ended : options.textStart + ended;
  const turn: Turn = { role: message.name, pointers: message.pointers };
  const part = { ...options.slots.encode([text], withFeed), turn };
  const kept = options.packing ? part.length : Math.min(part.length, options.cutoff);
  const tally = new Tally(withFeed);
  tally.add([part], kept, 'all');
  tally.end(turn, 1, kept < part.length);
  return tally.measure();
}

export const STAGES = {
  sft: supervised,
  rm: pairwise,
  kto: feedback,
  ppo: unsupervised,
  pt: pretrain,
} as const satisfies Record<string, Stage>;

export type StageName = keyof typeof STAGES;

function contextOf({ system, tools }: Conversation, withIds: boolean): Context {
  return { system, tools, withIds };
}

function tallyOne(
  tally: Tally,
  pair: Pair,
  kept: { source: number; target: number },
  answer: Message,
  options: StageOptions,
): void {
  const end = options.efficientEos ? 1 : endLengthOf(answer, options);
  tally.add(pair.source, kept.source, 'none');
  tally.add(pair.target, kept.target, 'all');
  noteEnd(tally, pair, kept.target, end, true);
}

/** Prompt and one answer, with EOS behind it if the template leaves that out. */
function encodeOne(conversation: Conversation, answer: Message, options: StageOptions, withFeed: boolean): Pair {
  const messages = [...conversation.prompt, answer];
  checkMedia(conversation, messages, options.template);
  const pair = options.encoder.oneTurn(messages, contextOf(conversation, withFeed));
  if (!options.efficientEos) return pair;
  return { source: pair.source, target: [...pair.target, endPart(answerOf(pair), options)] };
}

function endPart(turn: Turn, { slots }: StageOptions): Part {
  return { length: 1, ids: [slots.special.eos], turn };
}

function endLengthOf({ role }: Message, { endLengths }: StageOptions): number | undefined {
  return role === 'function' ? endLengths.function : endLengths.assistant;
}

function noteEnd(tally: Tally, pair: Pair, kept: number, ending: number | undefined, isTrained: boolean): void {
  if (ending === undefined) return;
  tally.end(answerOf(pair), ending, isTrained && kept <= sizeOf(pair.target) - ending);
}

function answerOf(pair: Pair): Turn {
  return pair.target.at(-1)!.turn;
}

function lengthsOf({ source, target }: Pair): { source: number; target: number } {
  return { source: sizeOf(source), target: sizeOf(target) };
}

function sizeOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
