import assert from 'node:assert/strict';
import type { ProbeCall } from '../../../../src/protocol/probe';
import { candidates, canVote, groupsOf, nameOf } from '../../../../webview/preview/probe/groups';

const endpoints = { a: 'Tuned', b: 'Base' } as const;
const ids = Object.keys(endpoints);

function call(id: string, group: string, changes: Partial<ProbeCall> = {}): ProbeCall {
  const who = id.startsWith('b') ? 'b' : 'a';
  return {
    ...{ id, group, turn: 1, try: 0, at: '2026-03-01T10:00:00Z', messages: null, prefill: '', progress: 'done' },
    ...{ elapsed: 0, judgement: null, isBest: null },
    endpoint: { id: who, name: endpoints[who], model: who, role: 'other' },
    answer: {
      ...{ state: 'finished', fault: null, content: '', reasoning: '', calls: [], finish: null, tokens: null },
      ...{ tokensAreLossy: false, usage: null, firstTokenMs: null, totalMs: 0, model: null },
      sent: {
        sampling: { temperature: null, topP: null, maxTokens: null, seed: null, stop: [] },
        ...{ model: who, stream: true, leftOut: [] },
      },
    },
    ...changes,
  };
}

describe('Answers that were asked for together', () => {
  const never = () => false;
  const always = () => true;

  it('stand together, the newest first', () => {
    const groups = groupsOf([call('a1', 'g1'), call('a2', 'g2'), call('b1', 'g1')], ids, never);
    assert.deepEqual(
      groups.map(({ id, calls }) => [id, ...calls.map((each) => each.id)]),
      [
        ['g2', 'a2'],
        ['g1', 'a1', 'b1'],
      ],
    );
  });

  it('stand in the order of the endpoints, whichever was asked first', () => {
    const mixed = [call('b1', 'g'), call('a2', 'g', { try: 1 }), call('a1', 'g')];
    assert.deepEqual(
      groupsOf(mixed, ids, never)[0]?.calls.map(({ id }) => id),
      ['a1', 'a2', 'b1'],
    );
    assert.deepEqual(
      groupsOf(mixed, ['b'], never)[0]?.calls.map(({ id }) => id),
      ['b1', 'a1', 'a2'],
    );
  });

  it('stay where they are after a blind vote', () => {
    for (let i = 0; i < 8; i++) {
      const both = [call(`a${i}`, `g${i}`), call(`b${i}`, `g${i}`)];
      const order = groupsOf(both, ids, always)[0]!.calls.map(({ id }) => id);
      const voted = both.map((each) => ({ ...each, isBest: each.id === order[0] }));
      assert.deepEqual(
        groupsOf(voted, ids, always)[0]!.calls.map(({ id }) => id),
        order,
      );
    }
  });

  it('are no candidates for the best one if they never came', () => {
    const { answer } = call('a1', 'g');
    const failed = call('b1', 'g', { answer: { ...answer, state: 'failed' } });
    assert.equal(canVote([call('a1', 'g'), failed]), false);
    assert.equal(canVote([call('a1', 'g'), { ...failed, progress: 'waiting' }]), true);
    const cut = call('b2', 'g', { answer: { ...answer, state: 'truncated', content: 'Half' } });
    assert.deepEqual(
      candidates([call('a1', 'g'), failed, cut]).map(({ id }) => id),
      ['a1', 'b2'],
    );
  });

  it('are named by their endpoints, and their tries where there are several', () => {
    const [group] = groupsOf([call('a1', 'g'), call('a2', 'g', { try: 1 }), call('b1', 'g')], ids, never);
    assert.deepEqual(
      group!.calls.map((each) => nameOf(each, group!)),
      ['Tuned, try 1', 'Tuned, try 2', 'Base'],
    );
  });

  it('are hidden until the vote, but a single one never', () => {
    const both = [call('a1', 'g'), call('b1', 'g')];
    const [hidden] = groupsOf(both, ids, always);
    assert.equal(hidden?.isHidden, true);
    assert.deepEqual(
      hidden.calls.map((each) => nameOf(each, hidden)),
      ['Answer A', 'Answer B'],
    );
    const voted = both.map((each) => ({ ...each, isBest: each.id === 'a1' }));
    assert.equal(groupsOf(voted, ids, always)[0]?.isHidden, false);
    assert.equal(groupsOf([call('a1', 'g')], ids, always)[0]?.isHidden, false);
  });

  it('are hidden in an order that stays and says nothing', () => {
    const orders = Array.from({ length: 64 }, (_, i) => {
      const group = `group-${i}`;
      const both = [call(`a${i}`, group), call(`b${i}`, group)];
      const order = groupsOf(both, ids, always)[0]!.calls.map(({ id }) => id);
      assert.deepEqual(
        groupsOf(both, ids, always)[0]!.calls.map(({ id }) => id),
        order,
      );
      return order[0]!.startsWith('a');
    });
    const first = orders.filter(Boolean).length;
    assert.ok(first > 16 && first < 48, `${first} of 64`);
  });
});
