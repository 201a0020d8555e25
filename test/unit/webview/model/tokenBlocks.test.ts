import fc from 'fast-check';
import assert from 'node:assert/strict';
import { blocksOf, runsOf } from '../../../../webview/preview/model/tokenBlocks';
import { sequenceOf, type TokenSketch } from './sequence';

const sketch: fc.Arbitrary<TokenSketch> = fc.tuple(
  fc.constantFrom('a', ' b', '\n', '', '你', 'x\n'),
  fc.integer({ min: 0, max: 2 }),
  fc.subarray(['S', 'T', 'C']).map((letters) => letters.join('')),
);

describe('tokens in blocks and runs', () => {
  it('are one block for each turn, also for one that comes again', () => {
    const tokens: TokenSketch[] = [
      ['a', 0],
      ['b', 0],
      ['c', 1, 'T'],
      ['end', 0, 'S'],
    ];
    const blocks = blocksOf(sequenceOf(tokens, ['user', 'assistant']));
    assert.deepEqual(
      blocks.map(({ turn, isContinued, from, to }) => [turn, isContinued, from, to]),
      [
        [0, false, 0, 2],
        [1, false, 2, 3],
        [0, true, 3, 4],
      ],
    );
  });

  it('are runs in the same state, special ones each for itself', () => {
    const tokens: TokenSketch[] = [
      ['<s>', 0, 'S'],
      ['<s>', 0, 'S'],
      ['a', 0],
      ['b', 0],
      ['c', 0, 'T'],
      ['d', 0, 'TC'],
    ];
    const sequence = sequenceOf(tokens);
    assert.deepEqual(
      runsOf(sequence, { from: 0, to: 6 }).map(({ text, isSpecial, isTrained, isCut }) => [
        text,
        ...[isSpecial, isTrained, isCut].map(Number),
      ]),
      [
        ['<s>', 1, 0, 0],
        ['<s>', 1, 0, 0],
        ['ab', 0, 0, 0],
        ['c', 0, 1, 0],
        ['d', 0, 1, 1],
      ],
    );
  });

  it('are drawn in chunks that end with lines', () => {
    const tokens = Array.from({ length: 1000 }, (_, index): TokenSketch => [index % 7 === 6 ? '.\n' : 'x', 0]);
    const [block] = blocksOf(sequenceOf(tokens));
    assert.ok(block!.chunks.length >= 4);
    for (const { to } of block!.chunks.slice(0, -1)) assert.ok(tokens[to - 1]![0].endsWith('\n'));
  });

  it('are drawn in chunks of some size where there are no lines, but never cut within a character', () => {
    const tokens = Array.from({ length: 5000 }, (_, index): TokenSketch => [index % 3 === 2 ? '𪛖' : '', 0]);
    const [block] = blocksOf(sequenceOf(tokens));
    assert.ok(block!.chunks.every(({ from, to }) => to - from <= 1002));
    for (const { to } of block!.chunks.slice(0, -1)) assert.equal(tokens[to - 1]![0], '𪛖');
  });

  it('are all there once, in their order', () => {
    fc.assert(
      fc.property(fc.array(sketch, { maxLength: 50 }), (tokens) => {
        const sequence = sequenceOf(tokens, ['a', 'b', 'c']);
        const blocks = blocksOf(sequence);
        const chunks = blocks.flatMap((block) => block.chunks);
        const runs = chunks.flatMap((chunk) => runsOf(sequence, chunk));
        for (const parts of [blocks, chunks, runs]) {
          assert.deepEqual(
            parts.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
            [...tokens.keys()],
          );
        }
        assert.equal(runs.map(({ text }) => text).join(''), sequence.texts.join(''));
      }),
    );
  });
});
