import * as l10n from '@vscode/l10n';
import type { Answer, ProbeFault } from '../answer';
import type { RequestMessage } from '../cases/probeCase';
import type { RunClock, RunEndpoint } from '../batch/runParts';
import type { CallLine } from '../batch/resultLine';
import type { Measured, MeasureWish } from './measure';

type JudgeWish = Extract<MeasureWish, { kind: 'judge' }>;

/** UTF-16 units of what a judge said that are kept. */
const KEPT = 600;
/** How often a judge is asked who wants to be asked later, and milliseconds between if he doesn't say. */
const TIMES = 8;
const WAIT = 2000;
/** Milliseconds; whoever asks to wait longer gives no number. */
const LONGEST_WAIT = 10 * 60_000;

/** What a judge is asked if nobody has a better idea. */
export function usualJudgePrompt(): string {
  return l10n.t(
    'You judge the answer of a language model.\n\n[Conversation]\n{0}\n\n[Reference answer]\n{1}\n\n[Answer to judge]\n{2}\n\nCompare the answer with the reference: is it right, complete and to the point? Say why in one or two sentences. End with a line that holds nothing but a whole number from 0 (useless) to 10 (as good as the reference).',
    '{{prompt}}',
    '{{reference}}',
    '{{answer}}',
  );
}

/** Asks a judge for an answer. `fault`: why he could not be asked. */
export async function judgeAnswer(
  wish: JudgeWish,
  judge: RunEndpoint,
  call: Pick<CallLine, 'messages' | 'reference' | 'answer'>,
  clock: Pick<RunClock, 'wait'>,
  signal: AbortSignal,
  onAnswer: (answer: Answer) => void,
): Promise<{ readonly measured: Measured; readonly fault: ProbeFault | null }> {
  const content = judgePrompt(wish.prompt, call);
  const request = {
    messages: [{ role: 'user', content }],
    tools: null,
    variables: null,
    sampling: { temperature: 0 },
    alternatives: null,
    stream: false,
  };
  for (let time = 1; ; time++) {
    const answer = await judge.client.chat(request, judge.capabilities, signal);
    const wait = Math.max(answer.fault?.retryAfter ?? 0, WAIT * time);
    if (answer.fault?.kind === 'rateLimit' && time < TIMES && wait <= LONGEST_WAIT && !signal.aborted) {
      await clock.wait(wait, signal);
      continue;
    }
    onAnswer(answer);
    const { fault, state } = answer;
    if (state !== 'finished') return { measured: { value: null, ...(fault && { note: fault.message }) }, fault };
    return { measured: { value: judgedValue(answer.content, wish.scale), note: endOf(answer.content) }, fault: null };
  }
}

/** The prompt with everything in its places; what is put in is not looked through for places again. */
export function judgePrompt(template: string, call: Pick<CallLine, 'messages' | 'reference' | 'answer'>): string {
  const texts: Readonly<Record<string, () => string>> = {
    prompt: () => call.messages.map(messageText).join('\n\n'),
    reference: () => spoken(call.reference),
    answer: () => spoken(call.answer),
  };
  return template.replaceAll(/\{\{\s*(prompt|reference|answer)\s*\}\}/g, (_, name: string) => texts[name]!());
}

/** The number with which a judge ends, as a share of the scale; null if there is none, or it is not on the scale. `8/10` on a scale of 10 is 8. */
export function judgedValue(text: string, scale: number): number | null {
  const numbers = [...text.normalize('NFKC').matchAll(/(?<![\d.])-?\d+(?:\.\d+)?/g)].map(([digits]) => digits);
  const last = numbers.at(-1);
  if (last === undefined) return null;
  const isOfScale = new RegExp(
    String.raw`${escaped(numbers.at(-2) ?? '?')}\W*(?:/|out of|von|of|满分)\s*${escaped(last)}\D*$`,
  );
  const value =
    Number(last) === scale && isOfScale.test(text.normalize('NFKC')) ? Number(numbers.at(-2)) : Number(last);
  return scale > 0 && value >= 0 && value <= scale ? value / scale : null;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function messageText({ role, content, tool_calls: calls }: RequestMessage): string {
  const text = typeof content === 'string' ? content : content == null ? '' : JSON.stringify(content);
  const called = calls === undefined ? '' : JSON.stringify(calls);
  return `${role}: ${[text, called].filter((part) => part !== '').join('\n')}`;
}

function spoken({ content, calls }: Pick<CallLine['reference'], 'content' | 'calls'>): string {
  const called = calls.map((call) => `${call.name}(${call.arguments})`);
  return [content, ...called].filter((part) => part !== '').join('\n');
}

function endOf(text: string): string {
  const said = text.trim();
  return said.length <= KEPT ? said : `…${said.slice(-KEPT)}`;
}
