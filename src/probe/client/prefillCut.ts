/**
 * Takes the beginning that was given for an answer off the answer where the server repeats it. llama.cpp does so unless it streams with `continue_final_message`; vLLM, SGLang and TGI
 * never do.
 */
export class PrefillCut {
  #sought: string;
  /** What may yet be the prefill. */
  #held = '';

  /** @param prefill '' for none, or where the server is known not to repeat it */
  constructor(prefill: string) {
    this.#sought = prefill;
  }

  /** @returns what surely belongs to the answer */
  take(text: string): string {
    if (this.#sought === '') return text;
    this.#held += text;
    if (this.#held.startsWith(this.#sought)) return this.#release(this.#held.slice(this.#sought.length));
    return this.#sought.startsWith(this.#held) ? '' : this.#release(this.#held);
  }

  /** @returns what was held back until the end */
  end(): string {
    return this.#release(this.#held);
  }

  #release(text: string): string {
    this.#sought = '';
    this.#held = '';
    return text;
  }
}
