import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PreviewSample } from '../../../src/protocol/preview';
import type {
  FindRecordResult,
  FollowedRecord,
  RecordEdits,
  RecordsChangedParams,
} from '../../../src/protocol/records';
import { ServerSession } from './serverSession';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const TALK = {
  messages: [
    { role: 'user', content: '<image>What is it?' },
    { role: 'assistant', content: 'A dot.' },
  ],
  images: ['img/dot.gif'],
};

describe('a record for people, over stdio', () => {
  let session: ServerSession;
  const changed: RecordsChangedParams[] = [];
  beforeEach(async () => {
    session = new ServerSession();
    session.write('tuneset.json', { tokenizer: 'Qwen3', target: 'ms-swift' });
    mkdirSync(path.join(session.folder, 'img'));
    writeFileSync(path.join(session.folder, 'img', 'dot.gif'), GIF);
    await session.start();
    changed.length = 0;
    session.client.onNotification('tuneset/records/changed', (params: RecordsChangedParams) => {
      changed.push(params);
    });
  });
  afterEach(() => session.stop());

  async function follow(uri: string, record: number): Promise<number> {
    const at = { kind: 'index', record };
    return (await session.client.sendRequest<FollowedRecord>('tuneset/records/follow', { uri, at })).anchor;
  }

  function sampleOf(uri: string, anchor: number): Promise<PreviewSample | null> {
    return session.client.sendRequest<PreviewSample | null>('tuneset/preview/sample', { uri, anchor });
  }

  /** Asks again whenever there is something new, until it is as it should be. */
  async function sampleWith(
    uri: string,
    anchor: number,
    is: (sample: PreviewSample) => boolean,
  ): Promise<PreviewSample> {
    for (;;) {
      const seen = changed.length;
      const sample = await sampleOf(uri, anchor);
      if (sample && is(sample)) return sample;
      while (changed.length === seen) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  it('tells when its tokens are counted, and has its media and its review', async () => {
    const { uri } = await session.open('a.jsonl', `${JSON.stringify(TALK)}\n${JSON.stringify(TALK)}\n`);
    const anchor = await follow(uri, 1);
    const sample = await sampleWith(uri, anchor, ({ tokens }) => tokens !== null);
    assert.equal(sample.tokens!.tokenizer, 'Qwen3');
    assert.ok(sample.tokens!.tokens > 0 && sample.turns.every(({ tokens }) => tokens !== null));
    assert.deepEqual(sample.media, [
      { kind: 'image', name: 'img/dot.gif', pointer: '/images/0', uri: session.uriOf('img/dot.gif'), reason: null },
    ]);
    assert.deepEqual(
      sample.turns.map(({ media }) => media),
      [[0], []],
    );
    assert.deepEqual([sample.review?.verdict, sample.review?.progress.records], [null, 2]);
  });

  it('follows a record through edits, finds others, and gives the edits of a fix', async () => {
    const line = '{"instruction": "a", "output": "b"}\n';
    const twice = '{"instruction": "x", "output": "b", "output": "c"}\n';
    const { uri } = await session.open('b.jsonl', line + line + twice);
    const query = { filter: 'finding', search: '' };
    const asked = { uri, query, from: -1, direction: 'next' };
    const found = await session.client.sendRequest<FindRecordResult>('tuneset/records/find', asked);
    assert.deepEqual(found, { record: 2, matching: 1, before: 0 });
    const anchor = await follow(uri, 2);
    const start = { line: 0, character: 0 };
    await session.change(uri, { range: { start, end: { line: 1, character: 0 } }, text: '' });
    const sample = await sampleWith(uri, anchor, ({ place }) => place.record === 1);
    assert.deepEqual([sample.place.version, sample.place.records], [2, 2]);
    const { rule, pointer, message, fixes } = sample.findings[0]!;
    const chosen = { rule, pointer, message, fix: fixes[0]! };
    const params = { uri, anchor, digest: sample.place.digest, chosen };
    const { version, edits } = await session.client.sendRequest<RecordEdits>('tuneset/preview/fix', params);
    assert.deepEqual([version, edits.length], [2, 1]);
    await session.client.sendNotification('tuneset/records/release', { uri, anchor });
    assert.equal(await sampleOf(uri, anchor), null);
  });
});
