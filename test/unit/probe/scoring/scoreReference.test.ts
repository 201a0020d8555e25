import assert from 'node:assert/strict';
import { scoreReference } from '../../../../src/probe/scoring/scoreReference';
import type { ReferenceScore, ScoreResult } from '../../../../src/probe/scoring/score';
import type { OwnPrompt } from '../../../../src/probe/prompt/servedPrompt';
import {
  bytesOfToken,
  caseOf,
  chatText,
  knowing,
  logprobOf,
  refused,
  toText,
  toTokens,
  toy,
  vllmCompletions,
  vllmTokenize,
  type Template,
} from './toyServer';
import type { RequestMessage } from '../../../../src/probe/cases/probeCase';

const never = new AbortController().signal;

function scored(result: ScoreResult): ReferenceScore {
  assert.ok(!('reason' in result), 'reason' in result ? result.reason : '');
  return result;
}

/** What must come out: the log-probabilities of an answer that begins behind so many characters of the whole text. */
function expected(text: string, answer: string): readonly number[] {
  const ids = toTokens(text);
  const start = toTokens(text.slice(0, text.lastIndexOf(answer))).length;
  return toTokens(answer).map((_, index) => logprobOf(ids, start + index));
}

function near(actual: readonly number[], wanted: readonly number[]): void {
  assert.equal(actual.length, wanted.length);
  actual.forEach((value, index) => assert.ok(Math.abs(value - wanted[index]!) < 1e-9, `${index}: ${value}`));
}

const vllm = (template: Template = 'plain') =>
  toy({ '/tokenize': vllmTokenize(template), 'v1:/completions': vllmCompletions });

