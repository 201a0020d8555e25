import assert from 'node:assert/strict';
import { ContentsCollector, type DataFacts } from '../../../src/dataset/datasetInfo/dataFacts';
import { readDatasetInfo } from '../../../src/dataset/datasetInfo/datasetInfo';
import { applyEdits } from '../../../src/dataset/edits';
import { allRules } from '../../../src/rules/catalogue';
import { checkInfo, type InfoCheck } from '../../../src/rules/info/checkInfo';
import type { EntryFacts } from '../../../src/rules/info/view';
import type { PlacedFinding } from '../../../src/rules/placedFinding';

type Records = readonly unknown[];

function dataOf(records: Records, onlyBytes?: number): DataFacts {
  const collector = new ContentsCollector();
  for (const record of records) collector.add(record);
  return { exists: true, members: undefined, contents: collector.contents(onlyBytes) };
}

function folderOf(files: Readonly<Record<string, Records>>, onlyBytes?: number): DataFacts {
  const collector = new ContentsCollector();
  for (const [name, records] of Object.entries(files)) {
    collector.startMember(name);
    for (const record of records) collector.add(record);
  }
  return { exists: true, members: Object.keys(files), contents: collector.contents(onlyBytes) };
}

function check(text: string, facts: EntryFacts = {}, more: Partial<InfoCheck> = {}): PlacedFinding[] {
  const info = readDatasetInfo(text);
  const all = new Map(info.entries.map(({ name }) => [name, facts]));
  return checkInfo({ info, hasBom: false, asked: [], facts: all, ...more });
}

function checkEntry(entry: unknown, records: Records, facts: EntryFacts = {}): PlacedFinding[] {
  return check(JSON.stringify({ mine: entry }), { data: dataOf(records), ...facts });
}

const ids = (findings: readonly PlacedFinding[]): string[] => findings.map(({ rule }) => rule);

const openai = { role_tag: 'role', content_tag: 'content', user_tag: 'user', assistant_tag: 'assistant' };
const said = (...roles: string[]): unknown => ({ messages: roles.map((role) => ({ role, content: 'x' })) });
const told = (...roles: string[]): unknown => ({ conversations: roles.map((from) => ({ from, value: 'x' })) });
const file = { file_name: 'mine.json' };
const sharegpt = { ...file, formatting: 'sharegpt' };
const messages = { ...sharegpt, columns: { messages: 'messages' } };

interface Case {
  readonly what: string;
  readonly entry: object;
  readonly records: Records;
  readonly rule: string;
  readonly says?: RegExp;
  readonly outcome?: string;
  /** The entry after its first fix. */
  readonly mended?: object;
  /** Rules that still have something to say then. */
  readonly left?: readonly string[];
}

const alpaca = { instruction: 'a', input: 'b', output: 'c' };

const allOfAlpaca = { prompt: 'instruction', query: 'input', response: 'output' };

