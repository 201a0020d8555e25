import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { CannotRun } from '../../../src/cli/cannotRun';
import { labelsOf } from '../../../src/cli/labels/projectLabels';
import { RelabelRun } from '../../../src/cli/labels/relabelRun';
import { alpacaLines, DatasetFolder, jsonl } from './datasetFolder';

describe('relabelling files', () => {
  it('can’t be done where a file changes while it is looked at, and says so', async () => {
    const folder = new DatasetFolder();
    try {
      folder.write('a.jsonl', jsonl(alpacaLines(3)));
      const place = path.join(folder.path, 'a.jsonl');
      const reading = { format: undefined, source: undefined, entry: undefined, target: undefined };
      const settings = { format: undefined, labels: labelsOf(undefined), located: undefined };
      const file = { path: place, isNamed: true, reading, ...settings };
      const edits = (): [] => {
        appendFileSync(place, '\n');
        return [];
      };
      const run = new RelabelRun({ 'dry-run': false, 'allow-robust': false });
      await assert.rejects(run.run([{ file, relabelling: { fields: [], edits } }]), (error: unknown) => {
        assert.ok(error instanceof CannotRun);
        assert.match(error.message, /was changed while it was read/);
        return true;
      });
    } finally {
      folder.remove();
    }
  });
});