describe('the score of a reference', () => {
  it('of a server that repeats prompts (vLLM) is that of the answer’s tokens, without the end of the turn', async () => {
    const answer = '你好, Paris!';
    const server = vllm();
    const score = scored(await scoreReference(server, knowing('echo', 'tokenizeMessages'), caseOf(answer), never));
    const whole = chatText([...caseOf('').messages, { role: 'assistant', content: answer }], 'plain', 'closed');
    const wanted = expected(whole, answer);
    near(
      score.tokens.map(({ logprob }) => logprob),
      wanted,
    );
    const mean = -wanted.reduce((sum, value) => sum + value, 0) / wanted.length;
    near([score.meanNll, score.perplexity], [mean, Math.exp(mean)]);
    assert.equal(score.count, wanted.length);
    assert.equal(score.end?.text, '<|im_end|>');
    assert.equal(score.movedBoundary, 0);
    assert.equal(score.note, null);
    assert.equal(score.tokens.map(({ text }) => text).join(''), answer);
    assert.deepEqual(
      score.tokens.slice(0, 4).map(({ text }) => text),
      ['', '', '你', ''],
    );
    assert.equal(score.tokens[0]!.rank, 2);
  });

  it('asks for one token, since SGLang and old versions of vLLM refuse to make none', async () => {
    const server = vllm();
    await scoreReference(server, knowing('echo', 'tokenizeMessages'), caseOf('Paris'), never);
    const { body } = server.requests.at(-1)!;
    assert.equal(body.max_tokens, 1);
    assert.equal(body.echo, true);
    assert.ok(Array.isArray(body.prompt));
  });

  it('takes ranks from prompt_logprobs', async () => {
    const score = scored(
      await scoreReference(vllm(), knowing('promptLogprobs', 'tokenizeMessages'), caseOf('Paris'), never),
    );
    const whole = chatText([...caseOf('').messages, { role: 'assistant', content: 'Paris' }], 'plain', 'closed');
    near(
      score.tokens.map(({ logprob }) => logprob),
      expected(whole, 'Paris'),
    );
    assert.ok(score.tokens.every(({ rank }) => rank === 7));
    assert.equal(score.tokens[0]!.alternatives[0]!.text, 'c');
  });

  it('leaves out a block of thoughts that the template puts before every answer', async () => {
    const score = scored(
      await scoreReference(vllm('thinks'), knowing('echo', 'tokenizeMessages'), caseOf('Paris'), never),
    );
    assert.equal(score.tokens.map(({ text }) => text).join(''), 'Paris');
    assert.match(score.note ?? '', /<think>/);
  });

  it('holds the thoughts that the reference has', async () => {
    const probeCase = caseOf('Paris', { reasoning: 'France' });
    const score = scored(await scoreReference(vllm('thinks'), knowing('echo', 'tokenizeMessages'), probeCase, never));
    assert.equal(score.tokens.map(({ text }) => text).join(''), '<think>\nFrance\n</think>\n\nParis');
    assert.equal(score.note, null);
  });

  it('says where a template writes finished answers otherwise than the start of new ones', async () => {
    const score = scored(
      await scoreReference(vllm('forced'), knowing('echo', 'tokenizeMessages'), caseOf('Paris'), never),
    );
    assert.equal(score.tokens.map(({ text }) => text).join(''), 'Paris');
    assert.equal(score.movedBoundary, toTokens('<think>\n').length);
    assert.match(score.note ?? '', /otherwise/);
  });

  it('does not score a token that holds an end of the prompt, and tells that the boundary moved', async () => {
    const score = scored(
      await scoreReference(vllm('blank'), knowing('echo', 'tokenizeMessages'), caseOf('\nParis'), never),
    );
    // The prompt ends with two line ends, one token; a third one makes no difference to it.
    assert.equal(score.tokens.map(({ text }) => text).join(''), '\nParis');
    const moved = scored(await scoreReference(vllm(), knowing('echo', 'tokenizeMessages'), caseOf('\nParis'), never));
    assert.equal(moved.movedBoundary, 1);
    assert.equal(moved.tokens.map(({ text }) => text).join(''), 'Paris');
  });

  it('is not confused by answers that are like those it is compared with', async () => {
    for (const answer of ['0', '1', '10']) {
      const score = scored(await scoreReference(vllm(), knowing('echo', 'tokenizeMessages'), caseOf(answer), never));
      assert.equal(score.tokens.map(({ text }) => text).join(''), answer);
      assert.equal(score.end?.text, '<|im_end|>');
    }
  });

  it('covers calls', async () => {
    const calls = [{ name: 'weather', arguments: '{"city":"Paris"}' }];
    const score = scored(
      await scoreReference(vllm(), knowing('echo', 'tokenizeMessages'), caseOf('', { calls }), never),
    );
    assert.equal(score.tokens.map(({ text }) => text).join(''), JSON.stringify(calls));
    assert.equal(score.end?.text, '<|im_end|>');
  });

  it('tells why there is none where a server ignores echo (llama.cpp, Ollama)', async () => {
    const deaf = toy({
      '/tokenize': vllmTokenize('plain'),
      'v1:/completions': () => ({ choices: [{ text: 'x', logprobs: { content: [] } }] }),
    });
    assert.deepEqual(await scoreReference(deaf, knowing('echo', 'tokenizeMessages'), caseOf('Paris'), never), {
      reason: 'The server gave no log-probabilities of the prompt.',
    });
    assert.deepEqual(await scoreReference(toy({}), knowing(null, null), caseOf('Paris'), never), {
      reason: 'It cannot.',
    });
  });

  it('tells a server’s refusal', async () => {
    const server = toy({
      '/tokenize': vllmTokenize('plain'),
      'v1:/completions': () => {
        throw refused(400, 'too long');
      },
    });
    assert.deepEqual(await scoreReference(server, knowing('echo', 'tokenizeMessages'), caseOf('Paris'), never), {
      reason: 'too long',
      fault: { kind: 'unsupported', message: 'too long', detail: null, status: 400 },
    });
  });
});

