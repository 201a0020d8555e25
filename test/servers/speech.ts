import { renderChat, type ChatPrompt } from '../../src/demo/chatPrompt';
import { generate, type Ending, type GenerateOptions } from '../../src/demo/generate';
import type { PlacedToken } from '../../src/demo/http/logprobs';
import { readChatPrompt } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import type { NgramModel } from '../../src/demo/model/ngram';
import { parseToolCalls, type ToolCall } from '../../src/demo/toolCalls';
import type { Exchange } from './imitation';

/** What a model that thinks says first. */
export const THOUGHT = 'Let me think.';

const CONTEXT = 8192;

/** More tokens than the context has. */
export class TooLong extends RequestFault {
  constructor(
    message: string,
    readonly prompt: number,
    readonly context: number,
  ) {
    super(400, message, 'messages');
  }
}

/** The messages of a request, with what the flags of vLLM say; servers that don't know the flags say so themselves. */
export function chatOf({ fields, options }: Exchange, own: Partial<ChatPrompt> = {}): ChatPrompt {
  const prompt = { ...readChatPrompt(fields, false), ...own };
  const lacksSystem = prompt.messages[0]?.role !== 'system';
  if (options.defaultSystem === undefined || !lacksSystem) return prompt;
  return { ...prompt, messages: [{ role: 'system', content: options.defaultSystem }, ...prompt.messages] };
}

export function idsOf({ engine }: Exchange, prompt: ChatPrompt): number[] {
  return engine.tokenizer.encode(renderChat(engine.tokenizer, prompt));
}

export function contextOf({ options }: Exchange): number {
  return options.context ?? CONTEXT;
}

/** `demo-base` is what was not tuned; all other names are the tuned model's. */
export function modelOf({ fields, engine }: Exchange): NgramModel {
  return fields.value.model === 'demo-base' ? engine.base : engine.tuned;
}

export interface SaidToken extends PlacedToken {
  readonly text: string;
}

export interface Speech {
  readonly tokens: readonly SaidToken[];
  /** The token that ended it; null: another reason did. */
  readonly end: PlacedToken | null;
  readonly text: string;
  /** What was held back to the end, part of the text. */
  readonly rest: string;
  readonly reason: Ending['reason'];
}

/** Generates, with what goes wrong in it. @throws Broken, ModelFailed */
export async function speak(
  { engine, wire }: Exchange,
  {
    model,
    ids,
    options,
  }: { readonly model: NgramModel; readonly ids: readonly number[]; readonly options: GenerateOptions },
  onToken: (token: SaidToken) => void = () => {},
): Promise<Speech> {
  const tokens: SaidToken[] = [];
  const said = generate({ model, tokenizer: engine.tokenizer }, ids, options);
  for (;;) {
    const step = said.next();
    await wire.token();
    if (step.done) {
      const { reason, end, text: rest } = step.value;
      return { tokens, end, rest, text: tokens.map(({ text }) => text).join('') + rest, reason };
    }
    tokens.push(step.value);
    onToken(step.value);
  }
}

/** Text and calls of an answer to a request with tools, as the parsers of servers part them. */
export function partsOf(
  { tools }: ChatPrompt,
  text: string,
): { readonly content: string; readonly calls: readonly ToolCall[] } {
  return tools && tools.length > 0 ? parseToolCalls(text) : { content: text, calls: [] };
}

export function usage(prompt: number, completion: number): object {
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** Pieces in which the arguments of a call are streamed. */
export function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((half) => half !== '');
}

export function now(): number {
  return Math.floor(Date.now() / 1000);
}
