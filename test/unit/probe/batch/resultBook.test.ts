import { deepEqual, equal } from 'node:assert/strict';
import { assert, property, shuffledSubarray } from 'fast-check';
import { readProbeLine } from '../../../../src/probe/batch/readProbeLine';
import { ResultBook, wholeCases } from '../../../../src/probe/batch/resultBook';
import type { CallLine, ProbeLine } from '../../../../src/probe/batch/resultLine';
import { isResultFile, resultFileOf } from '../../../../src/probe/batch/resultFileName';
import { MemoryResults, runInMemory, scripted, answered } from './runInMemory';

async function linesOfRun(): Promise<readonly string[]> {
  const results = new MemoryResults();
  await runInMemory({ cases: 6, endpoints: [scripted('one', () => answered).endpoint], results }).run.run();
  const [call] = results.calls;
  const later: CallLine = { ...call!, at: '2099-01-01T00:00:00Z', state: 'truncated' };
  const judgement = (at: string, className: string | null): ProbeLine => ({
    kind: 'judgement',
    ...{ call: call!.id, key: call!.key, taskTypes: [], class: className, note: '', at, by: 'me' },
  });
  const [, judged] = results.calls;
  const measured: CallLine = { ...judged!, measures: { ...judged!.measures, judge: { value: 1 } } };
  const more = [later, measured, judgement('2026-02-01T00:00:00Z', 'a'), judgement('2026-02-02T00:00:00Z', 'b')];
  return [...results.lines, ...more.map((line) => JSON.stringify(line))];
}

describe('what lines of a file of results amount to', () => {
  it('is the same in whatever order they stand, so that git may join them by lines', async () => {
    const lines = await linesOfRun();
    const facts = (text: readonly string[]) => {
      const book = new ResultBook();
      text.forEach((line, i) => book.addText(line, { offset: i, length: 1 }));
      const run = book.run('r')!;
      const calls = [...run.calls.values()].map(({ id, at, state, measures }) => ({ id, at, state, measures }));
      return {
        calls: calls.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        cases: wholeCases(run),
        end: run.end,
        judged: book.judgement(calls.find(({ state }) => state === 'truncated')!.id)?.class,
      };
    };
    const wanted = facts(lines);
    equal(wanted.judged, 'b');
    equal(wanted.cases?.length, 6);
    assert(
      property(shuffledSubarray([...lines], { minLength: lines.length }), (some) => deepEqual(facts(some), wanted)),
    );
  });

  it('is read where the line of a run is missing, however many calls there are', async () => {
    const line = (await linesOfRun()).find((text) => text.startsWith('{"kind":"call"'));
    const call = JSON.parse(line!) as CallLine;
    const book = new ResultBook();
    for (let i = 0; i < 50_000; i++) book.addText(JSON.stringify({ ...call, id: `${i}` }), { offset: i, length: 1 });
    equal([...book.calls].length, 50_000);
  });

  it('has no room for what would keep a program busy for ever', async () => {
    const [plan] = await linesOfRun();
    const run = JSON.parse(plan!) as Record<string, unknown>;
    equal((readProbeLine(plan!) as ProbeLine).kind, 'run');
    const limits = { concurrency: 0, requestsPerMinute: null, tokensPerMinute: null, tokens: null };
    for (const change of [{ cases: 1e15 }, { tries: 1e9 }, { tries: 0 }, { limits }, { endpoints: [{}] }]) {
      equal(readProbeLine(JSON.stringify({ ...run, ...change })), 'unreadable');
    }
  });

  it('lies beside the dataset', () => {
    equal(resultFileOf('/a/train.jsonl'), '/a/train.probe.jsonl');
    equal(resultFileOf('train.JSON'), 'train.probe.jsonl');
    equal(isResultFile('file:///a/train.probe.jsonl'), true);
    equal(isResultFile('probe.jsonl'), false);
  });
});
