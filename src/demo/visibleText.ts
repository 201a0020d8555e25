/** The text of tokens that come one by one: whole characters only, and nothing of a stop text. */
export class VisibleText {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #held = '';
  #isStopped = false;

  /** @param stop texts that end it */
  constructor(private readonly stop: readonly string[]) {}

  /** True once a stop text came. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Takes a token's UTF-8 and gives what is certain by now. */
  push(bytes: Uint8Array): string {
    const text = this.#held + this.#decoder.decode(bytes, { stream: true });
    const at = this.#stopIn(text);
    if (at >= 0) {
      this.#isStopped = true;
      this.#held = '';
      return text.slice(0, at);
    }
    const held = Math.max(0, ...this.stop.map((one) => beginningAtEnd(text, one)));
    this.#held = text.slice(text.length - held);
    return text.slice(0, text.length - held);
  }

  /** What is held back, at the end. */
  rest(): string {
    return this.#held + this.#decoder.decode();
  }

  #stopIn(text: string): number {
    const places = this.stop.map((one) => text.indexOf(one)).filter((at) => at >= 0);
    return places.length === 0 ? -1 : Math.min(...places);
  }
}

/** Length of the longest beginning of `wanted` with which the text ends. */
function beginningAtEnd(text: string, wanted: string): number {
  for (let length = Math.min(wanted.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(wanted.slice(0, length))) return length;
  }
  return 0;
}