const cases: readonly Case[] = [
  {
    what: 'columns without query',
    entry: { ...file, columns: { prompt: 'instruction', response: 'output' } },
    records: [alpaca, { ...alpaca, input: '' }],
    rule: 'info-columns-incomplete',
    says: /“input” \(in 1 of 2 records\)/,
    outcome: 'ignored',
    mended: { ...file, columns: { prompt: 'instruction', response: 'output', query: 'input' } },
  },
  {
    what: 'columns without messages',
    entry: { ...sharegpt, columns: { system: 'system' } },
    records: [{ ...(told('human', 'gpt') as object), system: 's' }],
    rule: 'info-columns-incomplete',
    outcome: 'crash',
    mended: { ...sharegpt, columns: { system: 'system', messages: 'conversations' } },
  },
  {
    what: 'no columns and a system prompt',
    entry: file,
    records: [{ ...alpaca, system: 's', history: [['q', 'a']] }, alpaca],
    rule: 'info-defaults-ignored',
    says: /“history” \(in 1 of 2 records\), “system” \(in 1 of 2 records\)/,
    outcome: 'ignored',
    mended: {
      ...file,
      columns: { prompt: 'instruction', query: 'input', response: 'output', history: 'history', system: 'system' },
    },
  },
  {
    what: 'a misspelled column',
    entry: { ...file, columns: { prompt: 'q', response: 'anwser' } },
    records: [{ q: 'a', answer: 'b' }],
    rule: 'info-column-missing-in-file',
    says: /“anwser”.*q, answer/,
    outcome: 'crash',
    mended: { ...file, columns: { prompt: 'q', response: 'answer' } },
  },
  {
    what: 'no columns and no input',
    entry: file,
    records: [{ instruction: 'a', output: 'b' }],
    rule: 'info-column-missing-in-file',
    says: /no field “input”/,
    mended: { ...file, columns: { prompt: 'instruction', response: 'output' } },
  },
  {
    what: 'tags without the role tool',
    entry: { ...messages, tags: openai },
    records: [said('user', 'assistant'), said('user', 'assistant', 'tool', 'assistant')],
    rule: 'info-tags-incomplete',
    says: /observation_tag for “tool” \(in 1 of 2 records\)/,
    outcome: 'dropped',
    mended: { ...messages, tags: { ...openai, observation_tag: 'tool' } },
  },
  {
    what: 'tags without the key of the role',
    entry: { ...messages, tags: { user_tag: 'user', assistant_tag: 'assistant' } },
    records: [said('user', 'assistant')],
    rule: 'info-tags-incomplete',
    outcome: 'crash',
    mended: {
      ...messages,
      tags: { user_tag: 'user', assistant_tag: 'assistant', role_tag: 'role', content_tag: 'content' },
    },
  },
  {
    what: 'default tags and other roles',
    entry: sharegpt,
    records: [told('user', 'assistant', 'user', 'assistant')],
    rule: 'info-role-values',
    says: /“user”, “assistant”, not “human”, “gpt”/,
    outcome: 'dropped',
    mended: {
      ...sharegpt,
      tags: { role_tag: 'from', content_tag: 'value', user_tag: 'user', assistant_tag: 'assistant' },
    },
  },
  {
    what: 'default tags and other keys',
    entry: messages,
    records: [said('user', 'assistant')],
    rule: 'info-role-values',
    says: /keys “role”, “content”, not “from”, “value”/,
    outcome: 'crash',
    mended: { ...messages, tags: openai },
  },
  {
    what: 'a formatting that nobody knows',
    entry: { ...file, formatting: 'multilingual-thinking' },
    records: [said('user', 'assistant')],
    rule: 'info-formatting',
    outcome: 'crash',
    mended: { ...file, formatting: 'sharegpt', columns: { messages: 'messages' }, tags: openai },
  },
  {
    what: 'conversations read as alpaca',
    entry: file,
    records: [told('human', 'gpt')],
    rule: 'info-formatting',
    mended: sharegpt,
  },
  {
    what: 'alpaca records read as conversations',
    entry: sharegpt,
    records: [alpaca],
    rule: 'info-formatting',
    mended: { ...file, formatting: 'alpaca' },
  },
  {
    what: 'tool_calls with formatting sharegpt',
    entry: { ...messages, tags: openai },
    records: [
      {
        messages: [
          { role: 'user', content: 'x' },
          { role: 'assistant', content: null, tool_calls: [{}] },
        ],
      },
    ],
    rule: 'info-formatting',
    says: /tool_calls/,
    mended: { ...messages, formatting: 'openai', tags: openai },
    left: ['info-openai-thinking-off'],
  },
  {
    what: 'formatting openai without tools',
    entry: { ...messages, formatting: 'openai', tags: openai },
    records: [said('user', 'assistant')],
    rule: 'info-openai-thinking-off',
    outcome: 'altered',
  },
  {
    what: 'pairs without ranking',
    entry: { ...file, columns: { prompt: 'instruction', chosen: 'chosen', rejected: 'rejected' } },
    records: [{ instruction: 'a', chosen: 'b', rejected: 'c' }],
    rule: 'info-ranking',
    outcome: 'dropped',
    mended: {
      ...file,
      columns: { prompt: 'instruction', chosen: 'chosen', rejected: 'rejected' },
      ranking: true,
    },
  },
  {
    what: 'ranking without columns',
    entry: { ...file, ranking: true },
    records: [{ instruction: 'a', input: 'i', chosen: 'b', rejected: 'c' }],
    rule: 'info-ranking',
    outcome: 'crash',
    mended: {
      ...file,
      ranking: true,
      columns: { prompt: 'instruction', query: 'input', chosen: 'chosen', rejected: 'rejected' },
    },
  },
  {
    what: 'pairs that nobody maps',
    entry: { ...file, columns: { prompt: 'instruction' } },
    records: [{ instruction: 'a', chosen: 'b', rejected: 'c' }],
    rule: 'info-ranking',
    mended: {
      ...file,
      columns: { prompt: 'instruction', chosen: 'chosen', rejected: 'rejected' },
      ranking: true,
    },
  },
  {
    what: 'a misspelled attribute',
    entry: { ...file, colums: { prompt: 'instruction' } },
    records: [alpaca],
    rule: 'info-unknown-attribute',
    says: /misspelling of “columns”/,
    outcome: 'ignored',
    mended: { ...file, columns: { prompt: 'instruction' } },
    left: ['info-columns-incomplete'],
  },
  {
    what: 'a number in quotes',
    entry: { ...file, columns: { ...allOfAlpaca }, num_samples: '100' },
    records: [alpaca],
    rule: 'info-attribute-type',
    says: /“num_samples” must be an integer without quotes, not "100"/,
    outcome: 'crash',
    mended: { ...file, columns: { ...allOfAlpaca }, num_samples: 100 },
  },
];

