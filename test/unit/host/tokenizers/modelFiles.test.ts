import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelTypeOf, readModelFolder } from '../../../../src/host/tokenizers/modelFiles';
import { namedTokens } from '../../../../src/host/tokenizers/specialTokens';

const llama = join(process.cwd(), 'test/fixtures/tokenizers/llama');

describe('reading the folder of a model', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tuneset-model-'));
    cpSync(llama, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (file: string, content: string | Buffer): void => writeFileSync(join(folder, file), content);
  const edit = (file: string, change: (json: Record<string, unknown>) => unknown): void => {
    const json = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
    write(file, JSON.stringify({ ...json, ...(change(json) as object) }));
  };
  const refused = (message: RegExp): Promise<void> =>
    assert.rejects(readModelFolder(folder), (error: Error) => {
      assert.equal(error.name, 'TokenizerError');
      assert.match(error.message, message);
      return true;
    });

  it('finds the tokenizer, the configuration and the template', async () => {
    const files = await readModelFolder(folder);
    assert.equal(files.id, folder);
    assert.equal(modelTypeOf(files.tokenizer), 'BPE');
    assert.deepEqual(Object.keys(files.chatTemplates), ['default']);
    assert.deepEqual(namedTokens(files.config), { bos: '<s>', eos: '</s>', unk: '<unk>' });
  });

  const breaks: [what: string, breakIt: () => void, message: RegExp][] = [
    ['no folder', () => rmSync(folder, { recursive: true }), /^There is no folder .*tuneset-model/],
    ['an empty folder', () => rmSync(join(folder, 'tokenizer.json')), /tokenizer\.json is missing/],
    [
      'a SentencePiece file alone',
      () => {
        rmSync(join(folder, 'tokenizer.json'));
        write('tokenizer.model', 'x');
      },
      /has tokenizer\.model, but no tokenizer\.json\. Make one, once, with: python -c .*save_pretrained/,
    ],
    [
      'a vocabulary of the old kind',
      () => {
        rmSync(join(folder, 'tokenizer.json'));
        write('vocab.txt', 'x');
      },
      /has vocab\.txt, but no tokenizer\.json/,
    ],
    ['no configuration', () => rmSync(join(folder, 'tokenizer_config.json')), /tokenizer_config\.json is missing/],
    [
      'a download that broke off',
      () => truncateSync(join(folder, 'tokenizer.json'), 1000),
      /tokenizer\.json:1:\d+ is not valid JSON/,
    ],
    [
      'a Git LFS pointer',
      () => write('tokenizer.json', 'version https://git-lfs.github.com/spec/v1\n'),
      /tokenizer\.json:1:1 is not/,
    ],
    [
      'a comma too many',
      () => write('tokenizer_config.json', '{\n  "a": 1,\n}'),
      /tokenizer_config\.json:3:1 is not valid JSON/,
    ],
    ['a list', () => write('tokenizer.json', '[]'), /tokenizer\.json must hold a JSON object/],
    ['an empty file', () => write('tokenizer.json', ''), /tokenizer\.json:1:1 is not valid JSON/],
    [
      'bytes that are no UTF-8',
      () => write('tokenizer.json', Buffer.from([0x7b, 0xff, 0x7d])),
      /tokenizer\.json is not UTF-8/,
    ],
    ['no model', () => write('tokenizer.json', '{"version": "1.0"}'), /tokenizer\.json has no “model”/],
    [
      'another model',
      () => write('tokenizer.json', '{"model": {"type": "WordLevel", "vocab": {}}}'),
      /models of type WordLevel are not/,
    ],
    [
      'a model without a type',
      () => write('tokenizer.json', '{"model": {"vocab": {}}}'),
      /models of type \(none\) are not/,
    ],
    ['no vocabulary', () => write('tokenizer.json', '{"model": {"type": "BPE", "merges": []}}'), /has no vocabulary/],
    ['no merges', () => write('tokenizer.json', '{"model": {"type": "BPE", "vocab": {}}}'), /no merges/],
    [
      'a merge that is null',
      () => edit('tokenizer.json', ({ model }) => ({ model: { ...(model as object), merges: [null] } })),
      /tokenizer\.json: each of “merges” must be a text or a pair of texts/,
    ],
    [
      'an id that is no whole number',
      () => edit('tokenizer.json', ({ model }) => ({ model: { ...(model as object), vocab: { a: 1.5 } } })),
      /tokenizer\.json: “vocab” must give each token a whole number/,
    ],
    [
      'an id that is huge',
      () => edit('tokenizer.json', ({ model }) => ({ model: { ...(model as object), vocab: { a: 2e9 } } })),
      /“vocab” must give each token a whole number from 0 to 16777215/,
    ],
    [
      'a Sequence without a list',
      () => edit('tokenizer.json', () => ({ pre_tokenizer: { type: 'Sequence', pretokenizers: {} } })),
      /tokenizer\.json: “pre_tokenizer” must be an object with “type”; a Sequence must hold a list/,
    ],
    [
      'a normalizer without a type',
      () => edit('tokenizer.json', () => ({ normalizer: { type: 'Sequence', normalizers: [{}] } })),
      /“normalizer” must be an object with “type”/,
    ],
    [
      'odd added tokens',
      () => edit('tokenizer.json', () => ({ added_tokens: ['<s>'] })),
      /“added_tokens” must be a list/,
    ],
    [
      'an odd template',
      () => edit('tokenizer_config.json', () => ({ chat_template: 3 })),
      /tokenizer_config\.json: chat_template must/,
    ],
    [
      'an odd named template',
      () => edit('tokenizer_config.json', () => ({ chat_template: [{ name: 'x' }] })),
      /chat_template must/,
    ],
    [
      'a template that is no file',
      () => mkdirSync(join(folder, 'chat_template.jinja')),
      /chat_template\.jinja can’t be read/,
    ],
    [
      'a huge file',
      () => truncateSync(join(folder, 'tokenizer.json'), 101 * 1024 * 1024),
      /has 101 MB; more than 100 MB/,
    ],
  ];
  for (const [what, breakIt, message] of breaks) {
    it(`tells of ${what}`, () => {
      breakIt();
      return refused(message);
    });
  }

  it('neither waits for a pipe nor reads a device that never ends', async function () {
    if (process.platform === 'win32') this.skip();
    for (const make of ['mkfifo', 'ln -s /dev/zero']) {
      rmSync(join(folder, 'tokenizer.json'));
      execFileSync('sh', ['-c', `${make} "$0"`, join(folder, 'tokenizer.json')]);
      await refused(/tokenizer\.json can’t be read: it is not a regular file/);
    }
  });

  it('tells that a file was named instead of its folder', () =>
    assert.rejects(readModelFolder(join(llama, 'tokenizer.json')), /is a file\. Choose the folder/));

  it('knows the type of old files that don’t write it', () => {
    assert.equal(modelTypeOf({ model: { vocab: {}, merges: [] } }), 'BPE');
    assert.equal(modelTypeOf({ model: { vocab: [] } }), 'Unigram');
    assert.equal(modelTypeOf({ model: { vocab: {}, continuing_subword_prefix: '##' } }), 'WordPiece');
  });

  describe('finds chat templates', () => {
    const templates = async (): Promise<object> => (await readModelFolder(folder)).chatTemplates;

    it('in a list with names', async () => {
      const list = ['default', 'tool_use'].map((name) => ({ name, template: `${name}!` }));
      edit('tokenizer_config.json', () => ({ chat_template: list }));
      assert.deepEqual(await templates(), { default: 'default!', tool_use: 'tool_use!' });
    });

    it('in a file of its own, before those of the configuration', async () => {
      write('chat_template.jinja', 'from the file');
      assert.deepEqual(await templates(), { default: 'from the file' });
    });

    it('in additional files', async () => {
      write('chat_template.jinja', 'main');
      mkdirSync(join(folder, 'additional_chat_templates'));
      write('additional_chat_templates/rag.jinja', 'rag');
      write('additional_chat_templates/notes.txt', 'no template');
      assert.deepEqual(await templates(), { default: 'main', rag: 'rag' });
    });

    it('in chat_template.json, where there is no other', async () => {
      write('chat_template.json', '{"chat_template": "legacy"}');
      assert.notDeepEqual(await templates(), { default: 'legacy' });
      edit('tokenizer_config.json', () => ({ chat_template: null }));
      assert.deepEqual(await templates(), { default: 'legacy' });
    });

    it('nowhere, for a base model', async () => {
      edit('tokenizer_config.json', () => ({ chat_template: undefined }));
      assert.deepEqual(await templates(), {});
    });
  });
});
