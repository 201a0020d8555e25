import type { Dialogue, Message } from '../dialogue';
import { EMPTY, list, quoted, type Member, type RawJson, type RawText } from '../rawText';
import { meaningful } from '../readMessage';
import { taggedText } from '../thought';
import type { Telling } from '../telling';
import { tellOfWeight } from './weights';

/** A conversation as prompts and answers in turn. */
export interface Pairs {
  readonly system: RawText | undefined;
  readonly history: readonly (readonly [prompt: RawText, answer: RawText])[];
  readonly prompt: Message | undefined;
  readonly answer: RawText;
}

/** Reads a conversation that ends with an answer; stops where it is none of prompts and answers in turn. */
export function pairsOf(messages: readonly Message[], telling: Telling): Pairs {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') telling.stop(messages.length === 0 ? 'noTurns' : 'noAnswer');
  const { system, history, prompt } = promptPairsOf(messages.slice(0, -1), telling);
  return { system, history, prompt, answer: last ? plainText(last, telling) : EMPTY };
}

/** Reads a conversation that ends with a prompt. */
export function promptPairsOf(messages: readonly Message[], telling: Telling): Omit<Pairs, 'answer'> {
  const [first] = messages;
  const system = first?.role === 'system' ? plainText(first, telling) : undefined;
  const turns = system === undefined ? messages : messages.slice(1);
  const texts = turns.map((message, i) => {
    const expected = i % 2 === 0 ? 'user' : 'assistant';
    if (message.role !== expected && message.role !== 'other' && message.role !== 'tool') {
      telling.stop(message.role === 'system' ? 'systemInside' : i === 0 ? 'noPrompt' : 'notAlternating');
    }
    return i === turns.length - 1 ? EMPTY : plainText(message, telling);
  });
  if (turns.length === 0) telling.stop('noPrompt');
  else if (turns.length % 2 === 0) telling.stop('notAlternating');
  const history: [RawText, RawText][] = [];
  for (let i = 0; i + 1 < texts.length; i += 2) history.push([texts[i]!, texts[i + 1]!]);
  return { system, history, prompt: turns.at(-1) };
}

/** The text of a message where a text is all that the target has of it. */
export function plainText(message: Message, telling: Telling): RawText {
  telling.take(message.told);
  if (message.role === 'other') telling.stop('customRole', message.name);
  if (message.role === 'tool' || message.calls.length > 0) telling.stop('toolTurn');
  tellOfWeight(message, telling);
  for (const [name] of meaningful(message)) telling.tell('messageField', name);
  return taggedText(message, telling);
}

/** The lone answer of a side of a preference pair. */
export function loneAnswer(messages: readonly Message[], telling: Telling): RawText {
  const [answer] = messages;
  if (messages.length !== 1 || answer?.role !== 'assistant') telling.stop('answerTurns');
  return answer ? plainText(answer, telling) : EMPTY;
}

/** `history` as a list of pairs; nothing if there is none. */
export function historyMember({ history }: Pick<Pairs, 'history'>): readonly Member[] {
  if (history.length === 0) return [];
  const pairs: readonly RawJson[] = history.map(([prompt, answer]) => list([quoted(prompt), quoted(answer)]));
  return [['history', list(pairs)]];
}

export function systemMember({ system }: Pick<Pairs, 'system'>): readonly Member[] {
  return system === undefined ? [] : [['system', quoted(system)]];
}

/** The last prompt: instruction and input where it has both and the target has both, too. */
export function instructionMembers(
  prompt: Message | undefined,
  { family }: Dialogue,
  telling: Telling,
): readonly Member[] {
  if (!prompt) return [];
  const text = plainText(prompt, telling);
  const [instruction, input] = family === 'alpaca' && prompt.pair ? prompt.pair : [text, EMPTY];
  return [
    ['instruction', quoted(instruction)],
    ['input', quoted(input)],
  ];
}
