import assert from 'node:assert/strict';
import { openClient } from '../../../../src/host/probe/openClient';
import type { Capabilities } from '../../../../src/probe/capabilities';
import type { ProbeCase, RequestMessage } from '../../../../src/probe/cases/probeCase';
import type { ProbeClient } from '../../../../src/probe/client/client';
import { servedPrompt } from '../../../../src/probe/prompt/askServedPrompt';
import { promptDrift } from '../../../../src/probe/prompt/promptDrift';
import type { OwnPrompt } from '../../../../src/probe/prompt/servedPrompt';
import type { ReferenceScore } from '../../../../src/probe/scoring/score';
import { scoreReference } from '../../../../src/probe/scoring/scoreReference';
import type { ImitationOptions } from '../../../servers/imitation';
import { startImitation, type Imitation, type ImitationName } from '../../../servers/startImitation';

const never = new AbortController().signal;
const question: RequestMessage[] = [{ role: 'user', content: '把下面的句子翻译成英文：今天天气很好。' }];
const prompt = `<|im_start|>user\n${String(question[0]!.content)}<|im_end|>\n<|im_start|>assistant\n`;

function caseOf(content: string, calls: ProbeCase['reference']['calls'] = []): ProbeCase {
  const tool_calls = calls.map((call) => ({ id: 'call_1', type: 'function', function: call }));
  const message = { role: 'assistant', content, ...(calls.length > 0 && { tool_calls }) };
  const reference = { content, reasoning: '', calls, message };
  return { messages: question, tools: null, variables: null, reference } as unknown as ProbeCase;
}

describe('scores and prompts of real-looking servers', () => {
  const running: Imitation[] = [];

  async function open(
    name: ImitationName,
    options: ImitationOptions = {},
  ): Promise<{ server: Imitation; client: ProbeClient; capabilities: Capabilities }> {
    const server = await startImitation(name, options);
    running.push(server);
    const sampling = { temperature: 0, topP: null, maxTokens: 20, seed: null, stop: [] };
    const model = name === 'vllm' ? 'demo-tuned' : '';
    const parts = { id: name, name, model, role: 'other', extraBody: {}, headers: {}, lora: [], caFile: null } as const;
    const client = await openClient({ ...parts, baseUrl: server.baseUrl, sampling, timeout: 20 }, undefined);
    return { server, client, capabilities: await client.capabilities(never) };
  }

  async function score(name: ImitationName, probeCase: ProbeCase): Promise<ReferenceScore> {
    const { client, capabilities } = await open(name);
    const own = { text: prompt } as OwnPrompt;
    const result = await scoreReference(client.access, capabilities, probeCase, never, undefined, own);
    assert.ok(!('reason' in result), `${name}: ${'reason' in result ? result.reason : ''}`);
    return result;
  }

  afterEach(async () => {
    for (const server of running.splice(0)) await server.close();
  });

  it('score an answer alike, whatever the recipe, parts of characters included', async () => {
    const probeCase = caseOf('The weather is nice ꙮ.');
    const vllm = await score('vllm', probeCase);
    assert.equal(vllm.recipe, 'promptLogprobs');
    assert.ok(vllm.tokens.every(({ rank }) => rank !== null));
    for (const name of ['sglang', 'llamaCpp', 'tgi'] as const) {
      const other = await score(name, probeCase);
      assert.equal(other.count, vllm.count, name);
      other.tokens.forEach(({ id, logprob }, index) => {
        assert.equal(id, vllm.tokens[index]!.id, name);
        assert.ok(Math.abs(logprob - vllm.tokens[index]!.logprob) < 1e-3, name);
      });
      assert.equal(other.end?.text, '<|im_end|>', name);
      assert.ok(Math.abs((other.end?.logprob ?? 0) - vllm.end!.logprob) < 1e-3, name);
      assert.equal(other.tokens.map(({ text }) => text).join(''), probeCase.reference.content, name);
      assert.deepEqual([other.movedBoundary, other.note], [0, null], name);
    }
    const lmdeploy = await score('lmdeploy', probeCase);
    assert.equal(lmdeploy.recipe, 'meanOnly');
    assert.equal(lmdeploy.count, vllm.count);
    assert.ok(Math.abs(lmdeploy.meanNll - vllm.meanNll) < 1e-3);
  });

  it('score calls alike', async () => {
    const probeCase = caseOf('', [{ name: 'weather', arguments: '{"city":"Paris"}' }]);
    const vllm = await score('vllm', probeCase);
    assert.match(vllm.tokens.map(({ text }) => text).join(''), /^<tool_call>\n.*weather.*<\/tool_call>$/s);
    for (const name of ['sglang', 'llamaCpp', 'tgi'] as const) {
      const other = await score(name, probeCase);
      assert.deepEqual(
        other.tokens.map(({ id }) => id),
        vllm.tokens.map(({ id }) => id),
        name,
      );
      assert.ok(Math.abs(other.meanNll - vllm.meanNll) < 1e-3, name);
    }
  });

  it('score nothing where a server can’t, and say why', async () => {
    for (const name of ['ollama', 'lmStudio', 'llamaFactory', 'transformersServe', 'openai'] as const) {
      const { client, capabilities } = await open(name);
      const result = await scoreReference(client.access, capabilities, caseOf('The weather is nice.'), never);
      assert.ok('reason' in result && result.reason !== '', name);
    }
  });

  it('send nothing more to llama.cpp once scoring is ended', async () => {
    const { server, client, capabilities } = await open('llamaCpp');
    const abort = new AbortController();
    const scoring = scoreReference(
      client.access,
      capabilities,
      caseOf('The weather is nice.'),
      abort.signal,
      (done) => {
        if (done === 2) abort.abort();
      },
    );
    await assert.rejects(scoring, { name: 'AbortError' });
    const sent = server.seen.requests.length;
    await new Promise(setImmediate);
    assert.equal(server.seen.requests.length, sent);
  });

  it('show the system prompt that a template adds', async () => {
    const plain = await open('vllm');
    const ours = await servedPrompt(plain.client.access, plain.capabilities, question, null, null, never);
    assert.ok(!('reason' in ours));
    assert.equal(ours.text, prompt);
    const own: OwnPrompt = {
      text: prompt,
      ids: ours.ids!,
      pieces: ours.pieces!,
      tokenizer: 'qwen3',
      template: null,
      target: null,
      note: null,
    };
    const defaultSystem = 'You are Qwen, created by Alibaba Cloud. You are a helpful assistant.';
    for (const name of ['vllm', 'sglang', 'llamaCpp', 'tgi', 'ollama'] as const) {
      const same = await open(name);
      const theirs = await servedPrompt(same.client.access, same.capabilities, question, null, null, never);
      assert.ok(!('reason' in theirs), name);
      assert.equal(promptDrift(own, theirs).isSame, true, name);
      const other = await open(name, { defaultSystem });
      const added = await servedPrompt(other.client.access, other.capabilities, question, null, null, never);
      assert.ok(!('reason' in added), name);
      const drift = promptDrift(own, added);
      assert.equal(drift.by, name === 'ollama' ? 'text' : 'ids');
      assert.match(drift.cause ?? '', /adds a system prompt.*You are Qwen/, name);
    }
  });
});
