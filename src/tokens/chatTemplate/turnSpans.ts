import { type Conversation, isAnswer } from './conversation';
import type { Rendering } from './rendering';
import { sharedLength, type Span } from './span';
import type { TemplateHeaders } from './templateHeaders';
import type { TurnPatterns } from './turnPatterns';

/**
 * Where a turn lies in the whole rendering. The turns' spans follow each other up to the end of the text; what stands before the first is
 * the template's own.
 */
export interface TurnSpan extends Span {
  /** Where the answer starts, behind what the model is prompted with. For other turns it is `start`. */
  readonly answer: number;
  /** False if another template text than expected stands around the answer, so that its borders are a guess. */
  readonly isSure: boolean;
  /** Where the message's own text lies, if known. */
  readonly own?: Span;
}

/** Finds the turns in a rendering: by what is known of the template if that fits, otherwise by further renderings. */
export function turnSpans(
  rendering: Rendering,
  conversation: Conversation,
  headers: TemplateHeaders,
  patterns: TurnPatterns,
): TurnSpan[] {
  const matched = patterns.match(rendering.text, conversation);
  if (matched) return matched;
  const [first, ...others] = turnSpansByRendering(rendering, conversation, headers);
  if (!first) return [];
  const start = headers.preambleLength(rendering, conversation);
  return [{ ...first, start, answer: Math.max(start, first.answer) }, ...others];
}

/**
 * Finds the turns by rendering parts of the conversation. What the template writes before the first message belongs to the first turn here;
 * what it writes between two messages belongs to the first of them if it also stands there when that message is the last one (`<|im_end|>\n`), otherwise to the
 * second, as its header.
 *
 * A template may write a turn otherwise once others follow: Qwen3 leaves the thoughts of earlier turns away, and closes a block of tool
 * results only at its end. So a rendering of the first messages is believed only where the whole starts with it; otherwise the turn is
 * found by what a change of its content changes.
 */
export function turnSpansByRendering(
  rendering: Rendering,
  { turns }: Conversation,
  headers: Pick<TemplateHeaders, 'answer'>,
): TurnSpan[] {
  const spans: TurnSpan[] = [];
  let start = 0;
  for (const [i, turn] of turns.entries()) {
    const { end, isSure } = turnEnd(rendering, i, turns.length, start);
    const answer = isAnswer(turn) ? answerStart(rendering, i, { start, end }, headers) : { at: start, isSure: true };
    spans.push({ start, end, answer: answer.at, isSure: isSure && answer.isSure });
    start = end;
  }
  return spans;
}

function turnEnd(rendering: Rendering, i: number, count: number, start: number): { end: number; isSure: boolean } {
  const { text } = rendering;
  if (i === count - 1) return { end: text.length, isSure: true };
  const prefix = rendering.prefix(i + 1);
  if (prefix !== undefined && prefix.length >= start && text.startsWith(prefix))
    return { end: prefix.length, isSure: true };
  const own = rendering.ownSpan(i);
  if (!own || own.end < start) return { end: start, isSure: false };
  const ownInPrefix = rendering.ownSpan(i, i + 1);
  if (prefix === undefined || !ownInPrefix) return { end: own.end, isSure: false };
  const tail = prefix.slice(ownInPrefix.end);
  const shared = sharedLength(text, own.end, tail);
  return { end: own.end + shared, isSure: shared === tail.length };
}

/** An answer starts behind what `add_generation_prompt` adds; where that differs in the whole, with what is the message's own. */
function answerStart(
  rendering: Rendering,
  i: number,
  { start, end }: Span,
  headers: Pick<TemplateHeaders, 'answer'>,
): { at: number; isSure: boolean } {
  const { text } = rendering;
  const prompt = rendering.prompt(i);
  if (prompt !== undefined && prompt.length >= start && prompt.length <= end && text.startsWith(prompt))
    return { at: prompt.length, isSure: true };
  const own = rendering.ownSpan(i);
  if (!own) return { at: start, isSure: false };
  const before = i === 0 ? '' : rendering.prefix(i);
  const isAdded = prompt !== undefined && before !== undefined && prompt.startsWith(before);
  const header = isAdded ? prompt.slice(before.length) : headers.answer;
  const isBeforeOwn = header !== '' && text.slice(start, own.start).endsWith(header);
  const shared = isBeforeOwn ? own.start - start : sharedLength(text, start, header);
  const at = clamp(Math.min(start + shared, own.start), start, end);
  const isWhole = shared === header.length && (isAdded || header !== '');
  return { at, isSure: isBeforeOwn || isWhole || (shared > 0 && at === own.start) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
