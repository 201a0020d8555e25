import type { MessageConnection } from 'vscode-jsonrpc/browser';
import {
  EndpointAction,
  EndpointsReady,
  SaveEndpoint,
  ShowEndpoints,
  TestEndpoint,
  type Endpoint,
  type EndpointActionParams,
  type EndpointActionResult,
  type EndpointsState,
  type SaveEndpointResult,
  type TestEndpointResult,
} from '../../src/protocol/endpoints';
import type { VsCode } from '../ui/connection';
import { ViewHost } from '../ui/viewHost';

/** The extension, as the view of endpoints sees it. */
export class EndpointsHost extends ViewHost {
  /** @param show takes what is to be shown, again and again */
  constructor(connection: MessageConnection, vscode: VsCode, show: (state: EndpointsState) => void) {
    super(connection, vscode);
    connection.onNotification(ShowEndpoints.method, show);
    connection.listen();
  }

  async ready(): Promise<void> {
    await this.ask(EndpointsReady.method, undefined, undefined);
  }

  /** Undefined: it failed, which the extension told. */
  save(endpoint: Endpoint): Promise<SaveEndpointResult | undefined> {
    return this.ask<SaveEndpointResult | undefined>(SaveEndpoint.method, { endpoint }, undefined);
  }

  test(endpoint: Endpoint): Promise<TestEndpointResult | undefined> {
    return this.ask<TestEndpointResult | undefined>(TestEndpoint.method, { endpoint }, undefined);
  }

  act(params: EndpointActionParams): Promise<EndpointActionResult> {
    return this.ask<EndpointActionResult>(EndpointAction.method, params, null);
  }
}
