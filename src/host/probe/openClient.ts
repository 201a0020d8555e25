import { readFile } from 'node:fs/promises';
import type { ProbeClient } from '../../probe/client/client';
import { createClient } from '../../probe/client/createClient';
import type { Endpoint, EndpointKey } from '../../probe/endpoint';
import type { Transport } from '../../probe/transport';
import { nodeTransport } from './transport';

/**
 * The client of an endpoint, over this machine's network.
 *
 * @param key of the endpoint's origin
 * @throws the file system's error if the endpoint's CA file can't be read
 */
export async function openClient(
  endpoint: Endpoint,
  key: EndpointKey,
  transport: Transport = nodeTransport,
): Promise<ProbeClient> {
  const ca = endpoint.caFile === null ? undefined : await readFile(endpoint.caFile, 'utf8');
  return createClient(endpoint, {
    transport,
    key,
    ...(ca !== undefined && { ca }),
    now: () => performance.now(),
    date: () => new Date().toISOString(),
  });
}
