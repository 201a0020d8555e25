import { BlockList, isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that can't be used, can't be reached or lets nobody through. Its message holds no password. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * The proxy through which an address is to be reached, by the variables that curl, Go and Python go by: `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in small letters or capitals.
 * This machine itself is always reached without one, as Go and VS Code have it.
 *
 * @returns undefined for none
 * @throws ProxyError for one that is no address, or of a kind such as `socks5`
 */
export function proxyOf(url: URL, environment: Environment): URL | undefined {
  const host = withoutBrackets(url.hostname);
  if (isThisMachine(host) || isExempt(host, portOf(url), valueOf(environment, 'no_proxy'))) return undefined;
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const given = valueOf(environment, name) || valueOf(environment, 'all_proxy');
  if (given === '') return undefined;
  const address = given.includes('://') ? given : `http://${given}`;
  if (/^https?:/i.test(address) && URL.canParse(address)) return new URL(address);
  throw new ProxyError(`${name}: ${address.split('://')[0]}://…`);
}

/** The host of an address as Node's network functions take it: IPv6 without its brackets. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

function valueOf(environment: Environment, name: string): string {
  return (environment[name] || environment[name.toUpperCase()] || '').trim();
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isIn(loopback, host);
}

/** @param list hosts, domains with all below them, addresses or ranges of them (`10.0.0.0/8`), each perhaps with a port; or `*` */
function isExempt(host: string, port: number, list: string): boolean {
  const entries = list.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => {
    if (entry === '' || entry === '*') return entry === '*';
    const [, inBrackets, plain, only] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
    if (only !== undefined && Number(only) !== port) return false;
    const name = inBrackets ?? plain ?? entry;
    return isIP(host) === 0 ? isBelow(host, name) : isInRange(host, name);
  });
}

function isBelow(host: string, name: string): boolean {
  const domain = name.replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
}

function isInRange(host: string, range: string): boolean {
  const [address = '', bits] = range.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  if (version === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most) return false;
  const list = new BlockList();
  list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  return isIn(list, host);
}

function isIn(list: BlockList, host: string): boolean {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
