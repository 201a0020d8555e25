import assert from 'node:assert/strict';
import { formatById } from '../../../src/dataset/format';
import { ClueSearch } from '../../../src/rules/clues';
import type { Rule } from '../../../src/rules/rule';

const page = (): never => assert.fail();

function looks(rule: Partial<Rule>, value: Record<string, string>, source = JSON.stringify(value)): boolean {
  const search = new ClueSearch([{ id: 'test', level: 'info', fix: 'no', page, ...rule }]);
  const isEscaped = source.includes('\\u');
  const place = { source, start: 0, end: source.length };
  return search.mustLook({ value, ...place, isEscaped, texts: Object.values(value), format: formatById('alpaca')! });
}

function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

describe('clues', () => {
  it('are found anywhere, as characters and as bytes', () => {
    assert.ok(looks({ clues: ['◁think▷'] }, { a: 'x ◁think▷' }));
    assert.ok(looks({ clues: ['◁think▷'] }, { a: asBytes('x ◁think▷') }));
    assert.ok(!looks({ clues: ['◁think▷'] }, { a: 'x think' }));
  });

  it('are found behind escapes', () => {
    assert.ok(looks({ clues: ['<b>'] }, { a: '<b>' }, '{"a": "\\u003cb>"}'));
  });

  it('that begin with a line feed are found at the start of a line or a text only', () => {
    const clues = ['\nUser:'];
    assert.ok(looks({ clues }, { a: 'x\nUser: y' }));
    assert.ok(looks({ clues }, { a: 'User: y' }));
    assert.ok(!looks({ clues }, { a: 'The User: y' }));
  });

  it('count only in records with a text that confirms them', () => {
    const rule = { clues: ['&'], confirms: (text: string) => text.includes('&amp;') };
    assert.ok(looks(rule, { a: '&amp;' }));
    assert.ok(!looks(rule, { a: 'a & b' }));
  });
});
