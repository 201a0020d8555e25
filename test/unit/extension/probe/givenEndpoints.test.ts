import assert from 'node:assert/strict';
import { givenEndpoints } from '../../../../src/extension/probe/givenEndpoints';

const given = (address?: string) => givenEndpoints({ TUNESET_DEMO_ENDPOINT: address }, ['Base', 'Tuned']);

describe('Endpoints of the environment', () => {
  it('are the two models of the demo server', () => {
    const [tuned, base] = given('http://127.0.0.1:8001/v1');
    assert.deepEqual([tuned?.name, tuned?.model, tuned?.role], ['Tuned', 'demo-tuned', 'fine-tuned']);
    assert.deepEqual([base?.name, base?.model, base?.role], ['Base', 'demo-base', 'base']);
    assert.equal(tuned?.baseUrl, 'http://127.0.0.1:8001/v1');
  });

  it('are none where there is no address, or nothing that is one', () => {
    for (const address of [undefined, '', 'x', 'http://u:p@h/v1']) assert.deepEqual(given(address), []);
  });
});
