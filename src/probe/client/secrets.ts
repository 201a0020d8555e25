import type { Endpoint, EndpointKey } from '../endpoint';

/** What a header's name says of its value. */
const secretNames = /auth|key|token|secret|cookie|password/i;

/** What is shorter is no secret, but might be part of any word. */
const SHORTEST = 4;

/** Stands for what nobody may read. */
const HIDDEN = '•••';

/** Takes an endpoint's key, and the values of headers that sound like one, out of texts: a server may well repeat them in its errors. */
export function secretsRemover(key: EndpointKey, { headers }: Pick<Endpoint, 'headers'>): (text: string) => string {
  const named = Object.entries(headers).filter(([name]) => secretNames.test(name));
  const secrets = [key ?? '', ...named.flatMap(([, value]) => [value, value.split(/\s+/).at(-1) ?? ''])];
  const spellings = secrets.flatMap((secret) => [secret.trim(), encodeURIComponent(secret.trim())]);
  // The longest first, so that nothing is left of one that holds another.
  const sought = [...new Set(spellings)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
  return (text) => sought.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text);
}
