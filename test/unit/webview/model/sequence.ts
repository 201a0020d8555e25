import type { ModelSequence } from '../../../../src/protocol/preview';

/** A token as tests write it: its text, its turn, and S(pecial), T(rained), C(ut), J(oined). */
export type TokenSketch = readonly [text: string, turn: number, states?: string];

export function sequenceOf(tokens: readonly TokenSketch[], roles: readonly string[] = ['user']): ModelSequence {
  const flag = (letter: string): (0 | 1)[] => tokens.map(([, , states = '']) => (states.includes(letter) ? 1 : 0));
  const counts = { tokens: tokens.length, trained: 0, kept: tokens.length, keptTrained: 0 };
  return {
    side: null,
    status: 'kept',
    reason: null,
    ids: tokens.map((_, index) => 100 + index),
    texts: tokens.map(([text]) => text),
    joined: flag('J'),
    special: flag('S'),
    trained: flag('T'),
    cut: flag('C'),
    turn: tokens.map(([, turn]) => turn),
    turns: roles.map((role) => ({ role, pointers: [], ...counts })),
    total: tokens.length,
    counts,
  };
}
