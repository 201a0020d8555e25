import assert from 'node:assert/strict';
import { CSV_HEAD, recordsText } from '../../../../src/host/measure/recordText';
import type { Measured } from '../../../../src/host/measure/totals';
import type { Measure } from '../../../../src/tokens/meter';

function measured(role: string, more: Partial<Measure> = {}): Measured {
  const counts = { tokens: 3, trained: 2, kept: 3, keptTrained: 2 };
  const turn = { role, pointers: ['/output'], ...counts, endLost: false, ending: 1 };
  return { record: 4, line: 9, isUnreadable: false, measure: { status: 'kept', ...counts, turns: [turn], ...more } };
}

describe('records written out', () => {
  it('are JSON that can be joined', () => {
    const feed = { ids: [1, 2, 3], labels: [-100, 2, 3] };
    const rejected = measured('b', { feed }).measure;
    const text = recordsText('json', 'a', [measured('a', { feed, rejected }), measured('c')], true);
    const more = recordsText('json', 'a', [measured('d', { status: 'dropped', reason: 'why' })], false);
    const records = JSON.parse(`[${text}${more}]`) as Record<string, unknown>[];
    const common = { status: 'kept', tokens: 3, trained: 2, kept: 3, keptTrained: 2 };
    const turns = (role: string) => [{ role, tokens: 3, trained: 2, kept: 3 }];
    assert.deepEqual(records, [
      { record: 4, ...common, turns: turns('a'), ...feed, rejected: { ...common, turns: turns('b'), ...feed } },
      { record: 4, ...common, turns: turns('c') },
      { record: 4, ...common, status: 'dropped', reason: 'why', turns: turns('d') },
    ]);
  });

  const csv = (path: string, role: string, reason = ''): string =>
    recordsText('csv', path, [measured(role, reason === '' ? {} : { reason })], true);

  it('are CSV with as many fields as the head', () => {
    assert.equal(csv('a.jsonl', '背景'), 'a.jsonl,4,10,kept,3,2,3,2,,,,,背景 3/2/3\r\n');
    assert.equal(CSV_HEAD.split(',').length, 13);
  });

  it('quote what CSV needs quoted', () => {
    assert.match(csv('a,b.jsonl', 'x', 'say "no"\nnow'), /^"a,b\.jsonl",4,.*,"say ""no""\nnow",x 3\/2\/3\r\n$/s);
  });

  it('never begin a text as a formula does', () => {
    for (const start of ['=', '+', '-', '@', ' =', '\t', '\r']) {
      assert.match(csv('a', `${start}cmd()`), /,"?'[^"]*cmd\(\) 3\/2\/3"?\r\n$/s, JSON.stringify(start));
    }
  });
});
