import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadFile } from '../../../../src/host/tokenizers/downloadFile';
import {
  cachedModel,
  downloadTokenizer,
  type DownloadOptions,
  type DownloadProgress,
} from '../../../../src/host/tokenizers/hub';
import { isHubId, storageFolder } from '../../../../src/host/tokenizers/hubId';
import { loadTokenizer } from '../../../../src/host/tokenizers/load';

const model = join(process.cwd(), 'test/fixtures/tokenizers/llama');
const ID = 'org/small-model';

type Answer = (request: IncomingMessage, response: ServerResponse, file: string) => void;

describe('downloading a tokenizer', () => {
  let server: Server;
  let mirror: string;
  let storage: string;
  let answer: Answer;
  let asked: string[];

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response, request.url?.split('/').at(-1) ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    storage = mkdtempSync(join(tmpdir(), 'tuneset-hub-'));
    answer = serve;
    asked = [];
  });
  afterEach(() => rmSync(storage, { recursive: true }));

  /** The files of the model, without a template of its own. */
  const serve: Answer = (_request, response, file) => {
    const path = join(model, file);
    if (!existsSync(path)) return void response.writeHead(404).end('Entry not found');
    const body = readFileSync(path);
    response.writeHead(200, { 'content-length': body.length }).end(body);
  };
  const failing =
    (file: string, fail: Answer): Answer =>
    (request, response, name) =>
      (name === file ? fail : serve)(request, response, name);
  const download = (options: Partial<DownloadOptions> = {}): Promise<string> =>
    downloadTokenizer({ id: ID, mirror, storage, ...options });
  const refused = async (message: RegExp, options: Partial<DownloadOptions> = {}): Promise<void> => {
    await assert.rejects(download(options), (error: Error) => {
      assert.equal(error.name, 'TokenizerError', String(error.stack));
      assert.match(error.message, message);
      return true;
    });
    assert.deepEqual(readdirSync(storage), [], 'nothing is left');
  };

  it('stores the files, tells how far it is, and is offline from then on', async () => {
    const progress: DownloadProgress[] = [];
    assert.equal(await cachedModel(storage, ID), undefined);
    const folder = await download({ onProgress: (step) => progress.push(step) });
    assert.equal(folder, storageFolder(storage, ID));
    assert.deepEqual(readdirSync(storage), ['models--org--small-model']);
    assert.deepEqual(readdirSync(folder).sort(), ['tokenizer.json', 'tokenizer_config.json']);
    assert.deepEqual(asked, [
      '/org/small-model/resolve/main/tokenizer_config.json',
      '/org/small-model/resolve/main/chat_template.jinja',
      '/org/small-model/resolve/main/tokenizer.json',
    ]);
    const last = progress.at(-1)!;
    assert.equal(last.file, 'tokenizer.json');
    assert.equal(last.bytes, readFileSync(join(model, 'tokenizer.json')).length);
    assert.equal(last.total, last.bytes);

    asked = [];
    assert.equal(await cachedModel(storage, ID), folder);
    const { tokenizer, renderer } = await loadTokenizer(ID, { storage });
    assert.equal(tokenizer.id, ID);
    assert.equal(tokenizer.name, 'small-model');
    const template = tokenizer.chatTemplates.default!;
    assert.equal(renderer.render([], { template, addGenerationPrompt: false }), '<s>');
    assert.deepEqual(asked, []);
  });

  it('takes a template of its own, a revision, a mirror below a path, and replaces what was there', async () => {
    await download();
    answer = (request, response, file) => {
      if (file === 'chat_template.jinja') response.end('new');
      else serve(request, response, file);
    };
    const folder = await download({ mirror: `${mirror}/hub/`, revision: 'refs/pr/1' });
    assert.equal(asked.at(-1), '/hub/org/small-model/resolve/refs%2Fpr%2F1/tokenizer.json');
    assert.equal(readFileSync(join(folder, 'chat_template.jinja'), 'utf8'), 'new');
    assert.deepEqual(readdirSync(storage), ['models--org--small-model']);
  });

  const answers: [what: string, answer: () => Answer, message: RegExp][] = [
    [
      '401',
      () => status(401),
      /org\/small-model is not open to everyone \(HTTP 401.*Accept its licence on http:\/\/.*\/org\/small-model/,
    ],
    ['403', () => status(403), /is not open to everyone \(HTTP 403/],
    ['404', () => status(404), /There is no http:.*tokenizer_config\.json.*Is “org\/small-model” the name/],
    ['404 for tokenizer.json alone', () => failing('tokenizer.json', status(404)), /does it have a tokenizer\.json/],
    ['429', () => status(429), /can’t serve the file now \(HTTP 429/],
    ['500', () => status(500), /can’t serve the file now \(HTTP 500/],
    [
      'a redirect to plain http elsewhere',
      () => redirect('http://example.com/x'),
      /sends on to an address that is not safe: http:\/\/example/,
    ],
    ['a redirect to a file', () => redirect('file:///etc/passwd'), /not safe: file:/],
    ['redirects in a circle', () => (request, response) => redirect(request.url!)(request, response, ''), /not safe/],
    ['a body that is cut off', () => failing('tokenizer.json', cutOff), /ended in the middle of .*tokenizer\.json/],
    [
      'a length that is too large',
      () => failing('tokenizer.json', tooLong),
      /tokenizer\.json is too large for a tokenizer/,
    ],
    [
      'a page instead of JSON',
      () => (_request, response) => void response.end('<html>'),
      /tokenizer\.json:1:1 is not valid JSON/,
    ],
    [
      'a tokenizer that is none',
      () => failing('tokenizer.json', (_request, response) => void response.end('{}')),
      /has no “model”/,
    ],
    [
      'a connection that is closed',
      () => (request) => void request.socket.destroy(),
      /can’t be reached \(|ended in the middle/,
    ],
  ];
  for (const [what, make, message] of answers) {
    it(`tells of ${what}, and leaves nothing`, () => {
      answer = make();
      return refused(message);
    });
  }

  it('keeps what was there when it fails', async () => {
    const folder = await download();
    answer = failing('tokenizer.json', cutOff);
    await assert.rejects(download());
    assert.equal(await cachedModel(storage, ID), folder);
    assert.deepEqual(readdirSync(storage), ['models--org--small-model']);
  });

  it('follows redirects on the same mirror', async () => {
    answer = (request, response, file) => {
      if (request.url!.startsWith('/cdn/')) serve(request, response, file);
      else redirect(`/cdn/${file}`)(request, response, file);
    };
    assert.ok(existsSync(join(await download(), 'tokenizer.json')));
  });

  it('stops when it is cancelled in the middle, and leaves nothing', async () => {
    answer = failing('tokenizer.json', (_request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{');
    });
    const controller = new AbortController();
    const reason = new Error('cancelled by the user');
    const running = download({
      signal: controller.signal,
      onProgress: ({ file, bytes }) => {
        if (file === 'tokenizer.json' && bytes > 0) controller.abort(reason);
      },
    });
    await assert.rejects(running, reason);
    assert.deepEqual(readdirSync(storage), []);
    await assert.rejects(download({ signal: AbortSignal.abort(reason) }), reason);
    assert.deepEqual(readdirSync(storage), []);
  });

  it('gives up when nothing comes', async () => {
    answer = () => undefined;
    const url = new URL('/x', mirror);
    const options = { fetch, patience: 50, onProgress: () => undefined };
    await assert.rejects(downloadFile(url, join(storage, 'x'), options), { name: 'DownloadError', fault: 'timeout' });
  });

  it('tells when there is no network', () =>
    refused(/http:\/\/127\.0\.0\.1:1 can’t be reached \(.+\)/, { mirror: 'http://127.0.0.1:1' }));

  it('tells when the storage can’t be written', () =>
    assert.rejects(download({ storage: join(model, 'tokenizer.json', 'x') }), /can’t be written: (ENOTDIR|EEXIST)/));

  it('asks only mirrors that are safe', async () => {
    const never = (): never => assert.fail('must not ask');
    for (const bad of ['http://example.com', 'ftp://x', 'not an address', ''])
      await refused(/must be an address that begins with https:/, { mirror: bad, fetch: never });
  });

  it('knows where ModelScope has its files', async () => {
    const urls: string[] = [];
    const answer404 = async (url: string | URL | Request): Promise<Response> => {
      urls.push((url as URL).href);
      return new Response('', { status: 404 });
    };
    await refused(/There is no https:\/\/modelscope\.cn/, { mirror: 'https://modelscope.cn', fetch: answer404 });
    assert.deepEqual(urls, ['https://modelscope.cn/models/org/small-model/resolve/master/tokenizer_config.json']);
  });

  it('refuses ids and revisions that are none', async () => {
    for (const id of [
      '../x',
      'a/../b',
      'a/b/c',
      '/etc',
      'a\\b',
      '',
      'a b',
      'a/',
      '.hidden/x',
      'x..y',
      `${'a'.repeat(97)}`,
    ]) {
      assert.ok(!isHubId(id), id);
      await refused(/is no model id/, { id });
      assert.equal(await cachedModel(storage, id), undefined);
    }
    for (const id of ['gpt2', 'Qwen/Qwen3-8B', 'deepseek-ai/DeepSeek-V3', '01-ai/Yi-1.5-9B', 'a_b/c.d'])
      assert.ok(isHubId(id), id);
    await refused(/is no revision/, { revision: '../main' });
  });

  function status(code: number): Answer {
    return (_request, response) => void response.writeHead(code).end('no');
  }

  function redirect(location: string): Answer {
    return (_request, response) => void response.writeHead(302, { location }).end();
  }

  function cutOff(_request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('{"model":', () => response.destroy());
  }

  function tooLong(_request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-length': 1_000_000_000 });
    response.write('{');
  }
});
