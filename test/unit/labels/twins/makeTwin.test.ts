import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../../src/dataset/edits';
import { USUAL_KINDS } from '../../../../src/labels/marker';
import { homophones, lookalikes, pinyinOf } from '../../../../src/labels/twins/characters';
import { LONGEST_PROMPT, makeTwin, type TwinKind } from '../../../../src/labels/twins/makeTwin';
import { STRENGTHS } from '../../../../src/labels/twins/strength';
import { neighbours } from '../../../../src/labels/twins/typos';

const CHINESE = '请帮我写一份关于人工智能在医疗领域应用的报告，语气要正式，并介绍主要的优点和风险。';
const ENGLISH =
  'Please write a short summary of the article about climate change and explain why it matters to people.';

/** What no twin may change, each as it stands in a prompt. */
const UNTOUCHABLE = [
  '```python\nprint("hello world")\n```',
  '`sorted_list()`',
  'https://example.org/a?b=c',
  'someone@example.org',
  '{{question}}',
  '{user_name}',
  '${name}',
  '<image>',
  '<|im_start|>',
  '</b>',
  '3.1415',
  '2024年5月1日',
  '第十二章',
  '销售数据.csv',
  'src/main/app.ts',
  '《红楼梦》',
  '“你好世界”',
  '$E=mc^2$',
  'SELECT * FROM t;',
  'GPT-4o',
  'camelCase',
  '[MASK]',
];

const kindLists = fc.uniqueArray(fc.constantFrom(...USUAL_KINDS), { minLength: 1 });
const wishes = fc.record({ kinds: kindLists, strength: fc.constantFrom(...STRENGTHS), seed: fc.nat(1000) });

/** Prompts in two languages with things in between that must stay. */
const prompts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...CHINESE.split(/(?<=[，。])/), ...ENGLISH.split(/(?<= )/)),
      fc.constantFrom(...UNTOUCHABLE),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(' '));

function twin(text: string, kind: TwinKind, seed = 1): string {
  const made = makeTwin(text, { kinds: [kind], strength: 'medium', seed });
  assert.ok(made, `no ${kind} of ${text}`);
  return made.text;
}

