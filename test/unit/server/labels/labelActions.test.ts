import assert from 'node:assert/strict';
import { labelSettings } from '../../../../src/labels/labelSettings';
import { codeActions } from '../../../../src/server/features/codeActions';
import { OpenDocument } from '../../../../src/server/openDocument';

const URI = 'file:///data/a.jsonl';
const RECORD = '{"instruction": "你好", "output": "b"}\n';

/** What is offered at the beginning of the second record. */
function offered(commands: boolean): string[] {
  const document = new OpenDocument(URI, 'jsonl', 1, RECORD.repeat(2));
  document.configure({ format: { id: 'alpaca' }, check: { labels: labelSettings({}, undefined) } });
  document.dataset!.checked.check();
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
  const support = { confirms: true, commands, resolves: true };
  const actions = codeActions(document, document.dataset!, range, { diagnostics: [] }, support);
  return actions.map(({ command }) => JSON.stringify([command?.command, command?.arguments]));
}

describe('code actions on labels', () => {
  it('ask for the task type of the record that has none', () => {
    const ranges = [{ start: { line: 1, character: 0 }, end: { line: 1, character: 1 } }];
    assert.ok(offered(true).includes(JSON.stringify(['tuneset.labels.tag', [{ uri: URI, ranges }]])));
  });

  it('are left out where the client has no such command', () => {
    assert.ok(offered(false).every((action) => !action.includes('labels')));
  });
});
