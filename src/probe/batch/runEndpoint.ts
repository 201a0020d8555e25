import * as l10n from '@vscode/l10n';
import type { Capabilities } from '../capabilities';
import type { ProbeClient } from '../client/client';
import type { Endpoint } from '../endpoint';
import { scoreReference } from '../scoring/scoreReference';
import type { EndpointSnapshot } from './plan';
import type { RunEndpoint } from './runParts';

/** @param capabilities null: the endpoint was not asked what it can do, so that nothing is scored */
export function runEndpoint(endpoint: Endpoint, client: ProbeClient, capabilities: Capabilities | null): RunEndpoint {
  return {
    endpoint,
    client,
    capabilities,
    score: async (probe, signal) =>
      capabilities
        ? scoreReference(client.access, capabilities, probe, signal)
        : { reason: l10n.t('The endpoint was not asked what it can do.') },
  };
}

/** What a plan keeps of an endpoint. */
export function snapshotOf({ id, name, baseUrl, model, role, sampling, lora }: Endpoint): EndpointSnapshot {
  return { id, name, baseUrl, model, role, sampling, lora };
}
