import type { ChatPrompt } from '../../src/demo/chatPrompt';
import type { GenerateOptions } from '../../src/demo/generate';
import type { NgramModel } from '../../src/demo/model/ngram';
import type { ToolCall } from '../../src/demo/toolCalls';
import type { Exchange } from './imitation';
import { halves, partsOf, speak, THOUGHT, type SaidToken, type Speech } from './speech';

export interface ChatJob {
  readonly prompt: ChatPrompt;
  readonly model: NgramModel;
  readonly ids: readonly number[];
  readonly options: GenerateOptions;
}

/** How a server writes the chunks of a chat stream. */
export interface ChatStream {
  /** Sends a chunk with one choice. `more`: further fields of the choice. */
  readonly chunk: (delta: object, more?: object) => void;
  /** Of the first chunk; it is sent with the first token, not before. */
  readonly first: object;
  /** Of the last chunk, with the finish reason. */
  readonly last: object;
  /** The field of thoughts; absent: the server has none, and they stay in the content. */
  readonly reasoning?: string;
  /** The deltas of a call; if absent, those of llama.cpp, vLLM and most others. */
  readonly calls?: (call: ToolCall, index: number) => object[];
  /** Further fields of a token's choice; undefined: the token waits for the next one. */
  readonly more?: (token: SaidToken) => object | undefined;
}

/** Streams an answer up to its finish reason. With tools, what the model says is parsed when it is complete. @throws Broken, ModelFailed */
export async function streamChat(
  exchange: Exchange,
  job: ChatJob,
  stream: ChatStream,
): Promise<Speech & { readonly finish: string }> {
  const { thinks } = exchange.options;
  let isStarted = false;
  const start = (): void => {
    if (isStarted) return;
    isStarted = true;
    stream.chunk(stream.first);
    if (thinks && stream.reasoning !== undefined) stream.chunk({ [stream.reasoning]: THOUGHT });
    else if (thinks) stream.chunk({ content: `<think>\n${THOUGHT}\n</think>\n\n` });
  };
  const hasTools = (job.prompt.tools?.length ?? 0) > 0;
  let waiting = '';
  const speech = await speak(exchange, job, (token) => {
    start();
    if (hasTools) return;
    const more = stream.more ? stream.more(token) : {};
    waiting += token.text;
    if (more === undefined) return;
    stream.chunk({ content: waiting }, more);
    waiting = '';
  });
  start();
  const { content, calls } = partsOf(job.prompt, speech.text);
  const rest = hasTools ? content : waiting + speech.rest;
  if (rest !== '') stream.chunk({ content: rest });
  const deltas = stream.calls ?? callDeltas;
  for (const [index, call] of calls.entries()) for (const delta of deltas(call, index)) stream.chunk(delta);
  const finish = calls.length > 0 ? 'tool_calls' : speech.reason;
  stream.chunk(stream.last, { finish_reason: finish });
  return { ...speech, finish };
}

/** The first delta has all but the end of the arguments. */
export function callDeltas(call: ToolCall, index: number): object[] {
  const [first = '', ...rest] = halves(call.function.arguments);
  return [
    { tool_calls: [{ ...call, index, function: { ...call.function, arguments: first } }] },
    ...rest.map((part) => ({ tool_calls: [{ index, function: { arguments: part } }] })),
  ];
}
