/** A request that is answered with an error. */
export class RequestFault extends Error {
  override readonly name = 'RequestFault';

  /**
   * @param status of HTTP
   * @param param the field that it is about
   */
  constructor(
    readonly status: number,
    message: string,
    readonly param: string | null = null,
  ) {
    super(message);
  }

  /** As OpenAI and vLLM tell it. */
  get body(): object {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.status } };
  }

  private get type(): string {
    if (this.status === 401) return 'AuthenticationError';
    if (this.status === 404) return 'NotFoundError';
    return this.status < 500 ? 'BadRequestError' : 'InternalServerError';
  }
}