describe('robust twin of a prompt', () => {
  it('leaves long runs without a break alone, with what is written to them', () => {
    const run = 'QUJD+/9='.repeat(60);
    const image = `data:image/png;base64,${run}`;
    for (const kind of USUAL_KINDS) {
      const made = makeTwin(`${CHINESE}\n${image} ${CHINESE}`, { kinds: [kind], strength: 'strong', seed: 3 });
      assert.ok(!made || made.text.includes(image), kind);
    }
    assert.equal(makeTwin(run.repeat(50), { kinds: [...USUAL_KINDS], strength: 'strong', seed: 3 }), undefined);
  });

  it('is not made of a prompt that is too long to look through', () => {
    const long = CHINESE.repeat(Math.ceil(LONGEST_PROMPT / CHINESE.length));
    const wish = { kinds: [...USUAL_KINDS], strength: 'light', seed: 1 } as const;
    assert.equal(makeTwin(`${long}。`, wish), undefined);
    assert.ok(makeTwin(long.slice(0, LONGEST_PROMPT), wish));
  });

  it('is the same for the same seed, and mostly another one for another', () => {
    for (const kind of USUAL_KINDS) {
      assert.equal(twin(CHINESE, kind, 7), twin(CHINESE, kind, 7));
      const different = new Set(Array.from({ length: 20 }, (_, seed) => twin(CHINESE, kind, seed)));
      assert.ok(different.size > 2, `${kind}: ${different.size}`);
    }
  });

  it('differs from its source, by its edits only, and is of no kind that was not wished for', () => {
    fc.assert(
      fc.property(prompts, wishes, (text, wish) => {
        const made = makeTwin(text, wish);
        if (!made) return;
        assert.notEqual(made.text, text);
        assert.equal(applyEdits(text, made.edits), made.text);
        assert.ok(made.kinds.length > 0 && made.kinds.every((kind) => wish.kinds.includes(kind)));
      }),
    );
  });

  it('takes any text, and gives a text of whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), wishes, (text, wish) => {
        const made = makeTwin(text, wish);
        if (made && text.isWellFormed()) assert.ok(made.text.isWellFormed());
      }),
    );
  });

  it('leaves code, numbers, addresses, placeholders, tags, tokens, titles and quotations as they are', () => {
    fc.assert(
      fc.property(prompts, wishes, (text, wish) => {
        const made = makeTwin(text, wish);
        if (!made) return;
        for (const part of UNTOUCHABLE) {
          const count = (of: string): number => of.split(part).length - 1;
          assert.ok(count(made.text) >= count(text), `${part} in ${made.text}`);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('leaves names of media alone wherever they stand', () => {
    const made = makeTwin(
      '请描述 海滩日落 里的景色和人物的动作',
      { kinds: ['typo', 'noise', 'code-mixed'], strength: 'strong', seed: 3 },
      ['海滩日落'],
    );
    assert.ok(made?.text.includes('海滩日落'));
  });

  it('leaves a long text alone that the question is about', () => {
    const passage = '这座城市位于河流的下游，历史悠久，风景优美，每年都有许多游客前来参观。'.repeat(5);
    for (const text of [
      `请总结下面的文章，并说明它的主要观点：\n${passage}`,
      `${passage}\n\n请总结上面的文章，并说明它的主要观点。`,
    ]) {
      for (let seed = 0; seed < 10; seed++) {
        const made = makeTwin(text, { kinds: [...USUAL_KINDS], strength: 'strong', seed });
        assert.ok(made?.text.includes(passage), made?.text);
      }
    }
  });

  it('is not made where everything stays', () => {
    for (const text of ['{{question}}', '123 + 456', '', '   ', '```\ncode\n```', '<image>']) {
      assert.equal(makeTwin(text, { kinds: [...USUAL_KINDS], strength: 'strong', seed: 1 }), undefined, text);
    }
  });

  it('does not turn a statement into its opposite', () => {
    for (let seed = 0; seed < 50; seed++) {
      assert.ok(twin('不要使用没有定义的变量，为什么不行', 'typo', seed).match(/不.*没.*不/), String(seed));
      assert.ok(twin('you should never do that without asking', 'typo', seed).match(/never.*without/), String(seed));
    }
  });
});

describe('kinds of noise', () => {
  it('mistakes a Chinese character for one of the same pinyin or a similar shape', () => {
    for (let seed = 0; seed < 50; seed++) {
      const text = twin(CHINESE, 'typo', seed);
      assert.equal(text.length, CHINESE.length);
      for (const [i, character] of [...text].entries()) {
        const right = CHINESE[i]!;
        if (character === right) continue;
        const near = [...homophones(right), ...lookalikes(right)];
        assert.ok(
          near.includes(character) || '的地得在再做作他她它其期必毕和合有又'.includes(right),
          right + character,
        );
      }
    }
    assert.ok(homophones('在').includes('再'));
    assert.deepEqual(lookalikes('候')[0], '侯');
    assert.equal(pinyinOf('项目'), 'xiangmu');
    assert.equal(pinyinOf('银行'), undefined, 'read in several ways');
  });

  it('mistypes English words within the word', () => {
    for (let seed = 0; seed < 50; seed++) {
      const [right, wrong] = [ENGLISH.split(' '), twin(ENGLISH, 'typo', seed).split(' ')];
      assert.equal(wrong.length, right.length);
      for (const [i, word] of wrong.entries()) {
        assert.ok(Math.abs(word.length - right[i]!.length) <= 1);
        assert.equal(word[0], right[i]![0]);
      }
    }
    assert.deepEqual([...neighbours('g')].sort(), ['b', 'f', 'h', 't', 'v', 'y']);
    assert.deepEqual([...neighbours('q')].sort(), ['a', 'w']);
  });

  it('breaks a prompt off behind a word, and never for nothing but its full stop', () => {
    for (const text of [CHINESE, ENGLISH]) {
      for (let seed = 0; seed < 30; seed++) {
        const cut = twin(text, 'incomplete', seed);
        assert.ok(text.startsWith(cut) && cut.length >= text.length / 4 && cut.length < text.length - 1, cut);
        assert.doesNotMatch(`${cut}|${text.slice(cut.length)}`, /[a-z]\|[a-z]/i);
      }
    }
  });

  it('says words in another language', () => {
    assert.match(twin(CHINESE, 'code-mixed'), /[a-z]{2}/);
    assert.match(twin(ENGLISH, 'code-mixed'), /\p{Script=Han}/u);
  });

  it('speaks loosely, stutters and drops marks', () => {
    assert.notEqual(twin('如何提高英语口语水平？', 'colloquial'), '如何提高英语口语水平？');
    assert.notEqual(twin('What is the capital of France?', 'noise'), 'What is the capital of France?');
  });

  it('changes more the stronger it is', () => {
    const text = CHINESE.repeat(3);
    const edits = STRENGTHS.map((strength) => makeTwin(text, { kinds: ['typo'], strength, seed: 1 })!.edits.length);
    assert.deepEqual(
      edits,
      [...edits].sort((a, b) => a - b),
    );
    assert.ok(edits[0]! < edits[2]!);
  });
});
