import assert from 'node:assert/strict';
import type { RenderingRecipe } from '../../../../src/probe/capabilities';
import { servedPrompt } from '../../../../src/probe/prompt/askServedPrompt';
import type { ServedPrompt } from '../../../../src/probe/prompt/servedPrompt';
import { knowing, refused, toText, toTokens, toy, vllmTokenize, type Toy } from '../scoring/toyServer';

const never = new AbortController().signal;
const messages = [{ role: 'user', content: '你好' }];
const text = '<|im_start|>user\n你好<|im_end|>\n<|im_start|>assistant\n';

async function ask(server: Toy, recipe: RenderingRecipe | null): Promise<ServedPrompt> {
  const result = await servedPrompt(server, knowing(null, recipe), messages, [], { a: 1 }, never);
  assert.ok(!('reason' in result), 'reason' in result ? result.reason : '');
  return result;
}

describe('the prompt of a server', () => {
  it('comes from vLLM’s /tokenize, with texts of the tokens as its vocabulary writes them', async () => {
    const server = toy(
      { '/tokenize': vllmTokenize('plain') },
      { extraBody: { chat_template_kwargs: { b: 2 }, top_k: 1 } },
    );
    const prompt = await ask(server, 'tokenizeMessages');
    assert.equal(prompt.text, text);
    assert.deepEqual(prompt.ids, toTokens(text));
    assert.equal(prompt.pieces?.join(''), text);
    const { body } = server.requests[0]!;
    assert.deepEqual(body.chat_template_kwargs, { a: 1, b: 2 });
    assert.deepEqual([body.tools, body.top_k, body.add_generation_prompt], [undefined, undefined, true]);
  });

  it('has its text from /detokenize where the tokens are without texts', async () => {
    const bare = (body: Record<string, unknown>): unknown => {
      const { tokens } = vllmTokenize('plain')(body) as { tokens: number[] };
      return { tokens, count: tokens.length };
    };
    const detokenize = (body: Record<string, unknown>): unknown => ({ prompt: toText(body.tokens as number[]) });
    const prompt = await ask(toy({ '/tokenize': bare, '/detokenize': detokenize }), 'tokenizeMessages');
    assert.deepEqual([prompt.text, prompt.pieces], [text, null]);
    assert.equal((await ask(toy({ '/tokenize': bare }), 'tokenizeMessages')).text, null);
  });

  it('comes from SGLang as ids', async () => {
    const server = toy({
      'v1:/chat/completions': () => ({ choices: [{ prompt_token_ids: toTokens(text) }] }),
      '/detokenize': (body) => ({ text: toText(body.tokens as number[]) }),
    });
    assert.deepEqual(await ask(server, 'returnedIds'), {
      recipe: 'returnedIds',
      text,
      ids: toTokens(text),
      pieces: null,
    });
    assert.deepEqual([server.requests[0]!.body.max_tokens, server.requests[0]!.body.stream], [1, false]);
  });

  it('comes from llama.cpp as text and tokens, with bytes for parts of characters', async () => {
    const server = toy({
      '/apply-template': () => ({ prompt: text }),
      '/tokenize': (body) => ({
        tokens: toTokens(String(body.content)).map((id) => ({ id, piece: id > 127 && id < 256 ? [id] : toText([id]) })),
      }),
    });
    const prompt = await ask(server, 'applyTemplate');
    assert.equal(prompt.text, text);
    assert.equal(prompt.pieces?.join(''), text);
    assert.equal(prompt.pieces?.length, prompt.ids?.length);
  });

  it('comes from Ollama as text', async () => {
    const server = toy({ 'v1:/chat/completions': () => ({ _debug_info: { rendered_template: text } }) });
    assert.deepEqual(await ask(server, 'debugRender'), { recipe: 'debugRender', text, ids: null, pieces: null });
    assert.equal(server.requests[0]!.body._debug_render_only, true);
  });

  it('is not there, with a reason', async () => {
    const ask = (server: Toy, recipe: RenderingRecipe | null): ReturnType<typeof servedPrompt> =>
      servedPrompt(server, knowing(null, recipe), messages, null, null, never);
    assert.deepEqual(await ask(toy({}), null), { reason: 'It hides.' });
    assert.deepEqual(await ask(toy({}), 'applyTemplate'), { reason: 'no such route' });
    const odd = toy({ '/apply-template': () => ({}) });
    assert.deepEqual(await ask(odd, 'applyTemplate'), { reason: 'The server’s answer can’t be read.' });
    const ended = new AbortController();
    const server = toy({
      '/apply-template': () => {
        ended.abort();
        throw refused(400, 'too late');
      },
    });
    await assert.rejects(servedPrompt(server, knowing(null, 'applyTemplate'), messages, null, null, ended.signal), {
      name: 'AbortError',
    });
  });
});
