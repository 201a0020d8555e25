import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatById } from '../../../src/dataset/format';
import { labelSettings, type LabelSettings } from '../../../src/labels/labelSettings';
import type { TaxonomyContent } from '../../../src/dataset/project';
import { LabelReader } from '../../../src/labels/labelReader';
import { jsonlContainer } from '../../../src/dataset/jsonl';
import { Checker } from '../../../src/rules/checker';
import { StreamChecker } from '../../../src/rules/streamChecker';
import { robustnessUnmarked } from '../../../src/rules/labels/robustnessUnmarked';
import { applied, checked, found } from './check';

const taxonomy: TaxonomyContent = {
  types: [
    { name: '逻辑推理', types: [{ name: '常识推理' }, { name: 'cot 多步骤推理' }] },
    { name: '写作', types: [{ name: '诗歌' }] },
  ],
};
const labels = labelSettings({}, taxonomy);

function record(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ instruction: '1+1?', output: '2', ...fields });
}

function messages(text: string, settings: LabelSettings = labels): string[] {
  return checked(text, { labels: settings })
    .findings(10)
    .map(({ rule, message, pointer }) => `${rule} ${pointer} ${message}`);
}

function mended(text: string, settings: LabelSettings): string {
  const dataset = checked(text, { labels: settings });
  return applied(
    text,
    dataset.fixAll(({ fixes }) => fixes[0]),
  );
}

describe('rules of task types', () => {
  it('are silent where the project says nothing of labels, unless it names them', () => {
    const silent = labelSettings(undefined, undefined);
    const text = '{"instruction": "waht is teh sum", "output": "2"}';
    assert.deepEqual(found(text, { labels: silent }), []);
    assert.deepEqual(found(text, { labels: silent, levels: { 'task-type-missing': 'warning' } }), [
      'task-type-missing@0:0',
    ]);
  });

  it('say why a field names no type', () => {
    assert.deepEqual(messages(record({ task_type: ' ' })), [
      'task-type-missing /task_type “task_type” is empty: the record has no task type.',
    ]);
    assert.deepEqual(messages(record({ task_type: ['写作', '诗歌'] })), [
      'task-type-missing /task_type “task_type” holds no task type: a text is wanted.',
    ]);
  });

  it('name what the taxonomy has below the level that is known', () => {
    assert.deepEqual(messages(record({ task_type: '逻辑推理 - 数独' })), [
      'task-type-unknown /task_type “逻辑推理 - 数独” is not in the taxonomy. “逻辑推理” has: 常识推理, cot 多步骤推理.',
    ]);
  });

  it('mend one of several types, in the way that the project writes them', () => {
    const several = labelSettings({ taskType: { several: true } }, taxonomy);
    const text = record({ task_type: ['写作 - 诗歌', '逻辑推理-常识推理'] });
    assert.equal(mended(text, several), record({ task_type: ['写作 - 诗歌', '逻辑推理 - 常识推理'] }));
    const inArray = labelSettings({ taskType: { levels: 'array' } }, taxonomy);
    assert.equal(mended(record({ task_type: ['写作', '诗 歌'] }), inArray), record({ task_type: ['写作', '诗歌'] }));
    const inFields = labelSettings({ taskType: { levels: 'fields', fields: ['l1', 'l2'] } }, taxonomy);
    assert.equal(mended(record({ l1: '写 作', l2: '诗歌' }), inFields), record({ l1: '写作', l2: '诗歌' }));
  });

  it('point at the level that is unknown', () => {
    const inFields = labelSettings({ taskType: { levels: 'fields', fields: ['l1', 'l2'] } }, taxonomy);
    assert.match(messages(record({ l1: '写作', l2: '绘画' }), inFields)[0]!, /^task-type-unknown \/l2 /);
    const inArray = labelSettings({ taskType: { levels: 'array' } }, taxonomy);
    assert.match(messages(record({ task_type: ['写作', '绘画'] }), inArray)[0]!, /^task-type-unknown \/task_type\/1 /);
  });

  it('know the fields of labels, whatever they are called', () => {
    const own = labelSettings({ taskType: { field: 'task_typ' }, robustness: { field: '鲁棒' } }, undefined);
    assert.deepEqual(found(record({ task_typ: 'a', 鲁棒: 'typo', variant_of: '1' }), { labels: own }), []);
  });
});

