import fc from 'fast-check';
import { findNodeAtLocation } from 'jsonc-parser';
import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/dataset/edits';
import { EmbeddedJson } from '../../../src/dataset/embeddedJson';

/** How a program might write a text as a JSON string: as short as can be, ASCII only, or with every unit escaped. */
const writers: readonly ((text: string) => string)[] = [
  (text) => JSON.stringify(text),
  (text) => JSON.stringify(text).replace(/[^\x00-\x7f]/g, escapedUnit),
  (text) => `"${text.replace(/[^]/g, escapedUnit)}"`,
];

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const written = fc.tuple(fc.jsonValue(), fc.constantFrom(...writers), fc.constantFrom('', '{"tools": ', '中 '));

describe('JSON inside a JSON string', () => {
  it('has the value and the text that the string says', () => {
    fc.assert(
      fc.property(written, ([value, write, before]) => {
        const text = JSON.stringify(value);
        const embedded = new EmbeddedJson(`${before}${write(text)}}`, before.length);
        assert.equal(embedded.text, text);
        assert.deepEqual(embedded.value, JSON.parse(text));
      }),
    );
  });

  it('is edited in place: the string says what the inner text becomes, and the rest stays as it is', () => {
    const cut = fc.tuple(fc.nat(40), fc.nat(10), fc.string({ unit: 'grapheme', maxLength: 5 }));
    fc.assert(
      fc.property(written, cut, ([value, write, before], [at, length, inserted]) => {
        const text = JSON.stringify(value);
        const start = Math.min(at, text.length);
        const end = Math.min(start + length, text.length);
        const source = `${before}${write(text)}}`;
        const outer = new EmbeddedJson(source, before.length).edit({ start, end, text: inserted });
        const after = applyEdits(source, [outer]);
        assert.equal(JSON.parse(after.slice(before.length, -1)), text.slice(0, start) + inserted + text.slice(end));
        assert.equal(after.slice(0, before.length), before);
      }),
    );
  });

  it('tells where its parts are written', () => {
    const source = '{"tools": "[{\\"name\\": \\"查\\u8be2\\", \\"n\\": 1}]"}';
    const embedded = new EmbeddedJson(source, 10);
    const node = findNodeAtLocation(embedded.tree!, [0, 'name'])!;
    const { start, end } = embedded.spanOfNode(node);
    assert.equal(source.slice(start, end), '\\"查\\u8be2\\"');
    assert.equal(embedded.innerOffset(start), node.offset);
    assert.equal(embedded.innerOffset(start + 1), node.offset + 1);
  });

  it('may begin behind other text', () => {
    const source = JSON.stringify({ value: '<think>\nx\n</think>\n\n{"name": "f"}' });
    const embedded = new EmbeddedJson(source, source.indexOf('"<'), 20);
    assert.deepEqual(embedded.value, { name: 'f' });
    const { start, end } = embedded.spanOfNode(embedded.tree!);
    assert.equal(source.slice(start, end), '{\\"name\\": \\"f\\"}');
  });

  it('gives the tree of what can be read of broken text, and none of what is nested without end', () => {
    assert.equal(new EmbeddedJson('"{\'a\': 1}"', 0).value, undefined);
    assert.equal(new EmbeddedJson('"[1, 2"', 0).tree!.children!.length, 2);
    assert.equal(new EmbeddedJson('" "', 0).tree, undefined);
    assert.equal(new EmbeddedJson(JSON.stringify('['.repeat(1e5)), 0).tree, undefined);
    assert.equal(new EmbeddedJson(JSON.stringify('['.repeat(1e5) + ']'.repeat(1e5)), 0).tree, undefined);
  });
});
