import * as l10n from '@vscode/l10n';
import type { ProbeFault } from '../answer';
import type { ServedModel } from '../capabilities';
import { originOf, type Endpoint } from '../endpoint';
import { TransportError, type HttpRequest, type HttpResponse } from '../transport';
import { addressOf } from './address';
import { ProbeError, type ClientParts, type ServerAccess } from './client';
import { brokenFault, fault, shortened, statusFault } from './fault';
import { readModels } from './models';
import { readErrorText, readText } from './readBody';
import { secretsRemover } from './secrets';

/** Headers that the transport sets. */
const ownHeaders = /^(?:host|connection|content-length|accept-encoding|transfer-encoding|content-type)$/i;

/** One endpoint's server: all requests to it go through here, and the key with them. */
export class Server implements ServerAccess {
  readonly endpoint: Endpoint;
  readonly parts: ClientParts;
  readonly #withoutSecrets: (text: string) => string;
  #firstModel: string | undefined;

  constructor(endpoint: Endpoint, parts: ClientParts) {
    this.endpoint = endpoint;
    this.parts = parts;
    this.#withoutSecrets = secretsRemover(parts.key, endpoint);
  }

  async model(signal: AbortSignal): Promise<string> {
    if (this.endpoint.model !== '') return this.endpoint.model;
    if (this.#firstModel === undefined) await this.models(signal);
    if (this.#firstModel !== undefined) return this.#firstModel;
    throw new ProbeError(fault('notFound', l10n.t('The server lists no models: enter the model’s name.')));
  }

  /** @throws ProbeError */
  async models(signal: AbortSignal): Promise<readonly ServedModel[]> {
    return readModels(await this.listModels(signal));
  }

  /** The response with the list; its first model is remembered. @throws ProbeError */
  async listModels(signal: AbortSignal): Promise<unknown> {
    const response = await this.get('v1:/models', signal);
    this.#firstModel = readModels(response)[0]?.id;
    return response;
  }

  async get(path: string, signal: AbortSignal): Promise<unknown> {
    return this.#json(await this.send('GET', path, undefined, signal), signal);
  }

  async post(path: string, body: object, signal: AbortSignal): Promise<unknown> {
    return this.#json(await this.send('POST', path, body, signal), signal);
  }

  /**
   * Sends a request and waits for its status.
   *
   * @returns a response that is no error; its body is to be read
   * @throws ProbeError; the signal's reason if it was ended by the caller
   */
  async send(
    method: HttpRequest['method'],
    path: string,
    body: object | undefined,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    try {
      const response = await this.parts.transport(this.#request(method, path, body, signal));
      if (response.status >= 200 && response.status < 300) return response;
      const text = await readErrorText(response.body);
      throw new ProbeError(statusFault(response.status, response.headers, this.clean(text), this.parts.date()));
    } catch (error) {
      throw this.explain(error, signal);
    }
  }

  /** A text of the server without what nobody may read. */
  clean(text: string): string {
    return this.#withoutSecrets(text);
  }

  /** What became of a request, as a {@link ProbeError}. @throws the signal's reason if it was ended by the caller */
  explain(error: unknown, signal: AbortSignal): ProbeError {
    signal.throwIfAborted();
    if (error instanceof ProbeError) return new ProbeError(this.cleanFault(error.fault));
    const { timeout } = this.endpoint;
    return new ProbeError(this.cleanFault(brokenFault(error, originOf(this.endpoint), timeout)));
  }

  cleanFault(found: ProbeFault): ProbeFault {
    const detail = found.detail === null ? null : shortened(this.clean(found.detail));
    return { ...found, message: this.clean(found.message), detail };
  }

  #request(method: HttpRequest['method'], path: string, body: object | undefined, signal: AbortSignal): HttpRequest {
    const { endpoint, parts } = this;
    if (/[^\x21-\x7e]/.test(parts.key?.trim() ?? '')) {
      const message = l10n.t('The key has characters that no header may have: was it copied whole, and nothing else?');
      throw new ProbeError(fault('unauthorized', message));
    }
    const request: HttpRequest = {
      method,
      url: this.#address(path),
      headers: this.#headers(body !== undefined),
      signal,
      timeout: endpoint.timeout * 1000,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(parts.ca !== undefined && { ca: parts.ca }),
    };
    return request;
  }

  #address(path: string): string {
    try {
      return addressOf(this.endpoint, path);
    } catch (error) {
      throw new TransportError('other', l10n.t('The base address is none.'), { cause: error });
    }
  }

  #headers(hasBody: boolean): Record<string, string> {
    const key = this.parts.key?.trim() ?? '';
    const further = Object.entries(this.endpoint.headers).filter(
      ([name]) => !ownHeaders.test(name) && !(key !== '' && name.toLowerCase() === 'authorization'),
    );
    return {
      accept: 'application/json, text/event-stream',
      ...Object.fromEntries(further),
      ...(hasBody && { 'content-type': 'application/json' }),
      ...(key !== '' && { authorization: `Bearer ${key}` }),
    };
  }

  async #json(response: HttpResponse, signal: AbortSignal): Promise<unknown> {
    let text: string;
    try {
      text = await readText(response.body);
    } catch (error) {
      throw this.explain(error, signal);
    }
    try {
      return JSON.parse(text) as unknown;
    } catch {
      const message = l10n.t('The server’s response is no JSON: is this the address of a model server?');
      throw new ProbeError(this.cleanFault(fault('format', message, { detail: text, status: response.status })));
    }
  }
}
