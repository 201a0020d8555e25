import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  FollowRecord,
  RecordsChanged,
  type FollowedRecord,
  type RecordsChangedParams,
} from '../../../src/protocol/records';
import { AddReview, GetReviewReport, type AddReviewResult } from '../../../src/protocol/review';
import { ServerSession } from './serverSession';

const RECORD = '{"instruction": "Add.", "input": "1 + 1", "output": "2"}\n';

describe('The server and files of reviews', () => {
  let session: ServerSession;

  beforeEach(async () => {
    session = new ServerSession();
    session.write('tuneset.json', { datasets: [{ files: '**/*.jsonl', format: 'alpaca' }] });
    await session.start();
  });
  afterEach(() => session.stop());

  it('writes a review beside the dataset, and tells of what others write', async () => {
    const { uri } = await session.open('train.jsonl', RECORD);
    const changed: RecordsChangedParams[] = [];
    const next = new Promise<void>((resolve) =>
      session.client.onNotification(RecordsChanged.method, (params: RecordsChangedParams) => {
        changed.push(params);
        if (changed.length === 2) resolve();
      }),
    );
    const at = { kind: 'index', record: 0 };
    const followed = await session.client.sendRequest<FollowedRecord>(FollowRecord.method, { uri, at });
    const { anchor, place } = followed;
    const said = { uri, anchor, digest: place.digest, verdict: 'accepted', reviewer: 'Ann' };
    const result = await session.client.sendRequest<AddReviewResult>(AddReview.method, said);
    assert.ok('state' in result && result.state.verdict === 'accepted');
    const file = path.join(session.folder, 'train.review.jsonl');
    const line = JSON.parse(readFileSync(file, 'utf8')) as object;
    appendFileSync(file, `${JSON.stringify({ ...line, verdict: 'rejected', at: '2999-01-01T00:00:00Z' })}\n`);
    const changes = [{ uri: session.uriOf('train.review.jsonl'), type: 2 }];
    while (changed.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await session.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await next;
    assert.deepEqual(changed.at(-1), { uri, anchors: [anchor] });
    const report = await session.client.sendRequest<{ progress: object }>(GetReviewReport.method, { uri });
    assert.deepEqual(report.progress, { records: 1, accepted: 0, rejected: 1, needsWork: 0 });
  });

  it('never takes one for a dataset, whatever the project says and it holds', async () => {
    const { uri } = await session.open('train.review.jsonl', RECORD);
    const { uri: other } = await session.open('other.jsonl', RECORD);
    await session.next(() => session.statuses.find((status) => status.uri === other));
    const at = { kind: 'index', record: 0 };
    assert.equal(await session.client.sendRequest(FollowRecord.method, { uri, at }), null);
    assert.notEqual(await session.client.sendRequest(FollowRecord.method, { uri: other, at }), null);
  });
});
