import { AutoTokenizer, PreTrainedTokenizer } from '@huggingface/transformers';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chatRenderer } from '../../../../src/host/tokenizers/renderer';
import { ChatTemplateError, type ChatTemplateFault, type RenderOptions } from '../../../../src/tokens/chatRenderer';

interface JinjaCases {
  readonly variables: { readonly messages: readonly object[]; readonly tools: readonly object[] } & Record<
    string,
    unknown
  >;
  readonly cases: readonly { readonly template: string; readonly text?: string; readonly message?: string }[];
}

/** What Jinja itself makes of templates (see jinja.py beside it). */
const jinja = JSON.parse(
  readFileSync(join(process.cwd(), 'test/fixtures/tokenizers/jinja.json'), 'utf8'),
) as JinjaCases;

/** Cases that the engine can't do; it says so and never gives another text. */
const unsupported =
  /\(1,\)|raw|\| e |map\('first'\)|%s-%d|divisibleby|loop\.cycle|\| sum|'a' < 'b'|'in', \[|'abc' \| (first|truncate)/;

function render(template: string, messages: readonly object[] = [], options: Partial<RenderOptions> = {}): string {
  return chatRenderer({ config: {} }).render(messages, { template, addGenerationPrompt: false, ...options });
}

function fails(template: string, fault: ChatTemplateFault, message: RegExp, messages?: readonly object[]): void {
  assert.throws(
    () => render(template, messages),
    (error) => error instanceof ChatTemplateError && error.fault === fault && message.test(error.message),
    template.slice(0, 100),
  );
}

describe('rendering chat templates', () => {
  const { messages, tools, ...variables } = jinja.variables;
  for (const { template, text, message } of jinja.cases) {
    it(`is what Jinja does: ${template.slice(0, 90)}`, () => {
      const run = (): string => render(template, messages, { tools, variables });
      if (unsupported.test(template)) assert.throws(run, ChatTemplateError);
      else if (text !== undefined) assert.equal(run(), text);
      else assert.throws(run, { name: 'ChatTemplateError', message: message! });
    });
  }

  it('is what the library’s apply_chat_template does, where that is what Jinja does', async () => {
    const folder = join(process.cwd(), 'test/fixtures/tokenizers/llama');
    const json = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as object;
    const config = JSON.parse(readFileSync(join(folder, 'tokenizer_config.json'), 'utf8')) as Record<string, unknown>;
    const chat = [
      { role: 'user', content: 'Hello?' },
      { role: 'assistant', content: 'Yes.' },
    ];
    const template = config.chat_template as string;
    const ours = chatRenderer({ config }).render(chat, { template, addGenerationPrompt: false });
    assert.equal(typeof AutoTokenizer.from_pretrained, 'function');
    assert.equal(ours, new PreTrainedTokenizer(json, config).apply_chat_template(chat, { tokenize: false }));
    assert.equal(ours, '<s><|user|>Hello?<|end|>Yes.<|end|>');
  });

  it('hands out tools, special tokens, the generation prompt and further variables', () => {
    const config = {
      bos_token: { content: '<s>' },
      eos_token: '</s>',
      pad_token: null,
      additional_special_tokens: ['<x>'],
    };
    const template =
      '{{ bos_token }}{{ eos_token }}{{ pad_token is defined }}{{ additional_special_tokens }}{{ tools }}{{ documents }}' +
      '{{ add_generation_prompt }}{{ enable_thinking }}{% if thinking is defined %}!{% endif %}';
    const options = { template, addGenerationPrompt: true, variables: { enable_thinking: false } };
    const renderer = chatRenderer({ config });
    assert.equal(renderer.render([], options), "<s></s>False['<x>']NoneNoneTrueFalse");
    assert.match(renderer.render([], { ...options, tools: [{ a: 1 }] }), /\[\{'a': 1\}\]/);
  });

  it('writes dates as Python does, whatever the language', () => {
    const renderer = chatRenderer({ config: {} }, () => new Date(2026, 6, 5, 15, 4, 9));
    const template = "{{ strftime_now('%d %b %Y %B %A %H:%M:%S %I %p %y %-d %% %Q') }}";
    assert.equal(
      renderer.render([], { template, addGenerationPrompt: false }),
      '05 Jul 2026 July Sunday 15:04:09 03 PM 26 5 % %Q',
    );
  });

  it('gives the template’s own message, word for word', () => {
    fails(
      "{{ raise_exception('Conversation roles must alternate!') }}",
      'raised',
      /^Conversation roles must alternate!$/,
    );
    fails('{{ messages[0].content + nothing.x }}', 'failed', /^'nothing' is undefined$/, [{ content: 'a' }]);
    fails("{{ 'a' + messages[0].content }}", 'failed', /^can only concatenate str \(not "dict"\) to str$/, [
      { content: {} },
    ]);
    fails('{% if %}', 'syntax', /./);
    fails('{{ messages', 'syntax', /./);
  });

  it('lets a template see nothing of JavaScript', () => {
    for (const template of [
      "{{ ''.constructor }}",
      "{{ ''['constructor'] }}",
      '{{ messages.__proto__ }}',
      '{{ raise_exception.constructor }}',
      '{{ messages[0].toString }}',
      '{{ globalThis }}{{ process }}{{ require }}',
    ])
      assert.equal(render(template, [{ role: 'user' }]), '', template);
    fails("{{ messages.constructor.constructor('return 1')() }}", 'failed', /has no attribute 'constructor'/);
    fails('{{ messages[0].__proto__.polluted }}', 'failed', /has no attribute '__proto__'/, [{ role: 'user' }]);
  });

  it('ends templates that would never end', () => {
    const twice = (part: string): string => part.repeat(60);
    fails('{% for a in range(10**9) %}{% endfor %}', 'failed', /^Range too big/);
    fails(
      '{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}',
      'limit',
      /steps/,
    );
    fails(`{% set x = 'ab' %}${twice('{% set x = x ~ x %}')}`, 'limit', /characters/);
    fails(`{% set x = 'aa' %}${twice("{% set x = x | replace('a', x) %}")}`, 'limit', /characters/);
    fails(`{% set x = [1] %}${twice('{% set x = x + x %}')}`, 'limit', /steps/);
    for (const use of ['x | tojson', 'x', "x | join('')", 'x == [1]', 'x ~ x'])
      if (use !== 'x == [1]') fails(`{% set x = [1] %}${twice('{% set x = [x, x] %}')}{{ ${use} }}`, 'limit', /steps/);
    fails("{{ 'a' * 10**10 }}", 'limit', /characters/);
    fails('{{ [1] | tojson(indent=10**9) }}', 'limit', /characters/);
    fails(`${'{{ ('.repeat(20_000)}1`, 'syntax', /./);
  });

  it('renders 2,000 turns', () => {
    const chat = Array.from({ length: 2000 }, (_, i) => ({ role: i % 2 ? 'assistant' : 'user', content: ` ${i} ` }));
    const template =
      "{% for m in messages %}{{ '<' + m['role'] + '>' + m.content | trim }}{% if loop.last %}.{% endif %}{% endfor %}";
    assert.match(render(template, chat), /<assistant>1999\.$/);
  });
});
