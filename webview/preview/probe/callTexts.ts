import * as l10n from '@vscode/l10n';
import type { Answer, ProbeCall, ProbeFault, Sampling } from '../../../src/protocol/probe';
import { formatted, tokenCount } from '../conversation/numbers';
import { decimal } from './probabilities';

/** A time for people. @param ms milliseconds */
export function duration(ms: number): string {
  return ms < 10_000 ? l10n.t('{0} s', decimal(ms / 1000, 2)) : l10n.t('{0} s', formatted(Math.round(ms / 1000)));
}

/** A time that was measured. @param ms milliseconds */
function measured(ms: number): string {
  return ms < 1000 ? l10n.t('{0} ms', formatted(Math.max(1, Math.round(ms)))) : duration(ms);
}

/** What was measured of an answer, and how it ended. */
export function factsOf({ answer }: ProbeCall): readonly string[] {
  const { firstTokenMs, totalMs, usage, finish, state } = answer;
  const speed = speedOf(answer);
  return [
    ...(finish === null ? [] : [finishText(finish)]),
    ...(firstTokenMs === null ? [] : [l10n.t('first token after {0}', measured(firstTokenMs))]),
    ...(state === 'failed' && firstTokenMs === null ? [] : [l10n.t('{0} in all', measured(totalMs))]),
    ...(usage === null
      ? []
      : [l10n.t('{0} of the answer, {1} of the prompt', tokenCount(usage.completion, true), formatted(usage.prompt))]),
    ...(speed === null ? [] : [l10n.t('{0} tokens/s', decimal(speed, 1))]),
  ];
}

/** What was sent. */
export function sentFacts({ answer }: ProbeCall): readonly string[] {
  const { sampling, leftOut, stream } = answer.sent;
  return [
    ...samplingFacts(sampling),
    ...(stream ? [] : [l10n.t('not streamed')]),
    ...(leftOut.length === 0 ? [] : [l10n.t('left out, as the server does not take it: {0}', leftOut.join(', '))]),
  ];
}

export function samplingFacts({ temperature, topP, maxTokens, seed, stop }: Partial<Sampling>): readonly string[] {
  return [
    ...(temperature == null ? [] : [l10n.t('temperature {0}', decimal(temperature))]),
    ...(topP == null ? [] : [`top_p ${decimal(topP)}`]),
    ...(maxTokens == null ? [] : [l10n.t('at most {0} tokens', formatted(maxTokens))]),
    ...(seed == null ? [] : [l10n.t('seed {0}', String(seed))]),
    ...(stop === undefined || stop.length === 0
      ? []
      : [l10n.t('stop at {0}', stop.map((text) => JSON.stringify(text)).join(', '))]),
  ];
}

function speedOf({ usage, firstTokenMs, totalMs }: Answer): number | null {
  if (usage === null || firstTokenMs === null || usage.completion < 2 || totalMs - firstTokenMs < 50) return null;
  return ((usage.completion - 1) * 1000) / (totalMs - firstTokenMs);
}

function finishText(finish: string): string {
  if (finish === 'stop') return l10n.t('ended by itself (stop)');
  if (finish === 'tool_calls') return l10n.t('ended with a call (tool_calls)');
  return finish === 'length' ? l10n.t('cut at the token limit (length)') : l10n.t('ended with “{0}”', finish);
}

/**
 * What is wrong with how an answer ended, for people; null: nothing.
 *
 * @param isHidden nothing is told from which one could guess whose answer it is
 */
export function troubleOf({ answer, progress }: ProbeCall, isHidden: boolean): string | null {
  if (progress !== 'done') return null;
  const { state, finish } = answer;
  const fault = isHidden ? null : answer.fault;
  switch (state) {
    case 'finished':
      return finish === 'length'
        ? l10n.t('The answer was cut at the token limit. Allow more tokens to see its end.')
        : null;
    case 'truncated':
      return join(
        l10n.t('The answer is cut off: it ended before the server said that it is complete. What came is kept.'),
        fault?.message,
      );
    case 'failed':
      return join(fault?.message ?? l10n.t('There is no answer.'), fault ? adviceFor(fault) : undefined);
    case 'cancelled':
      return l10n.t('Cancelled. What had come is kept.');
  }
}

/** What can be done about a fault. */
function adviceFor({ kind, retryAfter }: ProbeFault): string | undefined {
  switch (kind) {
    case 'connection':
      return l10n.t('Is the server running, and is its address right?');
    case 'timeout':
      return l10n.t('It may be loading the model, or be busy. Try again, or allow it more time in the endpoint.');
    case 'unauthorized':
      return l10n.t('Enter its key in the endpoint.');
    case 'notFound':
      return l10n.t(
        'Choose another model in the endpoint, or look whether its address ends as the server’s API does (/v1).',
      );
    case 'unsupported':
      return l10n.t('Ask the server anew what it can do, or leave out what it refuses.');
    case 'tooLong':
      return l10n.t('Shorten the prompt, or allow fewer tokens for the answer.');
    case 'rateLimit':
      return retryAfter === undefined
        ? l10n.t('Wait a little, then try again.')
        : l10n.t('Try again in {0}.', duration(retryAfter));
    case 'empty':
      return l10n.t('This often is an error of the server that it does not tell: its log says more.');
    case 'server':
      return l10n.t('The server’s log says more.');
    case 'format':
      return l10n.t('Does the address lead to an OpenAI-compatible API?');
    case 'truncated':
      return undefined;
  }
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
