import type { Endpoint } from '../endpoint';

const BELOW_BASE = 'v1:';

/**
 * The address of a route of an endpoint's server. It is always of the endpoint's own origin, as the key goes with it. A user's name in the base address is left out.
 *
 * @param path from the server's root (`/tokenize`): the base address without its `/v1`; or `v1:/completions`: below the base address
 * @throws TypeError if the base address is none
 */
export function addressOf({ baseUrl }: Pick<Endpoint, 'baseUrl'>, path: string): string {
  const base = new URL(baseUrl);
  const folder = base.pathname.replace(/\/+$/, '');
  const isBelow = path.startsWith(BELOW_BASE);
  const start = isBelow ? folder : folder.replace(/\/v\d+$/, '');
  const route = isBelow ? path.slice(BELOW_BASE.length) : path;
  return `${base.origin}${start}${route.startsWith('/') ? '' : '/'}${route}${base.search}`;
}
