import { type Conversation, type ChatTurn, isAnswer } from './conversation';
import type { Rendering } from './rendering';
import type { Span } from './span';
import type { Trainer } from './trainers';
import type { TurnSpan } from './turnSpans';

/** What a user may ask of a trainer. */
export interface LossSettings {
  /** True: prompts too. False: answers only. Undefined: what the trainer does by default. */
  readonly trainOnPrompt?: boolean | undefined;
  /** Only the last answer (ms-swift: the answers of the last round). */
  readonly maskHistory?: boolean | undefined;
}

/** The trained stretches of a rendering, in order. */
export interface TrainedText {
  readonly spans: readonly Span[];
  /** All tokens from this one on instead of the spans: TRL counts the prompt's tokens. */
  readonly fromToken?: number;
  /** False if the spans may differ from what the trainer does. */
  readonly isSure: boolean;
  /** True if the spans are what the template's generation markers enclose. */
  readonly isMarked?: true;
}

/** A conversation with its rendering and the places of its turns. */
export interface PlacedConversation {
  readonly conversation: Conversation;
  readonly rendering: Rendering;
  readonly turns: readonly TurnSpan[];
}

/**
 * Which text is trained, turn by turn.
 *
 * @param eos the text of the model's EOS token
 * @param tokenCount counts tokens of a text
 */
export function trainedSpans(
  placed: PlacedConversation,
  trainer: Trainer,
  settings: LossSettings,
  eos: string | undefined,
  tokenCount: (text: string) => number,
): TrainedText {
  const { conversation, rendering, turns } = placed;
  const isTrained = trainedTurns(conversation, trainer, settings);
  const answersOnly = isAnswersOnly(conversation, trainer, settings);
  if (trainer.part === 'content-and-eos') return contentSpans(placed, isTrained, eos, tokenCount);
  const prompt = completionPrompt(placed, trainer, settings);
  if (prompt !== undefined) return { spans: [], fromToken: tokenCount(prompt), isSure: true };
  if (!answersOnly) return allBut(rendering.text.length, turns, isTrained);
  const marked = trainer.part === 'marked' ? rendering.markedSpans() : undefined;
  if (marked) {
    const off = turns.filter((_, i) => isAnswer(conversation.turns[i]!) && !isTrained[i]);
    return { spans: marked.filter((span) => !off.some((turn) => isWithin(span, turn))), isSure: true, isMarked: true };
  }
  const trained = turns.filter((_, i) => isTrained[i]);
  const spans = trained.map(({ answer, end }) => ({ start: answer, end }));
  return { spans, isSure: !trainer.needsMarkers && trained.every(({ isSure }) => isSure) };
}

function isAnswersOnly({ completionFrom }: Conversation, trainer: Trainer, settings: LossSettings): boolean {
  if (settings.trainOnPrompt !== undefined) return !settings.trainOnPrompt;
  if (settings.maskHistory) return true;
  return trainer.trains === 'answers' || (trainer.trainsCompletionsOnly && completionFrom !== undefined);
}

/** What stands before the completion, if all behind it is to be trained (TRL, `completion_only_loss`). */
function completionPrompt(
  { conversation: { completionFrom }, rendering }: PlacedConversation,
  trainer: Trainer,
  { trainOnPrompt, maskHistory }: LossSettings,
): string | undefined {
  if (!trainer.trainsCompletionsOnly || completionFrom === undefined) return undefined;
  return trainOnPrompt === undefined && !maskHistory ? rendering.prompt(completionFrom) : undefined;
}

/** For each turn: is it trained? */
function trainedTurns(conversation: Conversation, trainer: Trainer, settings: LossSettings): boolean[] {
  const { turns, completionFrom = 0 } = conversation;
  const answersOnly = isAnswersOnly(conversation, trainer, settings);
  const lastAnswer = turns.findLastIndex(isAnswer);
  const lastUser = turns.findLastIndex((turn) => turn.message.role === 'user');
  const from = trainer.unmasked === 'last-round' ? Math.min(lastUser, lastAnswer) : lastAnswer;
  return turns.map((turn, i) => {
    const mayBeSwitched = trainer.switchesAll || isAnswer(turn);
    const switched = mayBeSwitched ? switchOf(turn, trainer.switches) : undefined;
    if (switched !== undefined) return switched;
    if (answersOnly && trainer.trainsCompletionsOnly && i < completionFrom) return false;
    if (settings.maskHistory && i < from) return false;
    return !answersOnly || isAnswer(turn);
  });
}

function switchOf(turn: ChatTurn, fields: readonly string[]): boolean | undefined {
  for (const field of fields) {
    const value = turn.source[field];
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return value > 0;
  }
  return undefined;
}

/** All but the turns that are switched off or masked. The borders between two of these don't matter. */
function allBut(length: number, turns: readonly TurnSpan[], isTrained: readonly boolean[]): TrainedText {
  const spans: Span[] = [];
  let start = 0;
  let isSure = true;
  for (const [i, turn] of turns.entries()) {
    if (isTrained[i]) continue;
    if (turn.answer > start) spans.push({ start, end: turn.answer });
    start = turn.end;
    isSure &&= turn.isSure || (!isTrained[i - 1] && i + 1 < turns.length && !isTrained[i + 1]);
  }
  if (start < length) spans.push({ start, end: length });
  return { spans, isSure };
}

function contentSpans(
  { rendering, turns }: PlacedConversation,
  isTrained: readonly boolean[],
  eos: string | undefined,
  tokenCount: (text: string) => number,
): TrainedText {
  const spans: Span[] = [];
  let isSure = true;
  for (const [i, turn] of turns.entries()) {
    if (!isTrained[i]) continue;
    const own = turn.own ?? rendering.ownSpan(i);
    isSure &&= own !== undefined && isWithin(own, turn);
    if (!own) continue;
    const eosAt = eos ? rendering.text.indexOf(eos, own.end) : -1;
    const eosSpan = { start: eosAt, end: eosAt + (eos?.length ?? 0) };
    if (own.end > own.start) spans.push(own);
    if (eosAt >= 0 && tokenCount(rendering.text.slice(own.end, eosAt)) <= EOS_DISTANCE) spans.push(eosSpan);
  }
  return { spans: joined(spans), isSure };
}

/** Tokens between a content and its EOS token that Axolotl takes for the template's padding (`_tokenize_single_prompt`). */
const EOS_DISTANCE = 3;

/** Spans that touch or overlap made one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && span.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
