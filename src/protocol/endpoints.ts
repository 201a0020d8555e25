import type { Capabilities } from '../probe/capabilities';
import type { Endpoint } from '../probe/endpoint';

export type { Capabilities, Capability, Ability, ServedModel, ServerKind } from '../probe/capabilities';
export { abilities } from '../probe/capabilities';
export type { Endpoint, EndpointRole, Sampling } from '../probe/endpoint';
export { endpointRoles } from '../probe/endpoint';
export { newEndpoint } from '../probe/endpointSetting';

/** The view of endpoints. View → extension, a request: the view is there. */
export const EndpointsReady = { method: 'endpoints/ready' } as const;

/** Extension → view, a notification: what there is now. */
export const ShowEndpoints = { method: 'endpoints/show' } as const;
export interface EndpointsState {
  readonly endpoints: readonly KnownEndpoint[];
  /** The extension runs on another machine (SSH, WSL, container), whose name this is: there `localhost` is that machine. Null: here. */
  readonly remote: string | null;
  /** Why no endpoint can be changed or asked, for people: the workspace is not trusted. */
  readonly locked: string | null;
  /** Origins that are known to have a key. */
  readonly keyOrigins: readonly string[];
  /** The endpoint to be shown first, or `new`; null: whichever was shown. */
  readonly focus: string | null;
}
export interface KnownEndpoint {
  readonly endpoint: Endpoint;
  /** A key is kept for its origin. */
  readonly hasKey: boolean;
  /** Null: it has not been asked. */
  readonly capabilities: Capabilities | null;
  /** It is being asked. */
  readonly isAsking: boolean;
  /** Why it could not be asked, for people. */
  readonly fault: string | null;
  /** The demo server of `npm start` and the like: it comes from the environment and can't be changed. */
  readonly isGiven: boolean;
}

/** View → extension, a request: keep an endpoint; one with a new id is added. `refused` by field, for people. */
export const SaveEndpoint = { method: 'endpoints/save' } as const;
export interface SaveEndpointParams {
  readonly endpoint: Endpoint;
}
export interface SaveEndpointResult {
  /** Null: it is kept. */
  readonly refused: Readonly<Partial<Record<keyof Endpoint, string>>> | null;
}

/** View → extension, a request: ask what a draft or a kept endpoint can do; the result comes with {@link ShowEndpoints} for kept ones. */
export const TestEndpoint = { method: 'endpoints/test' } as const;
export interface TestEndpointParams {
  readonly endpoint: Endpoint;
}
export type TestEndpointResult = { readonly capabilities: Capabilities } | { readonly fault: string };

/** View → extension, a request. */
export const EndpointAction = { method: 'endpoints/action' } as const;
export type EndpointActionParams =
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'cancelTest'; readonly id: string }
  /** VS Code asks for the key of an address's origin in a field of its own, so that no view ever has it. */
  | { readonly kind: 'askKey' | 'removeKey'; readonly baseUrl: string }
  | { readonly kind: 'chooseCaFile'; readonly id: string };
/** Of `chooseCaFile`: the path; null: none was chosen. */
export type EndpointActionResult = { readonly path: string | null } | null;
