import assert from 'node:assert/strict';
import { meantCase, type AskedCase } from '../../../../src/extension/probe/askedCase';
import type { ProbeCaseParams, ProbeCaseResult } from '../../../../src/protocol/probeRecords';

/** What a server says of a record with assistant turns 1 and 3, and what it was asked. */
function serverOf(digest: string) {
  const asked: ProbeCaseParams[] = [];
  const request = async (_: string, params: ProbeCaseParams): Promise<ProbeCaseResult> => {
    asked.push(params);
    const turn = params.turn === 1 ? 1 : 3;
    return { digest, turns: [1, 3], case: { turn, record: 0, key: digest } as never };
  };
  return { asked, server: { request } as never };
}

const shown = (anchor: number, digest: string, turn: number): AskedCase => ({
  ...{ ref: { uri: 'file:///a.jsonl', anchor }, digest, turns: [1, 3] },
  case: { turn, record: 0, key: digest } as never,
});
const REF = { uri: 'file:///a.jsonl', anchor: 4 };

describe('The case that a page means', () => {
  it('is the one that is shown', async () => {
    const { server, asked } = serverOf('d');
    const known = shown(4, 'd', 1);
    assert.equal(await meantCase(server, REF, known, { digest: 'd', turn: 1 }), known);
    assert.deepEqual(asked, []);
  });

  it('is named as the server follows it now, after the server was started anew', async () => {
    const { server, asked } = serverOf('d');
    const meant = await meantCase(server, REF, shown(1, 'd', 1), { digest: 'd', turn: 1 });
    assert.deepEqual(meant?.ref, REF);
    assert.deepEqual(asked, [{ ...REF, turn: 1 }]);
  });

  it('is of the turn that the page showed, whichever was chosen since', async () => {
    const { server } = serverOf('d');
    const meant = await meantCase(server, REF, shown(4, 'd', 3), { digest: 'd', turn: 1 });
    assert.equal(meant && 'turn' in meant.case && meant.case.turn, 1);
  });

  it('is none if the record, or its turns, are others by now', async () => {
    const { server } = serverOf('new');
    assert.equal(await meantCase(server, REF, shown(4, 'new', 1), { digest: 'old', turn: 1 }), undefined);
    assert.equal(await meantCase(server, REF, undefined, { digest: 'new', turn: 2 }), undefined);
    assert.equal(await meantCase(server, undefined, shown(4, 'old', 1), { digest: 'old', turn: 1 }), undefined);
  });
});