describe('the score of a reference on SGLang', () => {
  /** Renders with the start of another answer behind a closed turn, and makes an open one of the prompt and the answer's own tokens. */
  const chat = (body: Record<string, unknown>): unknown => {
    const messages = body.messages as RequestMessage[];
    const last = messages.at(-1)!;
    const isOpen = last.role === 'assistant' && body.continue_final_message === true;
    const ids = toTokens(chatText(isOpen ? messages.slice(0, -1) : messages, 'plain', 'start'));
    const own = isOpen ? toTokens(String(last.content)) : [];
    return { choices: [{ message: { content: 'x' }, prompt_token_ids: [...ids, ...own] }] };
  };
  const generate = (body: Record<string, unknown>): unknown => {
    const ids = body.input_ids as number[];
    const from = body.logprob_start_len as number;
    const entries = ids
      .slice(from)
      .map((id, index) => [index === 0 ? null : logprobOf(ids, from + index), id, toText([id])]);
    return {
      text: '',
      meta_info: { input_token_logprobs: entries, input_top_logprobs: entries.map(() => [[-0.5, 1, 'a']]) },
    };
  };

  it('comes from /generate, with the end of the turn', async () => {
    const server = toy({ 'v1:/chat/completions': chat, '/generate': generate });
    const score = scored(
      await scoreReference(server, knowing('sglangGenerate', 'returnedIds'), caseOf('Paris'), never),
    );
    const whole = chatText([...caseOf('').messages, { role: 'assistant', content: 'Paris' }], 'plain', 'closed');
    near(
      score.tokens.map(({ logprob }) => logprob),
      expected(whole, 'Paris'),
    );
    assert.equal(score.end?.id, 1002);
    assert.equal(score.end?.text, '<|im_end|>');
  });

  it('makes one token where none is refused, and names the adapter', async () => {
    const server = toy(
      {
        'v1:/chat/completions': chat,
        '/generate': (body) => {
          const { max_new_tokens: most } = body.sampling_params as { max_new_tokens: number };
          if (most === 0) throw refused(400, 'max_new_tokens must be positive');
          return generate(body);
        },
      },
      { model: 'toy:tuned' },
    );
    scored(await scoreReference(server, knowing('sglangGenerate', 'returnedIds'), caseOf('Paris'), never));
    assert.equal(server.requests.at(-1)!.body.lora_path, 'tuned');
  });
});

describe('the score of a reference on TGI', () => {
  const chatTokenize = (body: Record<string, unknown>): unknown => {
    const messages = body.messages as RequestMessage[];
    const isOpen = messages.at(-1)!.role === 'assistant';
    const text = `<s>${chatText(messages, 'plain', isOpen ? 'open' : 'start')}`;
    const cut = isOpen ? text.trimEnd() : text;
    return {
      templated_text: cut,
      tokenize_response: toTokens(cut).map((id) => ({ id, text: 'wrong', start: 0, stop: 0 })),
    };
  };

  it('comes from the details of the input, with a start token that isn’t doubled', async () => {
    const server = toy({
      '/chat_tokenize': chatTokenize,
      '/generate': (body) => {
        const ids = toTokens(`<s>${String(body.inputs)}`);
        const prefill = ids.map((id, index) => ({
          id,
          text: toText([id]),
          logprob: index === 0 ? null : logprobOf(ids, index),
        }));
        return { generated_text: 'x', details: { prefill } };
      },
    });
    const score = scored(await scoreReference(server, knowing('tgiGenerate', 'chatTokenize'), caseOf('Par是'), never));
    const whole = `<s>${chatText([...caseOf('').messages, { role: 'assistant', content: 'Par是' }], 'plain', 'closed')}`;
    near(
      score.tokens.map(({ logprob }) => logprob),
      expected(whole, 'Par是'),
    );
    assert.equal(score.end?.text, '<|im_end|>');
    assert.deepEqual((server.requests.at(-1)!.body.parameters as Record<string, unknown>)['adapter_id'], undefined);
  });
});

