import assert from 'node:assert/strict';
import { isCase } from '../../../../src/probe/cases/probeCase';
import type { ChosenCases, ProbeCaseResult, RenderPromptResult } from '../../../../src/protocol/probeRecords';
import type { FollowedRecord } from '../../../../src/protocol/records';
import { ServerSession } from '../serverSession';

describe('records that models are asked for, over stdio', () => {
  const session = new ServerSession();
  after(() => session.stop());

  it('has their cases, and their prompts as the project renders them', async () => {
    session.write('tuneset.json', { target: 'llamafactory', template: 'qwen' });
    await session.start();
    const { uri } = await session.open('a.jsonl', '{"instruction": "Q", "output": "A", "task_type": "a"}\n');
    const at = { kind: 'index', record: 0 };
    const followed = await session.client.sendRequest<FollowedRecord>('tuneset/records/follow', { uri, at });
    const ref = { uri, anchor: followed.anchor };
    const found = await session.client.sendRequest<ProbeCaseResult>('tuneset/probe/case', ref);
    assert.ok(isCase(found.case));
    assert.deepEqual([found.turns, found.case.taskTypes, found.case.reference.content], [[1], ['a'], 'A']);
    const prompt = await session.client.sendRequest<RenderPromptResult>('tuneset/probe/render', { ...ref, turn: 1 });
    assert.ok(prompt && 'text' in prompt);
    assert.ok(prompt.text.endsWith('<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n'));
    const choice = { kind: 'perType', count: 3, seed: 1, query: { filter: 'all', search: '' } };
    const chosen = await session.client.sendRequest<ChosenCases>('tuneset/probe/choose', {
      uri,
      choice,
      turns: 'last',
    });
    assert.deepEqual(chosen, { cases: [{ record: 0, key: found.case.key, turn: 1 }], leftOut: [] });
  });
});
