import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { bundledTokenizers } from '../../../../src/host/tokenizers/bundled';
import { loadTokenizer } from '../../../../src/host/tokenizers/load';
import { pack } from '../../../../src/tokens/bpe/packed';
import type { TokenizerJson } from '../../../../src/tokens/bpe/tokenizerJson';

const fixtures = join(process.cwd(), 'test/fixtures/tokenizers');

describe('loading a tokenizer', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tuneset-load-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('takes a folder, absolute or relative to a base', async () => {
    const { tokenizer, renderer, inexact } = await loadTokenizer(join(fixtures, 'llama'));
    assert.equal(tokenizer.name, 'llama');
    assert.deepEqual(tokenizer.named, { bos: '<s>', eos: '</s>', unk: '<unk>' });
    assert.deepEqual(inexact, []);
    const template = tokenizer.chatTemplates.default!;
    const text = renderer.render([{ role: 'user', content: 'The fox' }], { template, addGenerationPrompt: false });
    assert.equal(text, '<s><|user|>The fox<|end|>');
    assert.equal(tokenizer.encode(text)[0], tokenizer.idOf('<s>'));
    for (const reference of ['llama', './llama'])
      assert.equal((await loadTokenizer(reference, { base: fixtures })).tokenizer.id, join(fixtures, 'llama'));
  });

  it('takes the id of a bundled one', async () => {
    const json = byteLevel();
    const config = { eos_token: '<|end|>', chat_template: '{{ messages[0].content }}{{ eos_token }}' };
    const bundled = bundledTokenizers[0]!;
    writeFileSync(join(folder, `${bundled.id}.bpe.br`), brotliCompressSync(pack(json, config)));
    const { tokenizer, renderer, inexact } = await loadTokenizer(bundled.id, { bundled: folder, base: fixtures });
    assert.equal(tokenizer.id, bundled.id);
    assert.equal(tokenizer.name, bundled.name);
    assert.deepEqual(tokenizer.named, { eos: '<|end|>' });
    assert.equal(tokenizer.count('ab<|end|>'), 2);
    const options = { template: tokenizer.chatTemplates.default!, addGenerationPrompt: false };
    assert.equal(renderer.render([{ content: 'x' }], options), 'x<|end|>');
    assert.deepEqual(inexact, []);
  });

  it('tells that a bundled one is missing or damaged', async () => {
    const bundled = bundledTokenizers[0]!;
    const refused = (message: RegExp): Promise<void> =>
      assert.rejects(loadTokenizer(bundled.id, { bundled: folder }), (error: Error) => {
        assert.equal(error.name, 'TokenizerError');
        assert.match(error.message, message);
        return true;
      });
    await refused(/^The tokenizer of Qwen3 can’t be used: ENOENT/);
    writeFileSync(join(folder, `${bundled.id}.bpe.br`), brotliCompressSync('damaged'));
    await refused(/^The tokenizer of Qwen3 can’t be used: /);
  });

  it('counts byte-level BPE of a folder with the fast path', async () => {
    writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(byteLevel()));
    writeFileSync(join(folder, 'tokenizer_config.json'), '{}');
    const { tokenizer } = await loadTokenizer(folder);
    assert.equal(tokenizer.constructor.name.replace(/^_/, ''), 'ByteLevelBpe');
    assert.deepEqual(tokenizer.encode('abc'), [256, 99]);
  });

  it('says if counts are not exact', async () => {
    cpSync(join(fixtures, 'unigram'), folder, { recursive: true });
    const path = join(folder, 'tokenizer.json');
    const json = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...json, normalizer: { type: 'Precompiled', precompiled_charsmap: '' } }));
    assert.deepEqual((await loadTokenizer(folder)).inexact, ['Precompiled']);
  });

  it('tells of a part that the library doesn’t know', async () => {
    cpSync(join(fixtures, 'unigram'), folder, { recursive: true });
    const path = join(folder, 'tokenizer.json');
    const json = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...json, normalizer: { type: 'Quantum' } }));
    await assert.rejects(loadTokenizer(folder), /The tokenizer of .* can’t be used: Unknown Normalizer type: Quantum/);
  });

  const unknown: [reference: string, message: RegExp][] = [
    ['Qwen/Qwen3-8B', /^The tokenizer of Qwen\/Qwen3-8B is not on this machine\. Download it first.*qwen3, qwen2\.5/],
    ['qwen4', /^There is no tokenizer “qwen4”\. Always there: qwen3, /],
    ['./nowhere', /^There is no folder .*nowhere\. Choose the folder of a model/],
    ['/no/such/folder', /^There is no folder \/no\/such\/folder/],
    ['a b', /^There is no folder .*a b\./],
    ['', /is missing|There is no/],
  ];
  for (const [reference, message] of unknown) {
    it(`tells what would help for “${reference}”`, () =>
      assert.rejects(loadTokenizer(reference, { base: folder, storage: folder }), (error: Error) => {
        assert.equal(error.name, 'TokenizerError');
        assert.match(error.message, message);
        return true;
      }));
  }

  it('does not load the library for what needs none of it', () => {
    const script = `require('node:module')._load = ((load) => (name, ...rest) => { if (/transformers/.test(name)) throw new Error(name); return load(name, ...rest); })(require('node:module')._load);
      require(${JSON.stringify(__filename)});`;
    execFileSync(process.execPath, ['-e', `globalThis.describe = () => undefined; ${script}`], { cwd: process.cwd() });
  });
});

/** Bytes, one merge and a special token. */
function byteLevel(): TokenizerJson {
  const characters = byteCharacters();
  const vocab = Object.fromEntries([...characters.map((character, byte) => [character, byte]), ['ab', 256]]) as Record<
    string,
    number
  >;
  return {
    added_tokens: [{ id: 257, content: '<|end|>', special: true, normalized: false }],
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, use_regex: true },
    model: { type: 'BPE', vocab, merges: ['a b'] },
  };
}

/** How byte-level BPE writes the bytes 0 to 255. */
function byteCharacters(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    return String.fromCharCode(isPrintable ? byte : next++);
  });
}