describe('the score of a reference on llama.cpp', () => {
  const routes = (complete: (body: Record<string, unknown>) => unknown) => ({
    '/apply-template': (body: Record<string, unknown>): unknown => {
      const messages = body.messages as RequestMessage[];
      return { prompt: chatText(messages, 'plain', messages.at(-1)!.role === 'assistant' ? 'open' : 'start') };
    },
    '/tokenize': (body: Record<string, unknown>): unknown => {
      const start = body.add_special === true ? [specialStart] : [];
      const ids = [...start, ...toTokens(String(body.content))];
      return { tokens: ids.map((id) => ({ id, piece: id > 0x7f && id < 256 ? bytesOfToken(id) : toText([id]) })) };
    },
    '/completion': complete,
  });
  const specialStart = 1000;
  const force = (body: Record<string, unknown>): unknown => {
    const prompt = body.prompt as number[];
    const [[id]] = body.logit_bias as [[number, number]];
    const logprob = logprobOf([...prompt, id], prompt.length);
    const top_logprobs = [{ id: 65, token: 'A', bytes: [65], logprob: -0.01 }];
    return { completion_probabilities: [{ id, token: toText([id]), bytes: bytesOfToken(id), logprob, top_logprobs }] };
  };

  it('is made token by token, parts of characters and the end of the turn included', async () => {
    const server = toy(routes(force), { lora: [{ id: 0, scale: 0 }] });
    const steps: number[] = [];
    const score = scored(
      await scoreReference(server, knowing('forced', 'applyTemplate'), caseOf('Par是'), never, (done) =>
        steps.push(done),
      ),
    );
    const whole = `<s>${chatText([...caseOf('').messages, { role: 'assistant', content: 'Par是' }], 'plain', 'closed')}`;
    near(
      score.tokens.map(({ logprob }) => logprob),
      expected(whole, 'Par是'),
    );
    assert.equal(score.tokens.map(({ text }) => text).join(''), 'Par是');
    assert.equal(score.end?.text, '<|im_end|>');
    assert.deepEqual(steps, [1, 2, 3, 4, 5, 6, 7]);
    const { body } = server.requests.at(-1)!;
    assert.deepEqual(body.lora, [{ id: 0, scale: 0 }]);
    assert.equal(body.n_predict, 1);
    assert.equal('grammar' in body, false);
  });

  it('stops at a token that was not the forced one', async () => {
    const server = toy(routes(() => ({ completion_probabilities: [{ id: 1, logprob: -1 }] })));
    const result = await scoreReference(server, knowing('forced', 'applyTemplate'), caseOf('Paris'), never);
    assert.ok('reason' in result && /another token/.test(result.reason));
    assert.equal(server.requests.filter(({ path }) => path === '/completion').length, 1);
  });

  it('scores at most 512 tokens, and says so', async () => {
    const server = toy(routes(force));
    const long = 'word '.repeat(200);
    const score = scored(await scoreReference(server, knowing('forced', 'applyTemplate'), caseOf(long), never));
    assert.equal(score.count, 512);
    assert.equal(score.end, null);
    assert.match(score.note ?? '', /512 of 1,?000/);
  });

  it('is ended by the signal, after the token that is under way', async () => {
    const abort = new AbortController();
    const server = toy(routes(force));
    const scoring = scoreReference(
      server,
      knowing('forced', 'applyTemplate'),
      caseOf('Paris'),
      abort.signal,
      (done) => {
        if (done === 2) abort.abort();
      },
    );
    await assert.rejects(scoring, { name: 'AbortError' });
    assert.equal(server.requests.filter(({ path }) => path === '/completion').length, 2);
  });
});

describe('the score of a reference on LMDeploy', () => {
  const encode = (body: Record<string, unknown>): unknown => ({ input_ids: toTokens(String(body.input)) });
  const mean = (body: Record<string, unknown>): unknown => {
    const ids = body.input as number[];
    const sum = ids.slice(1).reduce((total, _, index) => total - logprobOf(ids, index + 1), 0);
    return { ppl: sum / (ids.length - 1) };
  };

  it('is the mean that follows from those of prompt and whole, rendered by us', async () => {
    const text = chatText(caseOf('').messages, 'plain', 'start');
    const own = { text } as OwnPrompt;
    const server = toy({ 'v1:/encode': encode, '/get_ppl': mean });
    const score = scored(
      await scoreReference(server, knowing('meanOnly', null), caseOf('Paris'), never, undefined, own),
    );
    const wanted = expected(`${text}Paris`, 'Paris');
    near([score.meanNll], [-wanted.reduce((sum, value) => sum + value, 0) / wanted.length]);
    assert.equal(score.count, 5);
    assert.deepEqual(score.tokens, []);
    assert.match(score.note ?? '', /means/);
  });

  it('needs our rendering', async () => {
    const server = toy({ 'v1:/encode': encode, '/get_ppl': mean });
    const result = await scoreReference(server, knowing('meanOnly', null), caseOf('Paris'), never);
    assert.ok('reason' in result);
    assert.equal(server.requests.length, 0);
  });
});
