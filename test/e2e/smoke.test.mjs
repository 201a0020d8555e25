import assert from 'node:assert/strict';
import path from 'node:path';
import { hostStore } from '../host/paths.mjs';
import { smoke } from '../host/smoke.mjs';

describe('The latest VS Code', () => {
  it('shows every fault of the example in the Problems panel', async () => {
    assert.ok(await smoke({ which: 'latest', screenshot: path.join(hostStore, 'e2e', 'smoke.png') }));
  });
});
