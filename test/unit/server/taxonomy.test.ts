import assert from 'node:assert/strict';
import { ServerSession } from './serverSession';

const TAXONOMY = 'tuneset.taxonomy.json';
const RECORD = '{"instruction": "1+1?", "output": "2", "task_type": "Mathematics - Algebra"}\n';

describe('a project’s taxonomy', function () {
  this.timeout(60_000);
  let session: ServerSession;

  beforeEach(async () => {
    session = new ServerSession();
    session.write('tuneset.json', JSON.stringify({ taxonomy: TAXONOMY }));
  });
  afterEach(() => session.stop());

  function writeTaxonomy(...types: string[]): void {
    session.write(
      TAXONOMY,
      JSON.stringify({ types: [{ name: 'Mathematics', types: types.map((name) => ({ name })) }] }),
    );
  }

  it('is read from the file that tuneset.json names, and read again when it changes', async () => {
    writeTaxonomy('Arithmetic');
    await session.start();
    const { uri } = await session.open('a.jsonl', RECORD);
    const [before] = await session.diagnostics(uri, 1);
    assert.equal(before?.code, 'task-type-unknown');
    writeTaxonomy('Arithmetic', 'Algebra');
    const changes = [{ uri: session.uriOf(TAXONOMY), type: 2 }];
    await session.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
    assert.deepEqual(await session.next(() => session.last(uri)?.diagnostics.length === 0 || undefined), true);
  });

  it('that is faulty is told, and the rest of the project holds', async () => {
    session.write(TAXONOMY, '{"types": [{"title": "x"}]}');
    await session.start();
    const { uri } = await session.open('a.jsonl', RECORD);
    const fault = await session.next(() => session.statuses.at(-1)?.dataset?.projectFault ?? undefined);
    assert.match(fault.message, /tuneset\.taxonomy\.json is invalid .* \/types\/0/);
    assert.equal(fault.uri, session.uriOf(TAXONOMY));
    assert.deepEqual(await session.diagnostics(uri, 1), []);
  });
});
