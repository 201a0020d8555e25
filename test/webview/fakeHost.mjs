import { AbstractMessageReader, AbstractMessageWriter, createMessageConnection } from 'vscode-jsonrpc/node';
import { importSource } from './project.mjs';

/** @typedef {typeof import('../../src/protocol/panel')} PanelProtocol */
/** @typedef {typeof import('../../src/protocol/probe')} ProbeProtocol */
/** @typedef {import('../../src/protocol/panel').PanelState} PanelState */
/** @typedef {import('../../src/protocol/probe').ProbeState} ProbeState */
/** @typedef {import('vscode-jsonrpc').Message} Message */

/** The messages between the views and the extension. */
export const protocol = /** @type {PanelProtocol} */ (await importSource('src/protocol/panel.ts'));
/** Those about probes. */
export const probeProtocol = /** @type {ProbeProtocol} */ (await importSource('src/protocol/probe.ts'));

class PageReader extends AbstractMessageReader {
  /** @type {import('vscode-jsonrpc').DataCallback} */
  #callback = () => undefined;

  /** @param {import('vscode-jsonrpc').DataCallback} callback */
  listen(callback) {
    this.#callback = callback;
    return { dispose: () => (this.#callback = () => undefined) };
  }

  /** @param {Message} message */
  take(message) {
    this.#callback(message);
  }
}

class PageWriter extends AbstractMessageWriter {
  /** @param {(message: Message) => Promise<void>} post */
  constructor(post) {
    super();
    this.post = post;
  }

  /** @param {Message} message */
  write(message) {
    return this.post(message);
  }

  end() {
    // The page goes with its browser.
  }
}

/**
 * The extension's side of a view: answers its requests and keeps what it got. Edits, fixes, reviews and probes are done (`{ refused: null }`), the model's view is null and
 * the rest says nothing, unless a test answers otherwise.
 */
export class FakeHost {
  /** @type {{ method: string, params: unknown }[]} */
  #received = [];
  /** @type {Set<() => void>} */
  #waiting = new Set();
  /** @type {PanelState | undefined} */
  #state;

  /** @param {(message: Message) => Promise<void>} post gives the page a message */
  constructor(post) {
    this.reader = new PageReader();
    this.connection = createMessageConnection(this.reader, new PageWriter(post));
    // Requests of views that a test says nothing of yet.
    this.connection.onRequest((method, params) => {
      this.#note(method, params);
      return null;
    });
    this.connection.listen();
    for (const { method } of [protocol.NoteUnsaved, protocol.GoTo, protocol.SetQuery, protocol.PanelAction])
      this.answer(method, () => null);
    const { OpenProbe, ProbeAction, StartProbe, UseAnswer } = probeProtocol;
    for (const { method } of [OpenProbe, ProbeAction]) this.answer(method, () => null);
    for (const { method } of [protocol.EditSample, protocol.FixSample, protocol.ReviewSample, StartProbe, UseAnswer]) {
      this.answer(method, () => ({ refused: null }));
    }
    this.answer(protocol.ShowModel.method, () => null);
    this.answer(protocol.PanelReady.method, () => {
      void this.#send();
      return null;
    });
  }

  /**
   * Says how a request of the view is answered from now on.
   *
   * @param {string} method such as `GoTo.method`
   * @param {(params: any, token: import('vscode-jsonrpc').CancellationToken) => unknown} answer
   */
  answer(method, answer) {
    this.connection.onRequest(method, (params, token) => {
      this.#note(method, params);
      return answer(params, token);
    });
  }

  /**
   * @param {string} method
   * @param {unknown} params
   */
  #note(method, params) {
    this.#received.push({ method, params });
    for (const wake of this.#waiting) wake();
  }

  /**
   * @param {string} method
   * @returns {any[]} the parameters of all such requests so far
   */
  received(method) {
    return this.#received.filter((message) => message.method === method).map(({ params }) => params);
  }

  /**
   * Waits for a request of the view, if there was none yet.
   *
   * @param {string} method
   * @param {number} [count] how many there must have been
   * @returns {Promise<any>} the parameters of the last one
   */
  async next(method, count = 1) {
    while (this.received(method).length < count) {
      await /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          const wake = () => {
            this.#waiting.delete(wake);
            resolve();
          };
          this.#waiting.add(wake);
        })
      );
    }
    return this.received(method).at(-1);
  }

  /** Forgets what it got. */
  clear() {
    this.#received = [];
  }

  /** @param {PanelState} state is shown, now or as soon as the view is ready */
  async show(state) {
    this.#state = state;
    if (this.received(protocol.PanelReady.method).length > 0) await this.#send();
  }

  /** @param {import('../../src/protocol/panel').PanelCommandParams} params */
  async command(params) {
    await this.connection.sendNotification(protocol.PanelCommand.method, params);
  }

  /** @param {ProbeState} state is told at once */
  async showProbe(state) {
    await this.connection.sendNotification(probeProtocol.ShowProbe.method, state);
  }

  /** @param {import('../../src/protocol/probe').ProbeProgressParams} progress */
  async tellProgress(progress) {
    await this.connection.sendNotification(probeProtocol.ProbeProgress.method, progress);
  }

  async #send() {
    if (this.#state) await this.connection.sendNotification(protocol.ShowPanel.method, this.#state);
  }
}