describe('the rules of dataset_info.json', () => {
  for (const { what, entry, records, rule, says, outcome, mended, left = [] } of cases) {
    it(`find ${what}, as one finding`, () => {
      const findings = checkEntry(entry, records);
      assert.deepEqual(ids(findings), [rule]);
      if (says) assert.match(findings[0]!.message, says);
      if (outcome !== undefined) assert.equal(findings[0]!.outcome, outcome);
      if (!mended) {
        assert.deepEqual(findings[0]!.fixes, []);
        return;
      }
      const text = applyEdits(JSON.stringify({ mine: entry }), findings[0]!.fixes[0]!.edits);
      assert.deepEqual(JSON.parse(text), { mine: mended });
      assert.deepEqual(ids(checkEntry(mended, records)), left);
    });
  }

  it('let sound entries pass', () => {
    assert.deepEqual(checkEntry(file, [alpaca]), []);
    assert.deepEqual(checkEntry({ ...messages, tags: openai }, [said('user', 'assistant')]), []);
    assert.deepEqual(checkEntry({ ...file, columns: { prompt: 'text' } }, [{ text: 'a', meta: 1 }]), []);
    assert.deepEqual(checkEntry(sharegpt, [told('human', 'gpt', 'human', 'gpt')]), []);
  });

  it('say nothing of data that is not known, nor of hubs', () => {
    assert.deepEqual(check(JSON.stringify({ hub: { hf_hub_url: 'a/b', ranking: true }, mine: sharegpt })), []);
  });

  it('find a missing file, and offer those that come near', () => {
    const missing: DataFacts = { exists: false, members: undefined, contents: undefined };
    const [finding] = check('{"mine": {"file_name": "mnie.json"}}', { data: missing, nearby: ['mine.json', 'b.json'] });
    assert.equal(finding!.rule, 'info-file-missing');
    assert.deepEqual(
      finding!.fixes.map(({ title }) => title),
      ['Change it to “mine.json”'],
    );
    assert.deepEqual(ids(check('{"mine": {"formatting": "alpaca"}}')), ['info-file-missing']);
  });

  it('find what can’t be loaded together', () => {
    const folder = (...members: string[]): string[] =>
      ids(check('{"mine": {"file_name": "parts"}}', { data: { exists: true, members, contents: undefined } }));
    assert.deepEqual(folder('a.json', 'b.jsonl'), []);
    for (const members of [['a.json', 'b.csv'], ['a.json', '.DS_Store'], ['readme.md'], ['a.json', 'more'], []]) {
      assert.deepEqual(folder(...members), ['info-folder-mixed-types'], members.join());
    }
    const table: DataFacts = { exists: true, members: undefined, contents: undefined };
    assert.deepEqual(ids(check('{"mine": {"file_name": "a.tsv"}}', { data: table })), ['info-folder-mixed-types']);
    assert.deepEqual(ids(check('{"mine": {"file_name": "a.csv"}}', { data: table })), []);
  });

  describe('of a folder', () => {
    const folder = { file_name: 'parts', columns: allOfAlpaca };
    const late = (files: Readonly<Record<string, Records>>, onlyBytes?: number) =>
      check(JSON.stringify({ mine: folder }), { data: folderOf(files, onlyBytes) }).filter(
        ({ rule }) => rule === 'column-appears-late',
      );

    it('find fields that a file never has, whichever is first', () => {
      const more = { ...alpaca, id: 1, tag: '' };
      for (const files of [
        { 'a.jsonl': [alpaca], 'b.jsonl': [alpaca, more] },
        { 'b.jsonl': [more, alpaca], 'a.jsonl': [alpaca, alpaca] },
      ]) {
        const [finding, ...others] = late(files);
        assert.equal(others.length, 0);
        assert.match(finding!.message, /^No record of “a\.jsonl” has “id”, “tag”, which records of “b\.jsonl” have/);
        const { start, end } = finding!.range;
        assert.equal(JSON.stringify({ mine: folder }).slice(start.character, end.character), '"parts"');
        assert.deepEqual([finding!.level, finding!.outcome], ['error', undefined]);
      }
    });

    it('know that no order helps where every file lacks something', () => {
      const files = { 'a.jsonl': [{ ...alpaca, id: 1 }], 'b.jsonl': [{ ...alpaca, tag: '' }] };
      assert.deepEqual(
        late(files).map(({ outcome }) => outcome),
        ['crash', 'crash'],
      );
    });

    it('find keys of messages too', () => {
      const weighed = { messages: [{ role: 'user', content: 'x', weight: 1 }] };
      const [finding] = late({ 'a.jsonl': [said('user')], 'b.json': [weighed], 'c.json': [{ messages: [] }] });
      assert.match(finding!.message, /^No record of “a\.jsonl” has “messages\[\]\.weight”, which records of “b\.json”/);
    });

    it('let fields pass that every file has, and say nothing of what nobody has read', () => {
      assert.deepEqual(late({ 'a.jsonl': [alpaca, { ...alpaca, id: 1 }], 'b.jsonl': [{ ...alpaca, id: 2 }] }), []);
      assert.deepEqual(late({ 'a.jsonl': [{ ...alpaca, id: 1 }], 'b.jsonl': [alpaca] }, 1024), []);
      assert.deepEqual(late({ 'a.jsonl': [{ ...alpaca, id: 1 }], 'b.jsonl': [], 'c.jsonl': [undefined] }), []);
    });
  });

  it('find names that nobody defined, a byte order mark, and values of the wrong type', () => {
    const [finding] = check('{"mine": {"file_name": "a.json"}}', {}, { asked: ['mine', 'mnie'] });
    assert.match(finding!.message, /“mnie”.*“mine” meant/);
    assert.deepEqual(ids(check('{}', {}, { hasBom: true })), ['info-bom']);
    assert.deepEqual(ids(check('[]')), ['info-attribute-type']);
  });

  it('find every value of a wrong type, where it stands, and say what becomes of it', () => {
    const told = (value: unknown): string[] => {
      const text = JSON.stringify({ mine: value });
      return check(text).map(({ rule, outcome, range: { start, end } }) =>
        [rule.replace('info-attribute-type', ''), text.slice(start.character, end.character), outcome].join(' ').trim(),
      );
    };
    assert.deepEqual(told(5), ['5 crash']);
    assert.deepEqual(told({ ...file, columns: [] }), ['[] crash']);
    assert.deepEqual(told({ file_name: ['a.json', 'b.json'] }), ['["a.json","b.json"] crash']);
    assert.deepEqual(told({ ...file, split: null, subset: null, num_samples: null }), []);
    assert.deepEqual(told({ ...file, ranking: 'false', columns: { prompt: 1, query: false, response: null } }), [
      '"false"',
      '1 crash',
      'false ignored',
    ]);
    assert.deepEqual(told({ ...sharegpt, tags: { role_tag: 1, user_tag: 2, system_tag: [] } }), [
      '1 crash',
      '2 dropped',
      '[] crash',
    ]);
  });

  it('know what a value of a wrong type is meant to be, where it can be told', () => {
    const mended = (value: object): unknown => {
      const text = JSON.stringify({ mine: value });
      const { fixes } = check(text).find(({ rule }) => rule === 'info-attribute-type')!;
      return fixes[0] && (JSON.parse(applyEdits(text, fixes[0].edits)) as { mine: unknown }).mine;
    };
    assert.deepEqual(mended({ ...file, ranking: 'False' }), { ...file, ranking: false });
    assert.deepEqual(mended({ ...file, ranking: 1 }), { ...file, ranking: true });
    assert.equal(mended({ ...file, ranking: 'yes' }), undefined);
    assert.deepEqual(mended({ file_name: ['a.json'] }), { file_name: 'a.json' });
    assert.equal(mended({ ...file, num_samples: 'all' }), undefined);
    assert.equal(mended({ ...file, columns: [] }), undefined);
  });

  it('tell a stage that takes other data', () => {
    assert.deepEqual(ids(checkEntry(file, [alpaca], { stage: 'rm' })), ['info-ranking']);
    assert.deepEqual(ids(checkEntry(file, [alpaca], { stage: 'sft' })), []);
    const pairs = { ...file, ranking: true, columns: { prompt: 'instruction', chosen: 'c', rejected: 'r' } };
    const records = [{ instruction: 'a', c: 'b', r: 'd' }];
    assert.deepEqual(ids(checkEntry(pairs, records, { stage: 'sft' })), ['info-ranking']);
    assert.deepEqual(ids(checkEntry(pairs, records, { stage: 'rm' })), []);
  });

  it('say that only a part was looked at', () => {
    const data = dataOf([{ ...alpaca, system: 's' }], 32 * 1024 * 1024);
    const [finding] = check(JSON.stringify({ mine: file }), { data });
    assert.match(finding!.message, /in 1 of the 1 records in the first 32 MB/);
  });

  it('can be switched off and raised', () => {
    const data = dataOf([{ ...alpaca, system: 's' }]);
    const levels = (level: 'off' | 'error') =>
      check(JSON.stringify({ mine: file }), { data }, { levels: { 'info-defaults-ignored': level } });
    assert.deepEqual(levels('off'), []);
    assert.equal(levels('error')[0]!.level, 'error');
  });

  it('tell of broken JSON at its place, and of what can be read besides', () => {
    const text = '{\n  "a": {"file_name": "a.json",},\n  "b": {"formating": "alpaca", "file_name": "b.json"}\n}\n';
    const findings = check(text);
    assert.deepEqual(ids(findings), ['json-syntax', 'info-unknown-attribute']);
    assert.equal(findings[0]!.range.start.line, 1);
    assert.equal(applyEdits(text, findings[0]!.fixes[0]!.edits), text.replace('",}', '"}'));
    assert.deepEqual(ids(check('{"a": {"file_name": "x.json"}, "a": {"file_name": "y.json"}}')), [
      'json-duplicate-key',
    ]);
    assert.deepEqual(ids(check('{"a": {"file_name"')), ['info-file-missing', 'json-syntax']);
    assert.deepEqual(ids(check(text, {}, { syntaxShownElsewhere: true })), ['info-unknown-attribute']);
    assert.deepEqual(ids(check(' ')), ['info-attribute-type']);
  });

  it('offer fixes as the catalogue says', () => {
    const own = allRules.filter((rule) => 'entry' in rule || 'info' in rule);
    assert.equal(own.length, 15);
    for (const { rule, mended } of cases) {
      assert.equal(mended !== undefined, own.find(({ id }) => id === rule)!.fix !== 'no', rule);
    }
  });
});
