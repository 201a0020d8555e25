import { createParser } from 'eventsource-parser';
import { isJson } from '../../dataset/isJson';
import { textsOf, TooMuch } from './readBody';

/** The data of the event with which OpenAI and most others end a stream. */
export const DONE = '[DONE]';

/** Bytes of a stream. An answer with twenty alternatives of each token takes some two kilobytes a token. */
const MOST_STREAM_BYTES = 512 * 1024 * 1024;

/** UTF-16 units of one event. */
const MOST_EVENT = 16 * 1024 * 1024;

/**
 * The data of server-sent events as they come. Comments, with which servers keep a connection open, are passed over.
 *
 * @throws TooMuch, TransportError
 */
export async function* serverEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const waiting: string[] = [];
  let isTooMuch = false;
  const parser = createParser({
    maxBufferSize: MOST_EVENT,
    onEvent: ({ data }) => void waiting.push(data),
    onError: ({ type }) => void (isTooMuch ||= type === 'max-buffer-size-exceeded'),
  });
  for await (const text of textsOf(body, MOST_STREAM_BYTES)) {
    parser.feed(text);
    yield* waiting.splice(0);
    if (isTooMuch) throw new TooMuch();
  }
  // A last event whose empty line never came; if it was torn apart, it is as good as none.
  parser.feed('\n\n');
  yield* waiting.filter((data) => data === DONE || isJson(data));
}
