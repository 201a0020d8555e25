import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { AnswerToken } from '../../../../src/probe/answer';
import { continueFrom } from '../../../../src/probe/analysis/continuation';
import { leavesAt } from '../../../../src/probe/analysis/leavesAt';
import { leastSure, meanNllOf, probability, spreadOf } from '../../../../src/probe/analysis/sureness';
import { tokenAt, tokenPlaces } from '../../../../src/probe/analysis/tokenPlaces';

type Told = Pick<AnswerToken, 'text' | 'bytes'>;

const plain = (...texts: string[]): Told[] => texts.map((text) => ({ text, bytes: null }));
/** Tokens of bytes, each with the text that it completes. */
function ofBytes(parts: readonly (readonly number[])[]): Told[] {
  const decoder = new TextDecoder();
  return parts.map((bytes) => ({ text: decoder.decode(Uint8Array.from(bytes), { stream: true }), bytes }));
}
const token = (
  logprob: number,
  alternatives: readonly (readonly [string, number])[] = [],
  text = 'a',
): AnswerToken => ({
  text,
  bytes: null,
  id: null,
  logprob,
  alternatives: alternatives.map(([other, value]) => ({ text: other, bytes: null, id: null, logprob: value })),
});

describe('where an answer leaves the reference', () => {
  it('is the first unit that differs, never within a character', () => {
    assert.equal(leavesAt('Paris.', 'Paris!', false), 5);
    assert.equal(leavesAt('a😀', 'a😁', true), 1);
    assert.equal(leavesAt('Lyon', 'Paris', false), 0);
  });

  it('is its end where it stops too early, but not while more may come', () => {
    assert.equal(leavesAt('Par', 'Paris', false), null);
    assert.equal(leavesAt('Par', 'Paris', true), 3);
    assert.equal(leavesAt('Paris', 'Par', false), 3);
    assert.equal(leavesAt('Paris', 'Paris', true), null);
    assert.equal(leavesAt('', 'Paris', true), null);
  });
});

describe('where tokens stand in their answer', () => {
  it('is told by what they say, thoughts before and the end behind not counted', () => {
    const tokens = plain('<think>', 'Paris', '</think>', '\n\n', 'Par', 'is', '.', '<|im_end|>');
    const places = tokenPlaces(tokens, 'Paris.');
    assert.deepEqual(places.slice(0, 4), [null, null, null, null]);
    assert.deepEqual(places.slice(4), [{ start: 0, end: 3 }, { start: 3, end: 5 }, { start: 5, end: 6 }, null]);
    assert.equal(tokenAt(places, 4), 5);
    assert.equal(tokenAt(places, 6), null);
  });

  it('is found where tokens are missing or merged', () => {
    const places = tokenPlaces(plain('Par', '.', 'Ꙏ', ' now'), 'Paris. now');
    assert.deepEqual(places, [{ start: 0, end: 3 }, { start: 5, end: 6 }, null, { start: 6, end: 10 }]);
  });

  it('covers the whole content, wherever characters are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.array(fc.nat(60)), (content, cuts) => {
        const { tokens } = cutUp(content, cuts);
        const places = tokenPlaces(tokens, content);
        const said = places.map((place) => (place === null ? '' : content.slice(place.start, place.end)));
        assert.equal(said.join(''), content);
      }),
    );
  });
});

describe('going on from a token', () => {
  it('keeps what was said before it, and takes another in its place', () => {
    const tokens = plain('The', ' capital', ' is', ' Paris');
    const content = 'The capital is Paris';
    assert.equal(continueFrom(tokens, content, '', 3, null), 'The capital is');
    assert.equal(continueFrom(tokens, content, 'So: ', 3, { text: ' Lyon', bytes: null }), 'So: The capital is Lyon');
    assert.equal(continueFrom(plain('<think>', 'Hi'), 'Hi', '', 0, null), null);
  });

  it('is no going on where the model would end', () => {
    for (const text of ['<|im_end|>', '</s>', '<｜end▁of▁sentence｜>']) {
      assert.equal(continueFrom(plain('Hi', ' you'), 'Hi you', '', 1, { text, bytes: null }), null);
    }
  });

  it('completes a character that another token began, or says that it can’t', () => {
    const [first, second, third] = Buffer.from('你');
    const tokens = ofBytes([[65], [first!, second!], [third!], [66]]);
    const content = 'A你B';
    assert.equal(continueFrom(tokens, content, '', 1, null), 'A');
    assert.equal(continueFrom(tokens, content, '', 2, null), null);
    const other = Buffer.from('佡');
    assert.equal(other[0], first);
    assert.equal(
      continueFrom(tokens, content, '', 2, { text: '', bytes: [third! + 1] }),
      `A${wrong(first!, second!, third! + 1)}`,
    );
    assert.equal(continueFrom(tokens, content, '', 1, { text: '', bytes: [first!] }), null);
    assert.equal(continueFrom(tokens, content, '', 1, { text: '', bytes: null }), null);
    assert.equal(continueFrom(tokens, content, '', 3, { text: 'C', bytes: [67] }), 'A你C');
  });

  it('is always a beginning of the content, wherever characters are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.array(fc.nat(60)), (content, cuts) => {
        const { tokens, offsets } = cutUp(content, cuts);
        tokens.forEach((own, index) => {
          const before = continueFrom(tokens, content, '', index, null);
          if (isWholeUpTo(content, offsets[index]!)) assert.equal(Buffer.byteLength(before ?? ''), offsets[index]);
          else assert.equal(before, null);
          // Its own bytes in its place lead to its own end.
          const again = continueFrom(tokens, content, '', index, own);
          const end = offsets[index]! + own.bytes!.length;
          if (isWholeUpTo(content, end)) assert.equal(Buffer.byteLength(again ?? ''), end);
          else assert.equal(again, null);
        });
      }),
    );
  });
});

describe('how sure a model was', () => {
  it('is told by probabilities, the least sure tokens first', () => {
    assert.equal(probability({ logprob: 0 }), 1);
    assert.deepEqual(leastSure([token(-1), token(-3), token(-0.1), token(-3)], 3), [1, 3, 0]);
    assert.deepEqual(meanNllOf([token(-1), token(-3)]), { meanNll: 2, perplexity: Math.exp(2) });
    assert.equal(meanNllOf([]), null);
  });

  it('and by how the known probability is spread, the token itself counted once', () => {
    const half = Math.log(0.5);
    const even = spreadOf(
      token(half, [
        ['a', half],
        ['b', half],
      ]),
    );
    assert.ok(Math.abs(even.entropy - Math.LN2) < 1e-12);
    assert.equal(even.covered, 1);
    const alone = spreadOf(token(Math.log(0.25), [['b', half]]));
    assert.ok(Math.abs(alone.covered - 0.75) < 1e-12);
  });
});

function wrong(...bytes: number[]): string {
  return Buffer.from(bytes).toString();
}

function cutUp(content: string, cuts: readonly number[]): { tokens: Told[]; offsets: number[] } {
  const bytes = [...Buffer.from(content)];
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const parts = places.slice(1).map((end, index) => bytes.slice(places[index], end));
  return { tokens: ofBytes(parts), offsets: places.slice(0, -1) };
}

/** Does no character lie across an offset in bytes? */
function isWholeUpTo(content: string, offset: number): boolean {
  const bytes = Buffer.from(content);
  return offset === bytes.length || (bytes[offset]! & 0xc0) !== 0x80;
}
