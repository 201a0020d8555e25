import assert from 'node:assert/strict';
import { once } from 'node:events';
import { DatasetFolder, jsonl } from './datasetFolder';

const TAXONOMY = {
  types: [
    { name: 'Reasoning', types: [{ name: 'Common sense', share: 0.5 }, { name: 'Several steps' }] },
    { name: 'Writing', types: [{ name: 'Poems' }] },
  ],
};

const RECORDS = [
  '{"id": "a", "instruction": "why?", "task_type": "Reasoning - Common sense", "output": "so", "n": 1.0}',
  '{"id": "b", "instruction": "write code", "output": "x"}',
  '{"id": "c", "instruction": "wrte a poem", "task_type": "Writing - Poems", "output": "ok", "robustness": "typo"}',
  '{"id": "d", "instruction": "hm", "task_type": "Resoning", "output": "12345678901234567890"}',
];

describe('tuneset labels', function () {
  this.timeout(60_000);
  let folder: DatasetFolder;
  beforeEach(() => {
    folder = new DatasetFolder();
    folder.write('tuneset.json', JSON.stringify({ labels: {}, taxonomy: 'taxonomy.json' }));
    folder.write('taxonomy.json', `${JSON.stringify(TAXONOMY, null, 2)}\n`);
    folder.write('a.jsonl', jsonl(RECORDS));
  });
  afterEach(() => folder.remove());

  const changed = (...args: string[]): number[] => {
    const { status, stderr } = folder.run('labels', 'set', 'a.jsonl', ...args);
    assert.equal(status, 0, stderr);
    return folder.lines('a.jsonl').flatMap((line, i) => (line === RECORDS[i] ? [] : [i + 1]));
  };

  it('lists its commands', () => {
    const { status, stdout } = folder.run('labels', '--help');
    assert.equal(status, 0);
    assert.match(stdout, /labels stats[^]*labels set[^]*labels rename/);
    assert.doesNotMatch(stdout, /shuffle/);
    assert.match(folder.run('labels', 'stat').stderr, /no command “labels stat”. Is “labels stats” meant/);
  });

  describe('stats', () => {
    it('shows the types of the taxonomy, and on top what has none of them', () => {
      const { status, stdout } = folder.run('labels', 'stats', '.');
      assert.equal(status, 0);
      const rows = stdout.split('\n').map((line) => line.split(/\s{2,}/).map((cell) => cell.trim()));
      assert.deepEqual(rows.slice(0, -2), [
        ['task type', 'records', 'share', 'target', 'robust'],
        ['without a task type', '1', '25.0 %'],
        ['not in the taxonomy', '1', '33.3 %'],
        ['', 'Resoning', '1', '33.3 %'],
        ['Reasoning', '1', '33.3 %'],
        ['', 'Common sense', '1', '33.3 %', '50.0 %'],
        ['', 'Several steps', '0', '0.0 %'],
        ['Writing', '1', '33.3 %', '1 (100.0 %)'],
        ['', 'Poems', '1', '33.3 %', '1 (100.0 %)'],
        ['all records', '4', '100.0 %', '1 (25.0 %)'],
      ]);
    });

    it('are the same in JSON and CSV, with tokens if asked', () => {
      const { files, rows } = JSON.parse(
        folder.run('labels', 'stats', 'a.jsonl', '--reporter', 'json', '--tokens', '--template', 'none').stdout,
      ) as { files: unknown; rows: { kind: string; type: string[]; promptTokens: number; trainedTokens: number }[] };
      assert.deepEqual(files, [{ path: 'a.jsonl', records: 4, unreadable: 0 }]);
      const all = rows.find(({ kind }) => kind === 'all')!;
      assert.ok(all.promptTokens > 0 && all.trainedTokens > 0);
      const csv = folder.run('labels', 'stats', 'a.jsonl', '--reporter', 'csv').stdout.split('\r\n');
      assert.equal(csv[0], 'kind,task_type,records,share,target,missed,robust');
      assert.ok(csv.includes('type,Reasoning - Common sense,1,0.333333,0.5,,0'));
      assert.equal(csv.length, rows.length + 2);
    });

    it('show which types are far from their target, and records that lack the lower level', () => {
      const lines = Array.from(
        { length: 60 },
        (_, i) =>
          `{"instruction": "${i}", "output": "a", "task_type": "${i < 6 ? 'Reasoning - Common sense' : 'Reasoning'}"}`,
      );
      folder.write('a.jsonl', jsonl(lines));
      const { stdout } = folder.run('labels', 'stats', 'a.jsonl');
      assert.match(stdout, /Common sense +6 +10\.0 % +↓ 50\.0 %/);
      assert.match(stdout, /\(no lower level\) +54 +90\.0 %/);
    });

    it('leave out what is no record, and say so', () => {
      folder.write('a.jsonl', `${jsonl(RECORDS)}{"broken": \n`);
      const { status, stdout, stderr } = folder.run('labels', 'stats', 'a.jsonl');
      assert.equal(status, 0);
      assert.match(stdout, /all records +4/);
      assert.match(stderr, /can’t be read, and aren’t counted: 1/);
    });
  });

  describe('set', () => {
    it('gives the records that are meant a type, where the others have it, and changes nothing else', () => {
      assert.deepEqual(changed('--untagged', '--task-type', 'writing > poems', '--any-value'), [2]);
      assert.equal(
        folder.lines('a.jsonl')[1],
        '{"id": "b", "instruction": "write code", "task_type": "writing - poems", "output": "x"}',
      );
    });

    it('finds them by condition, number, type, or takes all', () => {
      const type = ['--task-type', 'Reasoning - Several steps'];
      for (const [args, expected] of [
        [
          ['--where', 'instruction contains w'],
          [1, 2, 3],
        ],
        [['--where', 'instruction contains w', '--where', 'instruction contains code'], [2]],
        [
          ['--records', '2-3'],
          [2, 3],
        ],
        [['--of', 'Writing'], [3]],
        [['--all'], [1, 2, 3, 4]],
      ] as const) {
        folder.write('a.jsonl', jsonl(RECORDS));
        assert.deepEqual(changed(...args, ...type), expected, args.join(' '));
      }
    });

    it('only shows what it would do if asked', () => {
      const { status, stdout } = folder.run(
        ...['labels', 'set', 'a.jsonl', '--all', '--task-type', 'Writing - Poems', '--dry-run'],
      );
      assert.equal(status, 0);
      assert.match(stdout, /a\.jsonl: 3 of 4 records would change/);
      assert.match(stdout, /record 1: task_type "Reasoning - Common sense" → "Writing - Poems" {2}why\?/);
      assert.match(stdout, /record 2: task_type ∅ → "Writing - Poems"/);
      assert.equal(folder.read('a.jsonl'), jsonl(RECORDS));
    });

    it('marks records, and lets no marker go unless it is told to', () => {
      assert.deepEqual(changed('--records', '1', '--robustness', 'typo,noise'), [1]);
      assert.match(folder.lines('a.jsonl')[0]!, /"robustness": "typo, noise"/);
      const before = folder.read('a.jsonl');
      for (const args of [
        ['--clear', 'robustness'],
        ['--robustness', 'colloquial'],
      ]) {
        const { status, stderr } = folder.run('labels', 'set', 'a.jsonl', '--all', ...args);
        assert.equal(status, 1);
        assert.match(stderr, /would go or change: 2.*Nothing was written.*--allow-robust/);
        assert.equal(folder.read('a.jsonl'), before);
      }
      assert.equal(folder.run('labels', 'set', 'a.jsonl', '--all', '--robustness', 'noise', '--add').status, 0);
      assert.match(folder.lines('a.jsonl')[2]!, /"robustness": "typo, noise"/);
      folder.run('labels', 'set', 'a.jsonl', '--all', '--clear', 'robustness', '--allow-robust');
      assert.equal(folder.read('a.jsonl'), jsonl(RECORDS).replace(', "robustness": "typo"', ''));
    });

    it('takes the name of the clean twin away with the marker, and from no other record', () => {
      const twinOf = (line: string): string => line.replace(/\}$/, ', "variant_of": "a"}');
      const [, plain, marked] = RECORDS as [string, string, string];
      folder.write('twins.jsonl', jsonl([twinOf(plain), twinOf(marked)]));
      folder.run('labels', 'set', 'twins.jsonl', '--all', '--clear', 'robustness', '--allow-robust');
      assert.equal(folder.read('twins.jsonl'), jsonl([twinOf(plain), marked.replace(', "robustness": "typo"', '')]));
    });

    it('writes levels and several types as the project has them', () => {
      const write = (taskType: object): void => folder.write('tuneset.json', JSON.stringify({ labels: { taskType } }));
      write({ levels: 'fields', fields: ['level1', 'level2'] });
      changed('--records', '2', '--task-type', 'A - B');
      assert.match(folder.lines('a.jsonl')[1]!, /"level1": "A", "level2": "B"/);
      assert.match(folder.run('labels', 'set', 'a.jsonl', '--all', '--task-type', 'A - B - C').stderr, /more levels/);
      write({ levels: 'array', several: true });
      changed('--records', '2', '--task-type', 'A - B', '--task-type', 'C');
      assert.match(folder.lines('a.jsonl')[1]!, /"task_type": \[\["A", "B"\], \["C"\]\]/);
      write({ several: true });
      changed('--of', 'Writing', '--task-type', 'C', '--add');
      assert.match(folder.lines('a.jsonl')[2]!, /"task_type": \["Writing - Poems", "C"\]/);
    });

    it('writes lists where the file’s other records have lists', () => {
      const line = (i: number, rest: string): string => `{"instruction": "q${i}", "output": "a"${rest}}`;
      folder.write('a.jsonl', jsonl([line(0, ', "robustness": ["noise"]'), line(1, '')]));
      assert.equal(folder.run('labels', 'set', 'a.jsonl', '--records', '2', '--robustness', 'typo').status, 0);
      assert.equal(folder.lines('a.jsonl')[1], line(1, ', "robustness": ["typo"]'));
    });

    it('makes up no kind for a marker that names none', () => {
      const line = (marker: string): string => `{"instruction": "q", "output": "a", "robustness": ${marker}}\n`;
      folder.write('a.jsonl', line('true'));
      assert.equal(folder.run('labels', 'set', 'a.jsonl', '--all', '--robustness', 'typo', '--add').status, 0);
      assert.equal(folder.read('a.jsonl'), line('"typo"'));
      folder.write('a.jsonl', line('true'));
      assert.equal(folder.run('labels', 'set', 'a.jsonl', '--all', '--clear', 'robustness').status, 1);
    });

    it('says which name fits no record, and which one is likely meant', () => {
      const clear = ['labels', 'set', 'a.jsonl', '--clear', 'task-type'];
      for (const [args, message] of [
        [['--of', 'Writting'], /No record has the task type “Writting”. Is “Writing” meant/],
        [['--where', 'instrution contains w'], /No record has the field “instrution”. Is “instruction” meant/],
        [['--where', 'meta.lang is zh'], /No record has the field “meta.lang”/],
        [['--records', '5-9'], /no records with the numbers 5-9/],
      ] as const) {
        const { status, stderr } = folder.run(...clear, ...args);
        assert.equal(status, 2, args.join(' '));
        assert.match(stderr, message);
        assert.equal(folder.read('a.jsonl'), jsonl(RECORDS));
      }
      const { status, stderr } = folder.run(...clear, '--where', 'lang isnt zh', '--dry-run');
      assert.equal(status, 0);
      assert.match(stderr, /No record has the field “lang”/);
    });

    it('leaves alone what is no dataset', () => {
      const log = '{"level": "info"}\n';
      folder.write('log.jsonl', log);
      const type = ['--all', '--task-type', 'Writing - Poems'];
      const named = folder.run('labels', 'set', 'log.jsonl', ...type);
      assert.equal(named.status, 2);
      assert.match(named.stderr, /log\.jsonl doesn’t look like a dataset\. Say how it is read/);
      const found = folder.run('labels', 'set', '.', ...type);
      assert.equal(found.status, 0);
      assert.match(found.stderr, /log\.jsonl doesn’t look like a dataset, and is left/);
      assert.equal(folder.read('log.jsonl'), log);
      assert.equal(folder.run('labels', 'set', 'log.jsonl', ...type, '--format', 'text').status, 0);
      assert.match(folder.read('log.jsonl'), /Poems/);
    });

    it('writes no label into the data, nor two into one field', () => {
      const type = ['labels', 'set', 'a.jsonl', '--all', '--task-type', 'X'];
      for (const [labels, message] of [
        [{ taskType: { field: 'output' } }, /“output” is data of the format alpaca/],
        [{ taskType: { levels: 'fields', fields: ['instruction', 'b'] } }, /“instruction” is data/],
        [{ robustness: { field: 'history' } }, /“history” is data/],
        [{ robustness: { field: 'task_type' } }, /Two labels stand in the field “task_type”/],
      ] as const) {
        folder.write('tuneset.json', JSON.stringify({ labels }));
        const { status, stderr } = folder.run(...type);
        assert.equal(status, 2, stderr);
        assert.match(stderr, message);
        assert.equal(folder.read('a.jsonl'), jsonl(RECORDS));
      }
    });

    it('says what is wrong with a taxonomy', () => {
      for (const [taxonomy, message] of [
        [{ types: [{ name: 'A - B' }] }, /types\/0\/name: “A - B” holds “ - ”, which parts levels/],
        [{ types: [{ name: 'A' }, { name: 'A' }] }, /types\/1\/name: “A” is there twice/],
        [{ types: [{ name: 'A', share: 8 }] }, /from 0 to 1; 8 % is 0\.08/],
      ] as const) {
        folder.write('taxonomy.json', JSON.stringify(taxonomy));
        const { status, stderr } = folder.run('labels', 'stats');
        assert.equal(status, 2);
        assert.match(stderr, message);
      }
    });

    it('says what is wrong with its arguments', () => {
      for (const [args, message] of [
        [['--all', '--task-type', 'Writing - Poem'], /no task type “Writing - Poem”. Is “Writing - Poems” meant/],
        [['--all', '--task-type', 'Writing'], /has others below it.*Writing - Poems/],
        [['--all', '--task-type', ' - '], /a level has no name/],
        [['--all', '--task-type', 'Writing - Poems', '--task-type', 'Reasoning - Several steps'], /several/],
        [['--all', '--robustness', 'typos'], /no kind “typos”. Is “typo” meant/],
        [['--task-type', 'Writing - Poems'], /which records/],
        [['--all', '--untagged', '--task-type', 'Writing - Poems'], /contradicts/],
        [['--all', '--clear', 'task-type', '--task-type', 'Writing - Poems'], /contradicts/],
        [['--all'], /what records are to get/],
        [['--records', 'x', '--clear', 'task-type'], /must be numbers/],
        [['b.jsonl', '--records', '1', '--clear', 'task-type'], /one file/],
        [['--where', 'x', '--clear', 'task-type'], /is no condition/],
      ] as const) {
        folder.write('b.jsonl', jsonl(RECORDS));
        const { status, stderr } = folder.run('labels', 'set', 'a.jsonl', ...args);
        assert.equal(status, 2, args.join(' '));
        assert.match(stderr, message);
        assert.equal(folder.read('a.jsonl'), jsonl(RECORDS));
      }
      assert.match(folder.run('labels', 'set', '--all', '--clear', 'task-type').stderr, /Name the files/);
      folder.write('package.json', '{\n  "name": "mine"\n}\n');
      const other = folder.run('labels', 'set', 'package.json', '--all', '--task-type', 'Writing - Poems');
      assert.equal(other.status, 2);
      assert.match(other.stderr, /package\.json doesn’t look like a dataset/);
    });
  });

  describe('rename', () => {
    it('renames a type in all files and in the taxonomy, with those below it', () => {
      folder.write('b.json', `[\n  ${RECORDS.join(',\n  ')}\n]\n`);
      const before = folder.read('b.json');
      const { status, stdout } = folder.run('labels', 'rename', 'Reasoning', '--to', 'Logic');
      assert.equal(status, 0);
      assert.match(stdout, /a\.jsonl: 1 of 4.*\nb\.json: 1 of 4.*\ntaxonomy\.json: the taxonomy changed/);
      const expected = (text: string): string => text.replace('Reasoning - ', 'Logic - ');
      assert.equal(folder.read('a.jsonl'), expected(jsonl(RECORDS)));
      assert.equal(folder.read('b.json'), expected(before));
      assert.equal(
        folder.read('taxonomy.json'),
        `${JSON.stringify(TAXONOMY, null, 2)}\n`.replace('Reasoning', 'Logic'),
      );
    });

    it('merges an unknown type into a known one, and leaves the taxonomy as it is', () => {
      const { status } = folder.run('labels', 'rename', 'Resoning', '--to', 'Reasoning - Common sense', 'a.jsonl');
      assert.equal(status, 0);
      assert.match(folder.lines('a.jsonl')[3]!, /"task_type": "Reasoning - Common sense"/);
      assert.deepEqual(JSON.parse(folder.read('taxonomy.json')), TAXONOMY);
    });

    it('leaves the taxonomy as it is where other files of the project may have the old name', () => {
      folder.write('b.jsonl', jsonl(RECORDS));
      const args = ['labels', 'rename', 'Reasoning', '--to', 'Logic', 'a.jsonl'];
      const { status, stderr } = folder.run(...args);
      assert.equal(status, 0);
      assert.match(stderr, /taxonomy\.json keeps the old name.*--taxonomy/);
      assert.match(folder.lines('a.jsonl')[0]!, /Logic/);
      assert.deepEqual(JSON.parse(folder.read('taxonomy.json')), TAXONOMY);
      assert.match(folder.run(...args, '--taxonomy').stdout, /the taxonomy changed/);
      assert.equal(folder.run(...args, '--taxonomy', '--keep-taxonomy').status, 2);
    });

    it('says that no record has the type, and which one is likely meant', () => {
      const { status, stderr } = folder.run('labels', 'rename', 'Writng - Poems', '--to', 'Writing - Poems');
      assert.equal(status, 2);
      assert.match(stderr, /No record has the task type “Writng - Poems”. Is “Writing - Poems” meant/);
    });

    it('only shows what it would do, keeps the taxonomy, and says what makes no sense', () => {
      const rename = (...args: string[]) => folder.run('labels', 'rename', ...args);
      assert.match(rename('Reasoning', '--to', 'Logic', '--dry-run').stdout, /the taxonomy would change/);
      assert.equal(folder.read('a.jsonl'), jsonl(RECORDS));
      assert.doesNotMatch(rename('Reasoning', '--to', 'Logic', '--keep-taxonomy').stdout, /taxonomy/);
      assert.deepEqual(JSON.parse(folder.read('taxonomy.json')), TAXONOMY);
      assert.match(rename('X', '--to', 'Y').stderr, /no task type “Y”/);
      assert.match(rename('Writing', '--to', 'Writing - Poems').stderr, /below itself/);
      assert.match(rename('Writing', '--to', 'Writing').stderr, /the same/);
      assert.match(rename('Writing').stderr, /Give both names/);
    });
  });

  it('leaves old files or new ones when it is killed, and no mixture of them', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => RECORDS[i % 4]!);
    const old = jsonl(lines);
    const whole = old.replaceAll('Reasoning - ', 'Logic - ');
    const args = ['labels', 'rename', 'Reasoning', '--to', 'Logic', 'a.jsonl', '--keep-taxonomy'];
    folder.write('a.jsonl', old);
    const started = Date.now();
    folder.run(...args);
    const usual = Date.now() - started;
    assert.equal(folder.read('a.jsonl'), whole);
    for (let round = 0; round < 8; round++) {
      folder.write('a.jsonl', old);
      const child = folder.start(...args);
      const ended = once(child, 'exit');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, Math.random() * usual))]);
      child.kill('SIGKILL');
      await ended;
      const found = folder.read('a.jsonl');
      assert.ok(found === old || found === whole);
    }
    folder.write('a.jsonl', old);
    folder.run(...args);
    assert.deepEqual(folder.names, ['a.jsonl', 'taxonomy.json', 'tuneset.json']);
  });
});