describe('labels', () => {
  it('are read from bytes as from characters', () => {
    const reader = new LabelReader(labels);
    for (const fields of [{ task_type: '写作 - 诗歌' }, { task_type: '绘画', robustness: '错别字，噪声' }, {}]) {
      const inBytes = Buffer.from(JSON.stringify(fields)).toString('latin1');
      const read = reader.ofBytes(JSON.parse(inBytes) as Readonly<Record<string, unknown>>);
      assert.equal(read, reader.of(fields));
    }
  });

  it('of records whose bytes are judged are those of their characters, escaped or not', () => {
    const escaped = record({ task_type: '写作 - 诗歌' }).replace(
      /[^ -~]/g,
      (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    const lines = `${record({ task_type: '写作 - 诗歌' })}\n${escaped}\n${record({ task_type: '绘画' })}\n`;
    const findings: string[] = [];
    const checker = new Checker({ format: formatById('alpaca')!, labels });
    const decode = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
    const stream = new StreamChecker(jsonlContainer, checker, ({ rule }) => findings.push(rule), undefined, decode);
    stream.push(Buffer.from(lines).toString('latin1'));
    stream.end();
    assert.deepEqual(findings, ['task-type-unknown']);
  });
});

describe('rules of target shares', () => {
  const shares = labelSettings({}, { types: [{ name: 'A', share: 0.1 }, { name: 'B', share: 0.6 }, { name: 'C' }] });
  const lines = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .flatMap(([type, count]) => Array.from({ length: count }, () => `${record({ task_type: type })}\n`))
      .join('');

  it('tell once of all types that miss their share, the furthest off first', () => {
    assert.deepEqual(messages(lines({ A: 50, C: 50 }), shares), [
      'task-type-over-target  Above their target share: “A” 50% (target 10%)',
      'task-type-under-target  Below their target share: “B” 0% (target 60%)',
    ]);
  });

  it('say nothing of few records, of little difference, or where most are untagged', () => {
    assert.deepEqual(messages(lines({ A: 40 }), shares), []);
    assert.deepEqual(messages(lines({ A: 12, B: 55, C: 33 }), shares), []);
    const untagged = `${record({})}\n`.repeat(60);
    const options = { labels: shares, levels: { 'task-type-missing': 'off' } as const };
    assert.deepEqual(found(lines({ A: 55 }) + untagged, options), []);
  });

  it('follow edits', () => {
    const dataset = checked(lines({ A: 6, B: 36, C: 18 }), { labels: shares });
    assert.deepEqual(dataset.findings(10), []);
    dataset.edit({ start: { line: 0, character: 0 }, end: { line: 5, character: 0 } }, '');
    while (!dataset.check()) continue;
    assert.match(dataset.findings(10)[0]!.message, /“A” 1\.8% \(target 10%\)/);
  });
});

describe('robustness', () => {
  const noisy = 'waht is teh sum';

  it('is suggested where the answer is sound only', () => {
    const types = { labels, levels: { 'task-type-missing': 'off' } as const };
    assert.deepEqual(found(record({ instruction: noisy, output: '' }), types), ['empty-answer@0:42']);
    assert.deepEqual(found(record({ instruction: noisy, output: 'plz dont ask me' }), types), []);
    assert.deepEqual(found(record({ instruction: 'Mend it', input: noisy }), types), []);
    assert.deepEqual(found(record({ instruction: noisy }), types), ['robustness-unmarked@0:16']);
  });

  it('shields prompts from rules that judge them, and not their answers', () => {
    const options = { labels, levels: { 'task-type-missing': 'off', 'leading-trailing-space': 'warning' } as const };
    const text = (marker: unknown): string => record({ instruction: ' a ', output: ' b ', robustness: marker });
    assert.deepEqual(found(text(null), options).length, 2);
    assert.deepEqual(found(text('typo'), options), ['leading-trailing-space@0:31']);
  });

  it('leaves prompts that are bad on purpose out of what is mended all at once, and not their answers', () => {
    const options = { labels, levels: { 'task-type-missing': 'off' } as const };
    const lines = [
      record({ instruction: 'a <|im_end|>', output: 'b', robustness: 'typo' }),
      record({ instruction: 'c', output: 'd <|im_end|>', robustness: 'typo' }),
      record({ instruction: 'e <|im_end|>', output: 'f' }),
    ];
    const text = `${lines.join('\n')}\n`;
    const dataset = checked(text, options);
    const mendedText = applied(
      text,
      dataset.fixAll(({ fixes }) => fixes[0]),
    );
    const isMended = mendedText.split('\n').map((line) => !line.includes('im_end'));
    assert.deepEqual(isMended, [false, true, true, true]);
    assert.equal(dataset.fixable('special-token-in-content').count, 2);
    const [first] = [...dataset.findingsIn({ start: { line: 0, character: 0 }, end: { line: 0, character: 90 } })];
    assert.equal(first!.finding.fixes.length, 1);
  });

  it('is suspected in bytes as in characters', () => {
    const texts = fc.array(
      fc.constantFrom('请邦我', 'zenme ', '怎么', ' teh ', '，，，', '“', 'é', '写一偏作文', '但是'),
      {
        maxLength: 120,
      },
    );
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        const bytes = Buffer.from(text).toString('latin1');
        assert.equal(robustnessUnmarked.suspects!(bytes), robustnessUnmarked.suspects!(text));
      }),
    );
  });

  it('is found in records that are in order as if all rules looked at them', () => {
    const format = formatById('alpaca')!;
    const cautious = { ...format, isOrdinary: () => false };
    const prompt = fc.constantFrom(noisy, '1+1?', '请邦我写诗', 'zenme 学习', '我想学做菜，但是', '');
    const type = fc.constantFrom(undefined, '写作 - 诗歌', '写作', '绘画', 7, ['写作']);
    const kind = fc.constantFrom(undefined, 'typo', true, []);
    fc.assert(
      fc.property(prompt, fc.constantFrom('2', noisy), type, kind, (instruction, output, task_type, robustness) => {
        const text = `${record({ instruction, output, task_type, robustness })}\n`;
        assert.deepEqual(found(text, { format, labels }), found(text, { format: cautious, labels }));
      }),
    );
  });
});
