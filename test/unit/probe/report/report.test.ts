import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { RunPlan } from '../../../../src/probe/batch/plan';
import { ResultBook } from '../../../../src/probe/batch/resultBook';
import { callId, type CallLine, type ProbeLine } from '../../../../src/probe/batch/resultLine';
import { changeOf } from '../../../../src/probe/report/change';
import { chosenCalls } from '../../../../src/probe/report/chosenCalls';
import { reportCsv, reportMarkdown } from '../../../../src/probe/report/reportText';
import { runReport } from '../../../../src/probe/report/runReport';
import { answered, caseOf, endpointOf } from '../batch/runInMemory';

function plan(id: string, more: Partial<RunPlan> = {}): RunPlan {
  return {
    ...{ kind: 'run', version: 1, id, name: `run ${id}`, at: `2026-01-0${id}T00:00:00Z`, dataset: 'd.jsonl' },
    ...{ selection: 'all', cases: 4, endpoints: [endpointOf('one')], sampling: {}, tries: 1 },
    measures: [{ kind: 'exact' }, { kind: 'nll' }],
    limits: { concurrency: 1, requestsPerMinute: null, tokensPerMinute: null, tokens: null },
    ...more,
  };
}

function call(run: string, index: number, exact: number | null, more: Partial<CallLine> = {}): CallLine {
  const { messages, reference, record, turn, taskTypes, kinds, turnCount } = caseOf(index);
  const { content, reasoning, calls, finish, state, fault, usage, firstTokenMs, totalMs, sent } = answered;
  const measures = { exact: { value: exact }, nll: { value: index } };
  const at = `2026-01-0${run}T00:00:01Z`;
  return {
    ...{ kind: 'call', id: callId(run, index, 0, 0), run, at, key: `key ${index}`, record, turn, taskTypes },
    ...{ kinds, turnCount, messages, reference, try: 0, state, fault, usage, firstTokenMs, totalMs, sent, measures },
    endpoint: { id: 'one', name: 'one', role: 'other', model: 'm' },
    answer: { content, reasoning, calls, finish },
    ...more,
  };
}

function bookOf(...lines: readonly ProbeLine[]): ResultBook {
  const book = new ResultBook();
  lines.forEach((line, offset) => book.addText(JSON.stringify(line), { offset, length: 1 }));
  return book;
}

const end = { kind: 'end', run: '1', at: '2026-01-01T00:00:09Z', outcome: 'completed' } as const;

