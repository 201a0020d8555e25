import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkEndpoint } from '../../../src/probe/checkEndpoint';
import { endpointRoles, type Endpoint } from '../../../src/probe/endpoint';
import { newEndpoint, readEndpoint, tidyBaseUrl, writeEndpoint } from '../../../src/probe/endpointSetting';

const GOOD: Endpoint = { ...newEndpoint('one'), name: 'SFT', baseUrl: 'http://127.0.0.1:8000/v1' };

const PLAIN = { noNullPrototype: true } as const;
const numbers = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
const endpoints: fc.Arbitrary<Endpoint> = fc.record({
  id: fc.string({ minLength: 1 }),
  name: fc.string({ minLength: 1 }),
  baseUrl: fc.constantFrom('http://127.0.0.1:8000/v1', 'https://example.org/api/v1'),
  model: fc.string(),
  role: fc.constantFrom(...endpointRoles),
  sampling: fc.record(
    {
      ...{ temperature: numbers, topP: numbers, maxTokens: numbers, seed: numbers },
      stop: fc.array(fc.string({ minLength: 1 })),
    },
    PLAIN,
  ),
  extraBody: fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
  headers: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
  lora: fc.array(fc.record({ id: fc.nat(), scale: fc.double({ noNaN: true, noDefaultInfinity: true }) }, PLAIN)),
  timeout: fc.nat(),
  caFile: fc.option(fc.string({ minLength: 1 })),
});

describe('An endpoint in the settings', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(endpoints, (endpoint) => assert.deepEqual(readEndpoint(writeEndpoint(endpoint)), { ...endpoint })),
    );
  });

  it('is whole whatever people write there, or none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, part) => {
        for (const setting of [
          value,
          { id: 'x', baseUrl: 'y', sampling: part, headers: part, lora: part, role: part },
        ]) {
          const endpoint = readEndpoint(setting);
          if (endpoint) assert.deepEqual(Object.keys(endpoint).sort(), Object.keys(GOOD).sort());
        }
      }),
    );
    assert.equal(readEndpoint({ id: 'x' }), undefined);
  });

  it('has the address below which the routes lie, whatever of it is pasted', () => {
    const same = [
      'http://h:8000',
      'http://h:8000/',
      'http://h:8000/v1',
      'http://h:8000/v1/',
      ' http://h:8000/v1/models ',
    ];
    for (const text of [...same, 'http://h:8000/v1/chat/completions'])
      assert.equal(tidyBaseUrl(text), 'http://h:8000/v1');
    assert.equal(tidyBaseUrl('https://h/api/v3/'), 'https://h/api/v3');
    assert.equal(tidyBaseUrl('localhost:8000'), 'localhost:8000');
    assert.equal(tidyBaseUrl('ftp://h/'), 'ftp://h/');
  });
});

describe('What is wrong with an endpoint', () => {
  const fields = (changes: Partial<Endpoint>): readonly string[] =>
    Object.keys(checkEndpoint({ ...GOOD, ...changes }) ?? {});

  it('is nothing where all is well', () => {
    assert.deepEqual(fields({}), []);
    assert.deepEqual(
      fields({ headers: { 'x-team': 'a b' }, timeout: 0, caFile: '/etc/ca.pem', lora: [{ id: 0, scale: 0.5 }] }),
      [],
    );
    assert.deepEqual(fields({ caFile: 'C:\\ca.pem' }), []);
  });

  it('is told at its field', () => {
    assert.deepEqual(fields({ name: ' ' }), ['name']);
    for (const baseUrl of [
      '',
      'localhost:8000',
      'ftp://h/',
      'file:///etc/passwd',
      'http://u:p@h/v1',
      'http://h/v1?key=k',
      'http://h/v1#a',
    ]) {
      assert.deepEqual(fields({ baseUrl }), ['baseUrl'], baseUrl);
    }
    const { sampling } = GOOD;
    for (const wrong of [
      { temperature: -1 },
      { topP: 0 },
      { topP: 2 },
      { maxTokens: 1.5 },
      { maxTokens: 0 },
      { seed: 0.1 },
    ]) {
      assert.deepEqual(fields({ sampling: { ...sampling, ...wrong } }), ['sampling']);
    }
    assert.deepEqual(fields({ timeout: -1 }), ['timeout']);
    assert.deepEqual(fields({ timeout: NaN }), ['timeout']);
    assert.deepEqual(fields({ caFile: 'ca.pem' }), ['caFile']);
    assert.deepEqual(fields({ lora: [{ id: -1, scale: 1 }] }), ['lora']);
  });

  it('is a key among the headers, or a header that is not one’s own to set', () => {
    for (const name of [
      'Authorization',
      'x-api-key',
      'API-Key',
      'Cookie',
      'Proxy-Authorization',
      'Host',
      'Content-Length',
      'a b',
      '',
    ]) {
      assert.deepEqual(fields({ headers: { [name]: 'x' } }), ['headers'], name);
    }
    for (const value of ['a\r\nb: c', 'a\0', '中文'])
      assert.deepEqual(fields({ headers: { 'x-team': value } }), ['headers']);
  });
});
