import assert from 'node:assert/strict';
import fc from 'fast-check';
import { likeness, wordDiff, type DiffPart } from '../../../webview/ui/wordDiff';

const text = fc.string({ unit: fc.constantFrom('one ', 'two ', '三', '四五', '\n', '. ', 'é') });

function joined(parts: readonly DiffPart[], filter = (_: DiffPart): boolean => true): string {
  return parts
    .filter(filter)
    .map((part) => part.text)
    .join('');
}

function changed(parts: readonly DiffPart[]): string[] {
  return parts.filter(({ isChanged }) => isChanged).map((part) => part.text);
}

describe('the words that two texts do not share', () => {
  it('are parts of the texts, which share all the rest', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const diff = wordDiff(left, right)!;
        assert.equal(joined(diff.left), left);
        assert.equal(joined(diff.right), right);
        const shared = ({ isChanged }: DiffPart): boolean => !isChanged;
        assert.equal(joined(diff.left, shared), joined(diff.right, shared));
      }),
    );
  });

  it('are found in Chinese, too', () => {
    const { left, right } = wordDiff('今天北京天气很好。', '今天上海天气很好。')!;
    assert.deepEqual([changed(left), changed(right)], [['北京'], ['上海']]);
  });

  it('are none in equal texts', () => {
    assert.deepEqual(wordDiff('a\nb', 'a\nb'), {
      left: [{ text: 'a\nb', isChanged: false }],
      right: [{ text: 'a\nb', isChanged: false }],
    });
  });

  it('are not looked for in texts that have too little in common', () => {
    const words = (start: number): string => Array.from({ length: 9000 }, (_, i) => `w${start + i}`).join(' , ');
    assert.equal(wordDiff(words(0), words(20_000)), null);
  });

  it('say how like two texts are', () => {
    assert.equal(likeness('one two', 'two one'), 1);
    assert.equal(likeness('one two', 'three four'), 0);
    assert.equal(likeness('', ''), 1);
    assert.equal(likeness('one two', 'one three'), 0.5);
  });
});
