import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { asyncProperty, assert, integer, record } from 'fast-check';
import { Pace } from '../../../../src/probe/batch/pace';
import type { RunPlan } from '../../../../src/probe/batch/plan';
import type { ReferenceScore } from '../../../../src/probe/scoring/score';
import { wholeCases } from '../../../../src/probe/batch/resultBook';
import { answered, caseOf, failed, MemoryResults, QuickClock, runInMemory, scripted, until } from './runInMemory';

const yes = () => answered;

describe('a run of many probes', () => {
  it('asks every case on every endpoint as often as wished, and says how it ended', async () => {
    const [one, two] = [scripted('one', yes), scripted('two', yes)];
    const { run, results } = runInMemory({
      cases: 70,
      endpoints: [one.endpoint, two.endpoint],
      plan: { tries: 2 },
    });
    await run.run();
    equal(results.calls.length, 280);
    equal(new Set(results.calls.map(({ id }) => id)).size, 280);
    equal(one.asked.length, 140);
    ok(one.running.most + two.running.most >= 4);
    const { state, done, failed: bad, total, inFlight } = run.status;
    deepEqual([state, done, bad, total, inFlight], ['completed', 280, 0, 280, 0]);
    equal(results.book.runs[0]?.end?.outcome, 'completed');
    deepEqual(results.calls[0]!.measures, { exact: { value: 1 } });
  });

  it('gives each try another seed, as a fixed one would make them all the same', async () => {
    const one = scripted('one', yes);
    await runInMemory({ cases: 1, endpoints: [one.endpoint], plan: { tries: 3, sampling: { seed: 7 } } }).run.run();
    deepEqual(one.asked.map(({ sampling }) => sampling?.seed).sort(), [7, 8, 9]);
  });

  it('never has more in flight than it may', async () => {
    const one = scripted('one', yes);
    await runInMemory({ cases: 50, endpoints: [one.endpoint] }).run.run();
    equal(one.running.most, 4);
  });

  it('writes the plan first, without the key or headers of anybody', async () => {
    const one = scripted('one', yes);
    Object.assign(one.endpoint.endpoint, { headers: { 'x-secret': 'planted' }, extraBody: { token: 'planted' } });
    const { run, results } = runInMemory({ cases: 3, endpoints: [one.endpoint] });
    await run.run();
    match(results.lines[0]!, /^\{"kind":"run"/);
    ok(!results.lines.join('\n').includes('planted'));
  });

  it('goes on where it was cancelled, and repeats nothing that is done', async () => {
    const results = new MemoryResults();
    const done = new Set<string>();
    for (const stopAt of [13, 41, Infinity]) {
      const one = scripted('one', (request) => {
        done.add(JSON.stringify(request.messages));
        return answered;
      });
      const { run } = runInMemory({ cases: 100, endpoints: [one.endpoint], results });
      const ended = run.run();
      if (stopAt < Infinity) {
        await until(() => run.status.done >= stopAt);
        await run.cancel();
        equal(run.status.state, 'cancelled');
        equal(results.book.run('r')?.end?.outcome, 'cancelled');
      }
      await ended;
    }
    equal(results.calls.length, 100);
    equal(new Set(results.calls.map(({ id }) => id)).size, 100);
    equal(done.size, 100);
    equal(results.book.run('r')?.end?.outcome, 'completed');
  });

  it('ends with each call once, wherever its process was killed', async () => {
    await assert(
      asyncProperty(
        record({
          cases: integer({ min: 1, max: 20 }),
          cut: integer({ min: 0, max: 25 }),
          torn: integer({ min: 0, max: 80 }),
        }),
        async ({ cases, cut, torn }) => {
          const first = new MemoryResults();
          await runInMemory({ cases, endpoints: [scripted('one', yes).endpoint], results: first }).run.run();
          const results = new MemoryResults();
          // What is left: some lines, and the beginning of one.
          results.lines.push(...first.lines.slice(0, cut));
          if (first.lines[cut] !== undefined && torn > 0) results.lines.push(first.lines[cut].slice(0, torn));
          const before = results.book.run('r');
          const again = scripted('one', yes);
          await runInMemory({ cases, endpoints: [again.endpoint], results }).run.run();
          const run = results.book.run('r')!;
          equal(run.calls.size, cases);
          equal(again.asked.length, cases - (before?.calls.size ?? 0));
          equal(wholeCases(run)?.length, cases);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('writes down what a cancelled call had received, and makes the call again', async () => {
    const results = new MemoryResults();
    let waiting = 0;
    const slow = scripted('one', (_, signal) => {
      waiting++;
      return new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ ...answered, state: 'cancelled', content: 'ye' })),
      );
    });
    const { run } = runInMemory({ cases: 2, endpoints: [slow.endpoint], results });
    const ended = run.run();
    await until(() => waiting === 2);
    await run.stop();
    await ended;
    deepEqual(
      results.calls.map(({ state, answer }) => [state, answer.content]),
      [
        ['cancelled', 'ye'],
        ['cancelled', 'ye'],
      ],
    );
    equal(results.book.run('r')?.end, undefined);
    await runInMemory({ cases: 2, endpoints: [scripted('one', yes).endpoint], results }).run.run();
    deepEqual(
      [...results.book.run('r')!.calls.values()].map(({ state }) => state),
      ['finished', 'finished'],
    );
  });

  it('pauses: calls in flight come to their end, and nothing new is asked until it goes on', async () => {
    const one = scripted('one', yes);
    const { run, results } = runInMemory({ cases: 30, endpoints: [one.endpoint] });
    const ended = run.run();
    await until(() => run.status.done >= 5);
    run.pause();
    await until(() => run.status.inFlight === 0);
    const asked = one.asked.length;
    equal(results.calls.length, asked);
    await new Promise((resolve) => setTimeout(resolve, 5));
    equal(one.asked.length, asked);
    run.resume();
    await ended;
    equal(results.calls.length, 30);
  });

  it('waits when the server says so, and nothing counts as failed', async () => {
    let refusals = 3;
    const one = scripted('one', () =>
      refusals-- > 0 ? failed('rateLimit', { status: 429, retryAfter: 7000 }) : answered,
    );
    const { run, results, clock } = runInMemory({ cases: 20, endpoints: [one.endpoint] });
    await run.run();
    equal(results.calls.length, 20);
    ok(results.calls.every(({ state }) => state === 'finished'));
    ok(clock.waits.includes(7000), String(clock.waits));
    equal(run.status.failed, 0);
  });

  it('leaves a server alone for longer and longer that wants to be asked again at once, and then pauses', async () => {
    const one = scripted('one', () => failed('rateLimit', { status: 429, retryAfter: 0 }));
    const { run, results, clock } = runInMemory({ cases: 10, endpoints: [one.endpoint] });
    void run.run();
    await until(() => run.status.state === 'paused');
    const waited = clock.waits.reduce((sum, wait) => sum + wait, 0);
    ok(waited > 5 * 60_000, `${one.asked.length} calls in ${waited} ms`);
    ok(one.asked.length <= 13 * 4, String(one.asked.length));
    deepEqual(results.calls, []);
    await run.cancel();
  });

  it('counts what was answered last, though the clock of the computer was set back in between', async () => {
    const results = new MemoryResults();
    const inJuly = Object.assign(new QuickClock(), { date: () => '2026-07-01T00:00:00.000Z' });
    const truncating = scripted('one', () => ({ ...answered, state: 'truncated' as const }));
    await runInMemory({ cases: 5, endpoints: [truncating.endpoint], results, clock: inJuly }).run.run();
    const inJune = Object.assign(new QuickClock(), { date: () => '2026-06-01T00:00:00.000Z' });
    const good = scripted('one', yes);
    const again = (): Promise<void> =>
      runInMemory({
        cases: 5,
        endpoints: [good.endpoint],
        results,
        clock: inJune,
        parts: { retryFailed: true },
      }).run.run();
    await again();
    await again();
    equal(good.asked.length, 5);
    ok([...results.book.run('r')!.calls.values()].every(({ state }) => state === 'finished'));
  });

  it('lets a hundred thousand calls pass that stay below the limits, and not one that does not', async () => {
    const time = { now: 0 };
    const limits = { requestsPerMinute: 1e9, tokensPerMinute: 1e12 };
    const plan = { limits: { ...limits, concurrency: 1, tokens: null }, endpoints: [] } as unknown as RunPlan;
    const pace = new Pace(plan, { now: () => time.now });
    for (let call = 0; call < 100_000; call++) {
      time.now += 0.1;
      equal(pace.delay(0), 0);
      pace.begin();
      pace.used({ prompt: 10, completion: 1 }, 0);
    }
    const tight = { ...plan, limits: { ...plan.limits, requestsPerMinute: 1 } };
    const slow = new Pace(tight, { now: () => time.now });
    slow.begin();
    equal(slow.delay(1), 60_000);
  });

  it('asks another endpoint while one wants to be left alone', async () => {
    const busy = scripted('busy', () => failed('rateLimit', { retryAfter: 60_000 }));
    const free = scripted('free', yes);
    const { run, results } = runInMemory({
      cases: 10,
      endpoints: [busy.endpoint, free.endpoint],
      parts: { clock: Object.assign(new QuickClock(), { wait: () => new Promise<void>(() => {}) }) },
    });
    void run.run();
    await until(() => results.calls.length === 10);
    equal(run.status.waiting, 60_000);
    await run.cancel();
  });

  it('pauses when a server lets nobody in for longer than one would wait', async () => {
    const one = scripted('one', () => failed('rateLimit', { retryAfter: 3_600_000 }));
    const { run, results } = runInMemory({ cases: 10, endpoints: [one.endpoint] });
    void run.run();
    await until(() => run.status.state === 'paused' && run.status.inFlight === 0);
    match(run.status.pausedBecause!, /60 minutes/);
    equal(results.calls.length, 0);
    await run.cancel();
  });

  it('pauses after five errors in a row that show that the endpoint is out of order, and makes those calls again', async () => {
    let isDown = true;
    const one = scripted('one', () => (isDown ? failed('connection') : answered));
    const { run, results } = runInMemory({ cases: 100, endpoints: [one.endpoint] });
    const ended = run.run();
    await until(() => run.status.state === 'paused' && run.status.inFlight === 0);
    match(run.status.pausedBecause!, /5 times in a row, so the run is paused/);
    ok(one.asked.length <= 8, String(one.asked.length));
    equal(run.status.failed, one.asked.length);
    deepEqual(run.status.faults, [{ message: 'fault connection', count: one.asked.length }]);
    isDown = false;
    run.resume();
    await ended;
    equal(results.book.run('r')!.calls.size, 100);
    ok([...results.book.run('r')!.calls.values()].every(({ state }) => state === 'finished'));
    equal(run.status.failed, 0);
  });

  it('keeps errors that belong to a case, and makes such calls again only if asked to', async () => {
    const results = new MemoryResults();
    const bad = scripted('one', ({ messages }) =>
      messages[0]!.content === 'question 3' ? failed('tooLong', { status: 400 }) : answered,
    );
    await runInMemory({ cases: 10, endpoints: [bad.endpoint], results }).run.run();
    const again = scripted('one', yes);
    const second = runInMemory({ cases: 10, endpoints: [again.endpoint], results });
    await second.run.run();
    equal(again.asked.length, 0);
    equal(second.run.status.failed, 1);
    const third = runInMemory({ cases: 10, endpoints: [again.endpoint], results, parts: { retryFailed: true } });
    await third.run.run();
    equal(again.asked.length, 1);
    equal(third.run.status.failed, 0);
    equal(results.book.run('r')!.calls.size, 10);
  });

  it('does not measure what was cut off', async () => {
    const cut = scripted('one', () => ({ ...answered, state: 'truncated', content: 'yes' }));
    const { run, results } = runInMemory({ cases: 1, endpoints: [cut.endpoint] });
    await run.run();
    deepEqual(results.calls[0]!.measures, {});
    equal(results.calls[0]!.answer.content, 'yes');
  });

  it('stays below the requests and tokens of a minute', async () => {
    for (const limit of [{ requestsPerMinute: 10 }, { tokensPerMinute: 150 }]) {
      const clock = new QuickClock();
      const times: number[] = [];
      const one = scripted('one', () => {
        times.push(clock.now());
        return answered;
      });
      const limits = { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null, tokens: null, ...limit };
      await runInMemory({ cases: 35, endpoints: [one.endpoint], plan: { limits }, clock }).run.run();
      equal(times.length, 35);
      for (const time of times) {
        const inMinute = times.filter((other) => other > time - 60_000 && other <= time).length;
        // Nobody knows what a call will take: the first ones may go over the limit, by no more than are in flight.
        ok(inMinute <= ('tokensPerMinute' in limit ? 14 : 10), `${inMinute} in a minute`);
      }
    }
  });

  it('pauses when its budget of tokens is used up, and has another one when it goes on', async () => {
    const one = scripted('one', yes);
    const limits = { concurrency: 1, requestsPerMinute: null, tokensPerMinute: null, tokens: 150 };
    const { run, results } = runInMemory({ cases: 15, endpoints: [one.endpoint], plan: { limits } });
    const ended = run.run();
    await until(() => run.status.state === 'paused');
    equal(results.calls.length, 10);
    match(run.status.pausedBecause!, /limit of tokens/);
    run.resume();
    await ended;
    equal(results.calls.length, 15);
  });

  it('pauses when results can’t be written, and writes them when there is room', async () => {
    const results = new MemoryResults();
    const one = scripted('one', () => {
      if (one.asked.length === 6) results.isFull = true;
      return answered;
    });
    const { run } = runInMemory({ cases: 20, endpoints: [one.endpoint], results });
    const ended = run.run();
    await until(() => run.status.state === 'paused' && run.status.inFlight === 0);
    match(run.status.pausedBecause!, /ENOSPC/);
    results.isFull = false;
    run.resume();
    await ended;
    equal(results.calls.length, 20);
    equal(one.asked.length, 20);
  });

  it('says so when it is cancelled and its last lines can’t be written', async () => {
    const results = new MemoryResults();
    const one = scripted('one', yes);
    const { run } = runInMemory({ cases: 100, endpoints: [one.endpoint], results });
    void run.run();
    await until(() => run.status.done >= 5);
    results.isFull = true;
    await run.cancel();
    equal(run.status.state, 'cancelled');
    match(run.status.pausedBecause!, /ENOSPC/);
  });

  it('passes over cases whose records are gone, and says so', async () => {
    const one = scripted('one', yes);
    const { run, results } = runInMemory({
      cases: 10,
      endpoints: [one.endpoint],
      plan: { tries: 2 },
      caseAt: (record) => (record === 4 ? { record, problem: 'gone' } : caseOf(record)),
    });
    await run.run();
    equal(results.calls.length, 18);
    equal(run.status.total, 18);
    equal(results.book.run('r')?.skipped.get(4)?.problem, 'gone');
  });

  it('pauses when the records can’t be read', async () => {
    const one = scripted('one', yes);
    let isGone = true;
    const { run, results } = runInMemory({
      cases: 5,
      endpoints: [one.endpoint],
      caseAt: (record) => {
        if (isGone) throw new Error('server gone');
        return caseOf(record);
      },
    });
    const ended = run.run();
    await until(() => run.status.state === 'paused' && run.status.inFlight === 0);
    match(run.status.pausedBecause!, /server gone/);
    isGone = false;
    run.resume();
    await ended;
    equal(results.calls.length, 5);
  });
});

describe('measures of a run that ask a server', () => {
  const judge = { kind: 'judge', endpoint: 'judge', prompt: '{{answer}}', scale: 10 } as const;

  it('lets a judge look at answers, and waits for him', async () => {
    let refusals = 2;
    const said = { ...answered, content: 'Fine.\n8' };
    const judging = scripted('judge', () => (refusals-- > 0 ? failed('rateLimit') : said));
    const { run, results } = runInMemory({
      cases: 5,
      endpoints: [scripted('one', yes).endpoint],
      plan: { measures: [{ kind: 'exact' }, judge] },
      parts: { judges: new Map([['judge', judging.endpoint]]) },
    });
    await run.run();
    for (const { measures } of results.book.run('r')!.calls.values()) {
      deepEqual(measures, { exact: { value: 1 }, 'judge:judge': { value: 0.8, note: 'Fine.\n8' } });
    }
    equal(judging.asked[2]!.messages[0]!.content, 'yes');
  });

  it('has an answer judged that was not, without asking for it again', async () => {
    const results = new MemoryResults();
    const judging = scripted(
      'judge',
      (_, signal) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve({ ...answered, state: 'cancelled', content: '' })),
        ),
    );
    const plan = { measures: [judge] };
    const first = runInMemory({
      cases: 3,
      endpoints: [scripted('one', yes).endpoint],
      plan,
      results,
      parts: { judges: new Map([['judge', judging.endpoint]]) },
    });
    const ended = first.run.run();
    await until(() => judging.running.now === 3);
    await first.run.stop();
    await ended;
    const one = scripted('one', yes);
    const judged = scripted('judge', () => ({ ...answered, content: '10' }));
    const second = runInMemory({
      cases: 3,
      endpoints: [one.endpoint],
      plan,
      results,
      parts: { judges: new Map([['judge', judged.endpoint]]) },
    });
    equal(second.run.status.done, 0);
    await second.run.run();
    equal(one.asked.length, 0);
    equal(judged.asked.length, 3);
    const { calls } = results.book.run('r')!;
    deepEqual(
      [...calls.values()].map(({ measures }) => measures['judge:judge']?.value),
      [1, 1, 1],
    );
  });

  it('scores references without asking for answers if nothing else is measured', async () => {
    const score = { meanNll: 1.5, note: null } as ReferenceScore;
    const one = scripted('one', yes, async () => score);
    const { run, results } = runInMemory({
      cases: 5,
      endpoints: [one.endpoint],
      plan: { measures: [{ kind: 'nll' }] },
    });
    await run.run();
    equal(one.asked.length, 0);
    equal(results.calls.length, 5);
    deepEqual(results.calls[0]!.measures, { nll: { value: 1.5 } });
    equal(results.calls[0]!.isOnlyScored, true);
  });

  it('pauses when the server that scores is gone', async () => {
    const fault = failed('connection').fault!;
    const one = scripted('one', yes, async () => ({ reason: fault.message, fault }));
    const { run } = runInMemory({ cases: 50, endpoints: [one.endpoint], plan: { measures: [{ kind: 'nll' }] } });
    void run.run();
    await until(() => run.status.state === 'paused' && run.status.inFlight === 0);
    match(run.status.pausedBecause!, /fault connection/);
    await run.cancel();
  });

  it('says why a reference has no score, beside an answer that is there', async () => {
    const one = scripted('one', yes, async () => ({ reason: 'not here' }));
    const { run, results } = runInMemory({
      cases: 1,
      endpoints: [one.endpoint],
      plan: { measures: [{ kind: 'exact' }, { kind: 'nll' }] },
    });
    await run.run();
    deepEqual(results.calls[0]!.measures, { exact: { value: 1 }, nll: { value: null, note: 'not here' } });
  });
});
