import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newEndpoint, type Endpoint } from '../../../src/protocol/endpoints';
import { endpointOf, fieldFaults, valuesOf } from '../../../webview/endpoints/formValues';

const ENDPOINT: Endpoint = {
  ...newEndpoint('one'),
  ...{ name: 'SFT', baseUrl: 'http://127.0.0.1:8000/v1', model: 'm', caFile: '/ca.pem' },
  sampling: { temperature: 0.7, topP: 1, maxTokens: 512, seed: -1, stop: ['\n\n', 'a\\nb', '\tx'] },
  extraBody: { chat_template_kwargs: { enable_thinking: false }, top_k: 20 },
  headers: { 'x-team': 'a: b' },
  lora: [{ id: 0, scale: 0.5 }],
};

describe('The fields of an endpoint', () => {
  it('say what the endpoint says', () => {
    assert.deepEqual(endpointOf('one', valuesOf(ENDPOINT)), ENDPOINT);
    assert.deepEqual(endpointOf('x', valuesOf(newEndpoint('x'))), newEndpoint('x'));
  });

  it('give back every text at which an answer stops', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 1 }).filter((text) => /\S|\n/.test(text) && !/[\v\f\x85\u2028\u2029]/.test(text)),
        ),
        (stop) => {
          const read = endpointOf('one', valuesOf({ ...ENDPOINT, sampling: { ...ENDPOINT.sampling, stop } }));
          assert.ok(!('faults' in read));
          assert.deepEqual(read.sampling.stop, stop);
        },
      ),
    );
  });

  it('tell what can’t be read in them, each at its place', () => {
    const values = { ...valuesOf(ENDPOINT), temperature: 'warm', extraBody: '[1]', headers: 'no colon', lora: 'x: y' };
    const read = endpointOf('one', values);
    assert.ok('faults' in read);
    assert.deepEqual(Object.keys(read.faults).sort(), ['extraBody', 'headers', 'lora', 'temperature']);
  });

  it('show what the extension finds in them', () => {
    assert.deepEqual(fieldFaults({ sampling: 's', headers: 'h', id: 'i' }), {
      temperature: 's',
      headers: 'h',
      name: 'i',
    });
  });
});
