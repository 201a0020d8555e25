import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import type { AnswerCall, AnswerDelta, AnswerToken, ProbeFault, Usage } from '../answer';
import { CallReader } from './callReader';
import { readErrorBody } from './errorBody';
import { bodyFault, fault } from './fault';
import { PrefillCut } from './prefillCut';
import { TooMuch } from './readBody';
import { TokenReader } from './tokenReader';
import { at, listAt, numberAt, textAt } from '../unknownJson';

const OK = 200;

/** UTF-16 units of an answer, thoughts and all; models' contexts hold some millions. And its calls. */
const MOST_TEXT = 8 * 1024 * 1024;
const MOST_CALLS = 10_000;

/** Adds up an answer from the chunks of a stream, or from one response with all of it. */
export class AnswerReader {
  content = '';
  reasoning = '';
  readonly tokens: AnswerToken[] = [];
  usage: Usage | null = null;
  finish: string | null = null;
  model: string | null = null;
  /** What the server said went wrong. */
  fault: ProbeFault | null = null;
  readonly #calls = new CallReader();
  readonly #tokens = new TokenReader();
  readonly #prefill: PrefillCut;

  /** @param prefill that the server may repeat; '' for none */
  constructor(prefill: string) {
    this.#prefill = new PrefillCut(prefill);
  }

  get calls(): readonly AnswerCall[] {
    return this.#calls.calls;
  }

  /** Anything of the answer is there. */
  get hasBegun(): boolean {
    return this.content !== '' || this.reasoning !== '' || this.tokens.length > 0 || this.calls.length > 0;
  }

  /**
   * @param chunk an event's data, or a whole response
   * @returns what it adds to the answer; undefined for nothing
   * @throws TooMuch for an answer that no model can have given
   */
  read(chunk: unknown): AnswerDelta | undefined {
    const error = readErrorBody(chunk);
    // Behind the end, the answer is complete all the same.
    if (error && this.finish === null) this.fault ??= bodyFault(error, OK);
    if (error) return undefined;
    this.model ??= textAt(chunk, 'model') || null;
    this.usage = readUsage(at(chunk, 'usage')) ?? this.usage;
    const choices = listAt(chunk, 'choices') ?? [];
    const choice = choices.find((each) => isJsonObject(each) && (each.index ?? 0) === 0);
    return choice === undefined ? undefined : this.#readChoice(choice);
  }

  /** Nothing more comes. @returns what was held back */
  end(): AnswerDelta | undefined {
    return this.#add({ content: this.#prefill.end() });
  }

  #readChoice(choice: unknown): AnswerDelta | undefined {
    const message = at(choice, 'delta') ?? at(choice, 'message');
    const hasCalls = this.#calls.read(at(message, 'tool_calls'));
    if (this.content.length + this.reasoning.length > MOST_TEXT) throw new TooMuch();
    if (hasCalls && this.calls.length > MOST_CALLS) throw new TooMuch();
    this.finish = textAt(choice, 'finish_reason') || this.finish;
    if (this.finish === 'error') this.fault ??= fault('server', l10n.t('The server broke off with an error.'));
    return this.#add({
      content: this.#prefill.take(contentOf(message)),
      reasoning: textAt(message, 'reasoning_content') || (textAt(message, 'reasoning') ?? ''),
      tokens: this.#tokens.read(at(choice, 'logprobs')),
      ...(hasCalls && { calls: this.calls }),
    });
  }

  #add({ content = '', reasoning = '', tokens = [], calls }: AnswerDelta): AnswerDelta | undefined {
    this.content += content;
    this.reasoning += reasoning;
    for (const token of tokens) this.tokens.push(token);
    if (content === '' && reasoning === '' && tokens.length === 0 && !calls) return undefined;
    return {
      ...(content !== '' && { content }),
      ...(reasoning !== '' && { reasoning }),
      ...(tokens.length > 0 && { tokens }),
      ...(calls && { calls }),
    };
  }
}

/** A text, or parts of one. What a model of OpenAI says instead of an answer is its `refusal`. */
function contentOf(message: unknown): string {
  const parts = listAt(message, 'content');
  if (parts) return parts.map((part) => textAt(part, 'text') ?? '').join('');
  return textAt(message, 'content') || (textAt(message, 'refusal') ?? '');
}

function readUsage(usage: unknown): Usage | null {
  const prompt = countAt(usage, 'prompt_tokens');
  const completion = countAt(usage, 'completion_tokens');
  return prompt === null && completion === null ? null : { prompt: prompt ?? 0, completion: completion ?? 0 };
}

function countAt(usage: unknown, name: string): number | null {
  const count = numberAt(usage, name);
  return count !== null && Number.isSafeInteger(count) && count >= 0 ? count : null;
}
