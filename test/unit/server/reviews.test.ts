import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { writeText } from '../../../src/host/convert/writeText';
import { diskReviewFiles } from '../../../src/host/review/diskReviewFiles';
import { labelSettings } from '../../../src/labels/labelSettings';
import { FollowRecord, type FollowedRecord } from '../../../src/protocol/records';
import {
  AddReview,
  ExportReviewed,
  GetReviewReport,
  type AddReviewParams,
  type AddReviewResult,
  type ExportReviewedResult,
  type ReviewProgress,
  type ReviewReport,
  type ReviewState,
} from '../../../src/protocol/review';
import { OpenDocument } from '../../../src/server/openDocument';
import { FollowedRecords } from '../../../src/server/records/followedRecords';
import { Reviews } from '../../../src/server/review/reviews';

type Handler = (params: object, token: object) => unknown;

const record = (text: string, type = '写作'): string =>
  `{"instruction": "${text}",  "output": "n\\u00e9e", "id": 1.0, "task_type": "${type}"}`;
const counts = (records: number, accepted: number, rejected: number, needsWork: number): ReviewProgress => ({
  ...{ records, accepted, rejected, needsWork },
});

/** A dataset in an editor, and what is asked of the server about its review. */
class Desk {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'tuneset-review-'));
  readonly changed: string[] = [];
  readonly warned: string[] = [];
  private readonly handlers = new Map<string, Handler>();
  private readonly documents = new Map<string, OpenDocument>();
  readonly reviews: Reviews;

  constructor() {
    const connection = {
      onRequest: (method: string, handler: Handler) => this.handlers.set(method, handler),
      onNotification: () => undefined,
      sendNotification: () => Promise.resolve(),
      console: { warn: (text: string) => this.warned.push(text) },
    } as unknown as Connection;
    const get = (uri: string): OpenDocument | undefined => this.documents.get(uri);
    const configured = (): Promise<void> => Promise.resolve();
    const followed = new FollowedRecords(connection, get, configured, ({ document }) => this.reviews.stampOf(document));
    this.reviews = new Reviews({
      ...{ connection, get, followed, configured, changed: (uri) => this.changed.push(uri) },
      labels: () => labelSettings(undefined, undefined),
      host: {
        ...{ writeText, reviewFiles: diskReviewFiles },
        pathOf: (uri) => (uri.startsWith('file:') ? fileURLToPath(uri) : undefined),
      },
    });
    followed.listen();
    this.reviews.listen();
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  uri(name: string): string {
    return pathToFileURL(this.path(name)).href;
  }

  open(text: string, name = 'train.jsonl', uri = this.uri(name)): OpenDocument {
    const document = new OpenDocument(uri, 'jsonl', 1, text);
    document.configure({ format: undefined, check: {} });
    this.documents.set(uri, document);
    return document;
  }

  async ask<R>(method: string, params: object, token: object = {}): Promise<R> {
    return (await this.handlers.get(method)!(params, token)) as R;
  }

  /** Says something of a record. */
  async say(
    { uri }: OpenDocument,
    index: number,
    said: Partial<Pick<AddReviewParams, 'verdict' | 'note' | 'digest' | 'reviewer'>>,
  ): Promise<AddReviewResult> {
    const followed = await this.ask<FollowedRecord>(FollowRecord.method, { uri, at: { kind: 'index', record: index } });
    const { anchor, place } = followed;
    const params: AddReviewParams = { uri, anchor, digest: place.digest, reviewer: 'Ann', ...said };
    return this.ask<AddReviewResult>(AddReview.method, params);
  }

  state(document: OpenDocument, index: number): Promise<ReviewState | null> {
    return this.reviews.stateOf(document, document.dataset!.checked.text.pieces.record(index)!.piece);
  }

  async verdicts(document: OpenDocument): Promise<(string | null | undefined)[]> {
    const { records } = document.dataset!.checked.text.pieces.totals;
    return Promise.all(Array.from({ length: records }, async (_, i) => (await this.state(document, i))?.verdict));
  }

  lines(name = 'train.review.jsonl'): Record<string, unknown>[] {
    const lines = readFileSync(this.path(name), 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  end(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function stateIn(result: AddReviewResult): ReviewState {
  assert.ok('state' in result, JSON.stringify(result));
  return result.state;
}

describe('Reviews of an open dataset', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk()));
  afterEach(() => desk.end());

  const three = `${record('a')}\n${record('b')}\n${record('c', '数学')}\n`;

  it('stand in a file beside it, a line for each thing that was said', async () => {
    const document = desk.open(three);
    const first = await desk.say(document, 0, { verdict: 'accepted' });
    assert.ok('isNew' in first && first.isNew);
    assert.equal(first.file, desk.uri('train.review.jsonl'));
    const second = await desk.say(document, 1, { verdict: 'needs-work', note: 'Schluß fehlt', reviewer: '王芳' });
    assert.ok('isNew' in second && !second.isNew);
    const [one, two] = desk.lines();
    assert.deepEqual(Object.keys(one!), ['record', 'verdict', 'reviewer', 'at']);
    assert.equal(one!.verdict, 'accepted');
    assert.deepEqual([two!.verdict, two!.note, two!.reviewer], ['needs-work', 'Schluß fehlt', '王芳']);
    assert.ok(!existsSync(desk.path('train.jsonl')), 'the dataset itself is not written');
    assert.deepEqual(await desk.verdicts(document), ['accepted', 'needs-work', null]);
    assert.deepEqual((await desk.state(document, 2))?.progress, counts(3, 1, 0, 1));
  });

  it('are told to whoever shows records', async () => {
    const document = desk.open(three);
    const before = desk.reviews.stampOf(document);
    await desk.say(document, 0, { verdict: 'accepted' });
    assert.deepEqual(desk.changed, [document.uri]);
    assert.notEqual(desk.reviews.stampOf(document), before);
  });

  it('stay with records that are reordered, re-indented and written with other escapes, and go with a changed text', async () => {
    const document = desk.open(three);
    await desk.say(document, 0, { verdict: 'accepted' });
    await desk.say(document, 1, { verdict: 'rejected' });
    const moved = desk.open(
      `[\n  ${record('c', '数学')},\n  {"task_type": "写作", "output": "née", "id": 1.0,\n "instruction": "b"},\n  ${record('a ')}\n]`,
      'train.json',
    );
    assert.deepEqual(await desk.verdicts(moved), [null, 'rejected', null]);
  });

  it('follow edits', async () => {
    const document = desk.open(three);
    const position = (character: number): { line: number; character: number } => ({ line: 0, character });
    stateIn(await desk.say(document, 0, { verdict: 'accepted' }));
    const at = record('a').indexOf('a"');
    document.update([{ range: { start: position(at), end: position(at + 1) }, text: 'A' }], 2);
    assert.equal((await desk.state(document, 0))?.verdict, null);
    assert.deepEqual((await desk.state(document, 0))?.progress, counts(3, 0, 0, 0));
    document.update([{ range: { start: position(at), end: position(at + 1) }, text: 'a' }], 3);
    assert.equal((await desk.state(document, 0))?.verdict, 'accepted');
    assert.deepEqual((await desk.state(document, 0))?.progress, counts(3, 1, 0, 0));
  });

  it('can be changed, taken back and noted', async () => {
    const document = desk.open(three);
    stateIn(await desk.say(document, 0, { verdict: 'accepted' }));
    assert.equal(stateIn(await desk.say(document, 0, { note: 'hm' })).verdict, 'accepted');
    const rejected = stateIn(await desk.say(document, 0, { verdict: 'rejected', reviewer: 'Bo' }));
    assert.deepEqual([rejected.verdict, rejected.note, rejected.reviewer], ['rejected', 'hm', 'Bo']);
    assert.deepEqual(rejected.progress, counts(3, 0, 1, 0));
    const back = stateIn(await desk.say(document, 0, { verdict: null, note: '' }));
    assert.deepEqual(back, { verdict: null, note: '', reviewer: null, at: null, progress: counts(3, 0, 0, 0) });
    assert.equal(desk.lines().length, 4, 'nothing is ever taken out of the file');
  });

  it('are not written again where they say the same', async () => {
    const document = desk.open(three);
    for (let i = 0; i < 3; i++) await desk.say(document, 0, { verdict: 'accepted' });
    assert.equal(desk.lines().length, 1);
    await desk.say(document, 0, { verdict: 'accepted', reviewer: 'Bo' });
    assert.equal(desk.lines().length, 2);
    await desk.say(document, 1, { verdict: null, note: '' });
    assert.equal(desk.lines().length, 2);
  });

  it('count for each of several equal records', async () => {
    const document = desk.open(`${record('a')}\n${record('a')}\n${record('b')}\n`);
    const state = stateIn(await desk.say(document, 1, { verdict: 'accepted' }));
    assert.deepEqual(state.progress, counts(3, 2, 0, 0));
    assert.deepEqual(await desk.verdicts(document), ['accepted', 'accepted', null]);
  });

  it('take in what others append meanwhile, between what is said here', async () => {
    const document = desk.open(three);
    await desk.say(document, 0, { verdict: 'accepted' });
    await desk.say(document, 1, { verdict: 'accepted' });
    const [, line] = desk.lines();
    const other = { ...line, verdict: 'rejected', reviewer: 'Bo', at: '2999-01-01T00:00:00.000Z' };
    appendFileSync(desk.path('train.review.jsonl'), JSON.stringify(other));
    const state = stateIn(await desk.say(document, 2, { verdict: 'accepted' }));
    assert.deepEqual(state.progress, counts(3, 2, 1, 0));
    assert.deepEqual(await desk.verdicts(document), ['accepted', 'rejected', 'accepted']);
    const mine = stateIn(await desk.say(document, 1, { verdict: 'accepted' }));
    assert.equal(mine.verdict, 'accepted', 'what is said last holds, although the other’s clock is ahead');
  });

  it('are looked at again when the file changes', async () => {
    const document = desk.open(three);
    await desk.say(document, 0, { verdict: 'accepted' });
    desk.changed.length = 0;
    rmSync(desk.path('train.review.jsonl'));
    desk.reviews.filesChanged([desk.uri('other.review.jsonl'), desk.uri('train.review.jsonl')]);
    while (desk.changed.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(desk.changed, [document.uri]);
    assert.deepEqual(await desk.verdicts(document), [null, null, null]);
  });

  it('keep lines that can’t be read', async () => {
    const broken = '{"record": "12';
    writeFileSync(desk.path('train.review.jsonl'), broken);
    const document = desk.open(three);
    await desk.say(document, 0, { verdict: 'accepted' });
    const text = readFileSync(desk.path('train.review.jsonl'), 'utf8');
    assert.ok(text.startsWith(`${broken}\n{`));
    const report = await desk.ask<ReviewReport>(GetReviewReport.method, { uri: document.uri });
    assert.equal(report.unreadable, 1);
  });

  it('are refused for a record that says something else by now', async () => {
    const document = desk.open(three);
    assert.ok('refused' in (await desk.say(document, 0, { verdict: 'accepted', digest: 'x' })));
    assert.ok(!existsSync(desk.path('train.review.jsonl')));
  });

  it('are refused where there is no disk', async () => {
    const document = desk.open(three, '', 'untitled:Untitled-1');
    assert.ok('refused' in (await desk.say(document, 0, { verdict: 'accepted' })));
    assert.equal(await desk.state(document, 0), null);
    assert.equal(await desk.ask(GetReviewReport.method, { uri: document.uri }), null);
  });

  it('are refused, with the reason, where they can’t be written', async () => {
    const document = desk.open(three, 'none/train.jsonl');
    const result = await desk.say(document, 0, { verdict: 'accepted' });
    assert.ok('refused' in result && /ENOENT/.test(result.refused));
  });

  it('let records pass a filter', async () => {
    const document = desk.open(three);
    const passing = async (filter: Parameters<Reviews['passing']>[1]): Promise<boolean[]> => {
      const passes = await desk.reviews.passing(document, filter);
      return [0, 1, 2].map((i) => passes!(document.dataset!.checked.text.pieces.record(i)!.piece));
    };
    assert.deepEqual(await passing('pending'), [true, true, true]);
    assert.deepEqual(await passing('accepted'), [false, false, false]);
    await desk.say(document, 0, { verdict: 'accepted' });
    await desk.say(document, 1, { verdict: 'needs-work' });
    await desk.say(document, 2, { note: 'x' });
    assert.deepEqual(await passing('pending'), [false, false, true]);
    assert.deepEqual(await passing('accepted'), [true, false, false]);
    assert.deepEqual(await passing('needs-work'), [false, true, false]);
    assert.deepEqual(await passing('noted'), [false, false, true]);
    const cancelled = { isCancellationRequested: true } as CancellationToken;
    const end = { line: 3, character: 0 };
    document.update([{ range: { start: end, end }, text: record('d') }], 2);
    assert.equal(await desk.reviews.passing(document, 'pending', cancelled), undefined);
  });

  it('are counted in the background in a large file', async () => {
    const document = desk.open(Array.from({ length: 5000 }, (_, i) => `${record(`${i}`)}\n`).join(''));
    const state = stateIn(await desk.say(document, 4000, { verdict: 'accepted' }));
    assert.equal(state.progress.isCounting, true);
    desk.changed.length = 0;
    while (desk.changed.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual((await desk.state(document, 0))?.progress, counts(5000, 1, 0, 0));
    const next = stateIn(await desk.say(document, 4001, { verdict: 'rejected' }));
    assert.deepEqual(next.progress, counts(5000, 1, 1, 0));
  });

  it('are added up by task type and reviewer', async () => {
    const document = desk.open(three);
    await desk.say(document, 0, { verdict: 'accepted' });
    await desk.say(document, 2, { verdict: 'rejected', note: 'wrong', reviewer: '王芳' });
    const report = await desk.ask<ReviewReport>(GetReviewReport.method, { uri: document.uri });
    assert.deepEqual(report.progress, counts(3, 1, 1, 0));
    assert.deepEqual(report.types, [
      { name: '写作', ...counts(2, 1, 0, 0) },
      { name: '数学', ...counts(1, 0, 1, 0) },
    ]);
    assert.deepEqual(
      report.reviewers.map(({ name }) => name),
      ['Ann', '王芳'],
    );
    assert.deepEqual(report.open, [{ record: 2, verdict: 'rejected', note: 'wrong', preview: 'c' }]);
  });
});

describe('The export of reviewed records', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk()));
  afterEach(() => desk.end());

  async function exported(
    text: string,
    accepted: readonly number[],
    container: 'jsonl' | 'array',
    name = 'out',
  ): Promise<string> {
    const document = desk.open(text);
    for (const index of accepted) stateIn(await desk.say(document, index, { verdict: 'accepted' }));
    const result = await desk.ask<ExportReviewedResult>(ExportReviewed.method, {
      ...{ uri: document.uri, verdict: 'accepted', container, target: desk.uri(name), overwrite: false },
    });
    assert.deepEqual(result, { records: accepted.length });
    return readFileSync(desk.path(name), 'utf8');
  }

  it('copies them as they are written', async () => {
    const text = `${record('a')}\r\n\r\n${record('b')} \r\n{"instruction": broken\r\n${record('c')}`;
    assert.equal(await exported(text, [0, 3], 'jsonl'), `${record('a')}\r\n${record('c')}\r\n`);
    assert.equal(await exported(text, [0, 3], 'array', 'b'), `[\r\n${record('a')},\r\n${record('c')}\r\n]\r\n`);
  });

  it('lays an array out as it was', async () => {
    const text = `\uFEFF[\n    ${record('a')},\n    ${record('b')}\n]\n`;
    assert.equal(await exported(text, [1], 'array'), `[\n    ${record('b')}\n]\n`);
  });

  it('brings records of an array onto one line each', async () => {
    assert.equal(
      await exported('[{"instruction": "a\\n",\n "output":  "b", "input": ""}]', [0], 'jsonl'),
      '{"instruction": "a\\n", "output":  "b", "input": ""}\n',
    );
  });

  it('leaves a file alone that is there', async () => {
    writeFileSync(desk.path('there'), 'x');
    const document = desk.open(record('a'));
    const params = { uri: document.uri, verdict: 'accepted', container: 'jsonl', target: desk.uri('there') };
    assert.deepEqual(await desk.ask(ExportReviewed.method, { ...params, overwrite: false }), {
      error: 'the file is there already',
    });
    assert.equal(readFileSync(desk.path('there'), 'utf8'), 'x');
    assert.deepEqual(await desk.ask(ExportReviewed.method, { ...params, overwrite: true }), { records: 0 });
    assert.equal(statSync(desk.path('there')).size, 0);
  });

  it('gives the text back where there is no file, and writes nothing when it is cancelled', async () => {
    const document = desk.open(`${record('a')}\n${record('b')}\n`);
    await desk.say(document, 1, { verdict: 'rejected' });
    const params = { uri: document.uri, verdict: 'rejected', container: 'jsonl', target: null, overwrite: false };
    assert.deepEqual(await desk.ask(ExportReviewed.method, params), { records: 1, text: `${record('b')}\n` });
    const target = desk.uri('cancelled');
    const cancelled = { isCancellationRequested: true };
    assert.equal(await desk.ask(ExportReviewed.method, { ...params, target }, cancelled), null);
    assert.ok(!existsSync(desk.path('cancelled')));
  });
});