describe('the report of a run', () => {
  it('adds up calls by task type, robustness kind and turns', () => {
    const book = bookOf(
      plan('1'),
      call('1', 0, 1, { kinds: ['typo'] }),
      call('1', 1, 0),
      call('1', 2, 0.5),
      call('1', 3, null, { state: 'failed', measures: {}, totalMs: 99 }),
      end,
    );
    const report = runReport(book.run('1')!, book);
    deepEqual([report.state, report.done, report.failed, report.total], ['completed', 4, 1, 4]);
    deepEqual(report.usage, { prompt: 40, completion: 20 });
    equal(report.medianTotalMs, 9);
    const group = (dimension: string, name: string) =>
      report.groups.find((each) => each.dimension === dimension && each.name === name);
    const all = group('all', '')!;
    deepEqual([all.calls, all.failed, all.measures.exact?.count, all.measures.exact?.mean], [4, 1, 3, 0.5]);
    ok(Math.abs(all.measures.exact!.error! - 0.5 / Math.sqrt(3)) < 1e-12);
    equal(group('taskType', 'even')!.measures.exact?.mean, 0.75);
    equal(group('kind', 'typo')!.calls, 1);
    equal(group('kind', '')!.calls, 3);
    equal(group('turnCount', '2')!.calls, 4);
    equal(all.measures.exact?.shared, undefined);
  });

  it('tells how a run stands from its lines', () => {
    const stateOf = (...lines: readonly ProbeLine[]) => {
      const book = bookOf(plan('1', { cases: 2 }), ...lines);
      return runReport(book.run('1')!, book).state;
    };
    const cancelled = { ...end, outcome: 'cancelled' as const };
    equal(stateOf(call('1', 0, 1)), 'interrupted');
    equal(stateOf(call('1', 0, 1), cancelled), 'cancelled');
    equal(stateOf(cancelled, call('1', 0, 1, { at: '2026-01-02T00:00:00Z' })), 'interrupted');
    equal(stateOf(call('1', 0, 1), call('1', 1, 1), cancelled), 'completed');
    equal(stateOf(call('1', 0, 1, { state: 'cancelled' }), call('1', 1, 1)), 'interrupted');
  });

  it('counts out what could not be asked for', () => {
    const skipped = {
      ...({ kind: 'skipped', run: '1', at: '', case: 1 } as const),
      ...{ record: 1, key: 'k', turn: 1, problem: 'gone' },
    };
    const book = bookOf(plan('1', { cases: 2 }), call('1', 0, 1), skipped);
    const report = runReport(book.run('1')!, book);
    deepEqual([report.total, report.state], [1, 'completed']);
  });

  it('compares with an earlier run case by case, whatever order the records have now', () => {
    const endpoint = { id: 'two', name: 'two', role: 'other', model: 'm' } as const;
    const book = bookOf(
      plan('1'),
      call('1', 0, 0),
      call('1', 1, 1),
      call('1', 5, 1),
      plan('2', { endpoints: [endpointOf('two')] }),
      ...[0, 1, 6].map((index) => call('2', index, 1, { endpoint })),
    );
    const report = runReport(book.run('2')!, book, { earlier: book.run('1') });
    const all = report.groups.find(({ dimension }) => dimension === 'all')!;
    deepEqual(all.measures.exact?.shared, { cases: 2, now: 1, before: 0.5, error: 0.5 });
    equal(all.measures.exact?.count, 3);
  });

  it('calls no difference more or less that may be chance', () => {
    const of = (now: number, error: number | null) => changeOf({ cases: 4, now, before: 0.5, error });
    deepEqual([of(0.5, 0), of(0.6, 0.2), of(0.6, null)], ['same', 'unsure', 'unsure']);
    deepEqual([of(0.6, 0.05), of(0.4, 0.05)], ['more', 'less']);
  });

  it('counts the classes that people gave', () => {
    const judged = {
      ...({ kind: 'judgement', key: 'k', taskTypes: [], note: '', by: '' } as const),
      ...{ at: '2026-01-05T00:00:00Z', call: callId('1', 1, 0, 0), class: 'hallucination' },
    };
    const book = bookOf(plan('1'), call('1', 0, 1), call('1', 1, 0), judged);
    const { groups } = runReport(book.run('1')!, book);
    deepEqual(
      groups.filter(({ dimension }) => dimension === 'failure').map(({ name, calls }) => [name, calls]),
      [['hallucination', 1]],
    );
  });

  it('leads from every number to its calls, the worst first', () => {
    const book = bookOf(
      plan('1'),
      call('1', 0, 1),
      call('1', 1, 0),
      call('1', 2, 0.5),
      call('1', 3, null, { state: 'truncated', measures: {} }),
    );
    const run = book.run('1')!;
    const records = (wish: Partial<Parameters<typeof chosenCalls>[2]>) =>
      chosenCalls(run, book, { endpoint: null, group: null, measure: null, only: 'all', ...wish }).map(
        ({ record }) => record,
      );
    deepEqual(records({}), [0, 1, 2, 3]);
    deepEqual(records({ measure: 'exact' }), [1, 2, 0, 3]);
    deepEqual(records({ measure: 'nll' }), [2, 1, 0, 3]);
    deepEqual(records({ only: 'failed' }), []);
    deepEqual(records({ only: 'truncated' }), [3]);
    deepEqual(records({ group: { dimension: 'taskType', name: 'odd' } }), [1, 3]);
    deepEqual(records({ endpoint: 'other' }), []);
  });
});

describe('the report as text', () => {
  const nasty = '=HYPERLINK("x")|<img src=x>\n[a](b)`';
  const book = bookOf(plan('1', { name: nasty }), call('1', 0, 1, { taskTypes: [nasty] }), call('1', 1, 0));
  const report = runReport(book.run('1')!, book);

  it('is Markdown in which names are only names', () => {
    const text = reportMarkdown(report);
    ok(!text.includes('<img'));
    ok(!/(?<!\\)\[a/.test(text));
    match(text, /^## =HYPERLINK/);
    match(text, /\| all calls \| 2 \| 0 \| 0\.500 ±0\.500 \|/);
    for (const line of text.split('\n').filter((each) => each.startsWith('|'))) {
      equal(line.match(/(?<!\\)\|/g)!.length, 6, line);
    }
  });

  it('is CSV that no spreadsheet runs', () => {
    const text = reportCsv(report);
    const [head, all] = text.split('\r\n');
    equal(head, 'dimension,group,endpoint,calls,failed,measure,measured,mean,error,before');
    equal(all, 'all,,name of one,2,0,exact,2,0.5,0.5,');
    ok(text.includes(`"'=HYPERLINK(""x"")|<img`));
  });
});
