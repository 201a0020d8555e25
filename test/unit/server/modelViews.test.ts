import assert from 'node:assert/strict';
import type { ModelView, ModelViewSettings } from '../../../src/protocol/preview';
import type { FollowedRecord } from '../../../src/protocol/records';
import { ServerSession } from './serverSession';

const TALK = { instruction: 'Hello', output: 'the quick brown fox' };

describe('a record as the model sees it, over stdio', () => {
  let session: ServerSession;
  beforeEach(() => (session = new ServerSession()));
  afterEach(() => session.stop());

  async function open(project: object | undefined, ...records: readonly (object | string)[]): Promise<string> {
    if (project) session.write('tuneset.json', project);
    await session.start();
    const lines = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record)));
    return (await session.open('a.jsonl', `${lines.join('\n')}\n`)).uri;
  }

  async function viewOf(uri: string, settings: ModelViewSettings = {}, record = 0): Promise<ModelView> {
    const at = { kind: 'index', record };
    const followed = await session.client.sendRequest<FollowedRecord | null>('tuneset/records/follow', { uri, at });
    const { anchor } = followed!;
    return session.client.sendRequest<ModelView>('tuneset/preview/model', { uri, anchor, settings });
  }

  it('has all tokens with their texts, before truncation, and says which are cut', async () => {
    const view = await viewOf(await open({ target: 'llamafactory', template: 'qwen', cutoffLength: 12 }, TALK));
    assert.deepEqual(
      [view.tokenizer, view.template, view.target, view.cutoff, view.exact, view.note],
      ['Qwen3', 'qwen', 'LLaMA-Factory', 12, true, null],
    );
    const [sequence, ...others] = view.sequences;
    assert.ok(sequence && others.length === 0);
    const { texts, special, trained, cut, turn, turns, counts, total } = sequence;
    assert.ok(
      texts
        .join('')
        .endsWith('<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\nthe quick brown fox<|im_end|>\n'),
    );
    assert.deepEqual(
      texts.filter((_, index) => trained[index]),
      ['the', ' quick', ' brown', ' fox', '<|im_end|>', '\n'],
    );
    assert.deepEqual([...new Set(texts.filter((_, index) => special[index]))], ['<|im_start|>', '<|im_end|>']);
    assert.equal(cut.filter((isCut) => !isCut).length, 12);
    assert.deepEqual([total, counts.tokens, counts.kept], [texts.length, texts.length, 12]);
    assert.deepEqual(turns.at(-1)!.pointers, ['/output']);
    assert.equal(turn.at(-1), turns.length - 1);
  });

  it('tries other settings, and says what the project’s are', async () => {
    const uri = await open({ target: 'llamafactory', template: 'qwen3', cutoffLength: 12 }, TALK);
    const own = await viewOf(uri);
    assert.deepEqual(own.defaults, { template: 'qwen3', thinking: 'on', cutoff: 12 });
    assert.ok(own.hasThinking);
    assert.ok(own.templates.includes('llama3') && own.templates.includes('none'));

    const uncut = await viewOf(uri, { cutoff: 0 });
    assert.equal(uncut.cutoff, null);
    assert.ok(!uncut.sequences[0]!.cut.includes(1));
    assert.match(uncut.sequences[0]!.texts.join(''), /<think>\n\n<\/think>/);
    assert.deepEqual(uncut.defaults, own.defaults);

    const plain = await viewOf(uri, { template: 'none', cutoff: 0 });
    assert.equal(plain.template, null);
    assert.equal(plain.sequences[0]!.texts.join(''), 'Hellothe quick brown fox');
    assert.ok(!plain.hasThinking);
    assert.deepEqual([plain.templates, plain.defaults], [own.templates, own.defaults]);

    const kept = await viewOf(uri, { thinking: 'keep', cutoff: 0 });
    assert.ok(kept.sequences[0]!.counts.trained < uncut.sequences[0]!.counts.trained);
  });

  it('offers the tokenizer’s own templates where there is no trainer', async () => {
    const view = await viewOf(await open(undefined, TALK));
    assert.deepEqual(view.templates, ['default', 'none']);
    assert.deepEqual(view.defaults, { template: 'default', thinking: 'keep', cutoff: 0 });
    assert.ok(view.hasThinking);
  });

  it('shows both answers of a pair', async () => {
    const pair = { instruction: 'One?', chosen: 'Eins.', rejected: 'No idea.' };
    for (const project of [{ target: 'llamafactory', template: 'qwen' }, { target: 'trl' }]) {
      const { sequences } = await viewOf(await open(project, pair));
      assert.deepEqual(
        sequences.map(({ side, texts }) => [side, /Eins|No idea/.exec(texts.join(''))?.[0]]),
        [
          ['chosen', 'Eins'],
          ['rejected', 'No idea'],
        ],
      );
      await session.stop();
      session = new ServerSession();
    }
    await session.start();
  });

  it('gives the reason why there are no tokens, in the trainer’s words', async () => {
    const bad = {
      conversations: [
        { from: 'human', value: 'a' },
        { from: 'human', value: 'b' },
      ],
    };
    const uri = await open({ target: 'llamafactory', template: 'qwen' }, bad, '{"conversations": [');
    const dropped = (await viewOf(uri)).sequences[0]!;
    assert.deepEqual([dropped.status, dropped.ids], ['dropped', []]);
    assert.match(dropped.reason!, /Dropped invalid example|Invalid role tag/);
    const broken = (await viewOf(uri, {}, 1)).sequences[0]!;
    assert.equal(broken.status, 'failed');
    assert.match(broken.reason!, /not valid JSON/);
  });

  it('shows the tokens of a record that is left out because it is too long, all of them cut', async () => {
    const view = await viewOf(await open({ target: 'axolotl', cutoffLength: 5 }, TALK));
    const { status, reason, cut, ids } = view.sequences[0]!;
    assert.equal(status, 'dropped');
    assert.ok(reason && ids.length > 5 && !cut.includes(0));
  });

  it('says what is wrong with a template, and which others there are', async () => {
    const uri = await open({ target: 'llamafactory', template: 'qwenn' }, TALK);
    const view = await viewOf(uri);
    assert.match(view.note!, /qwenn/);
    assert.deepEqual(view.sequences, []);
    assert.ok(view.templates.includes('qwen'));
    assert.equal(view.defaults.template, 'qwenn');
    assert.equal((await viewOf(uri, { template: 'qwen' })).sequences[0]!.status, 'kept');
  });

  it('says that a tokenizer is missing, and whose tokens these are', async () => {
    const view = await viewOf(await open({ tokenizer: 'some/model' }, TALK));
    assert.match(view.note!, /some\/model/);
    assert.deepEqual([view.tokenizer, view.exact, view.sequences[0]!.status], ['Qwen3', false, 'kept']);
  });

  it('is null for a record that is not there any more', async () => {
    const uri = await open(undefined, TALK);
    const params = { uri, anchor: 12345, settings: {} };
    assert.equal(await session.client.sendRequest('tuneset/preview/model', params), null);
  });
});
