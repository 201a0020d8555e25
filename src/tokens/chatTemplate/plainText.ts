import type { Tokenizer } from '../tokenizer';
import type { PlacedText } from './placedText';
import type { Conversation } from './conversation';
import type { Trainer } from './trainers';
import type { LossSettings } from './trainedSpans';

/**
 * Strings that are no messages, one after the other, with the EOS token at their end where the trainer adds it (TRL, `add_eos`). A system prompt
 * beside them is left out, as it is no message here.
 *
 * Trainers let the tokenizer add its own tokens here, such as BOS. A tokenizer doesn't tell whether it does, so the result is sure only if
 * the model has no BOS token.
 */
export function placePlainText(
  { turns, completionFrom = 0 }: Conversation,
  trainer: Trainer,
  { trainOnPrompt }: LossSettings,
  tokenizer: Pick<Tokenizer, 'named' | 'count'>,
): PlacedText {
  const { bos, eos: end } = tokenizer.named;
  let text = '';
  const placed = turns.map(({ role, pointers, message, texts }) => {
    const start = text.length;
    if (message.role !== 'system') text += texts.join('');
    return { role, pointers, start, end: text.length };
  });
  const promptEnd = placed[completionFrom]?.start ?? 0;
  const eos = trainer.endsPlainText && end !== undefined && !text.endsWith(end) ? end : '';
  text += eos;
  const last = placed.at(-1);
  const whole = last ? [...placed.slice(0, -1), { ...last, end: text.length }] : [];
  const spans = [{ start: trainOnPrompt ? 0 : promptEnd, end: text.length }];
  const isSure = bos === undefined;
  const countsPrompt = trainer.trainsCompletionsOnly && !trainOnPrompt && promptEnd > 0;
  if (countsPrompt)
    return { text, turns: whole, trained: { spans: [], fromToken: tokenizer.count(text.slice(0, promptEnd)), isSure } };
  return { text, turns: whole, trained: { spans, isSure } };
}
