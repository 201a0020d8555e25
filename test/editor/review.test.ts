import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command } from '../../src/extension/contributions';
import { reportMarkdown } from '../../src/extension/review/reportMarkdown';
import { sha256 } from '../../src/host/sha256';
import type { ReviewReport } from '../../src/protocol/review';
import { recordKey } from '../../src/review/recordKey';
import { writeReviewLine } from '../../src/review/reviewLine';
import { closeAll, inWorkspace, openNew, until } from './editor';

const RECORDS = [
  '{"instruction": "one",  "output": "1.0\\u4e2d"}',
  '{"instruction": "two", "output": "2"}',
  '{"instruction": "three", "output": "3"}',
];
const HOSTILE = [
  '[x](command:workbench.action.quit)',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![x](https://example.org/x.png)',
  '| a | b |\n# heading',
  'https://example.org <https://example.org>',
  '`code` **bold** $x$',
];

async function read(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(name)));
}

describe('Reviews', () => {
  afterEach(closeAll);

  it('are exported as the records stand in the editor, and nothing is asked where a key has settled it', async () => {
    const lines = [0, 2].map((index) =>
      writeReviewLine({
        ...{ record: recordKey(RECORDS[index]!, sha256), verdict: 'accepted', reviewer: 'Ann' },
        at: '2025-01-01T08:00:00.000Z',
      }),
    );
    await vscode.workspace.fs.writeFile(inWorkspace('queue.review.jsonl'), new TextEncoder().encode(lines.join('\n')));
    const { document } = await openNew('queue.jsonl', RECORDS.map((record) => `${record}\n`).join(''));
    const into = inWorkspace('queue.accepted.jsonl');
    await vscode.commands.executeCommand(Command.exportReviewed, { verdict: 'accepted', into: into.toString() });
    assert.equal(await read('queue.accepted.jsonl'), `${RECORDS[0]}\n${RECORDS[2]}\n`);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), into.toString());
    assert.equal(document.isDirty, false);
  });

  it('are told in a report that can’t be written to', async () => {
    await openNew('queue.jsonl', RECORDS.map((record) => `${record}\n`).join(''));
    await vscode.commands.executeCommand(Command.reviewReport);
    const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await until(
      () => tabs().map(({ label }) => label),
      (labels) => labels.some((label) => label.includes('Review of queue.jsonl')),
      'the report',
    );
    await vscode.window.tabGroups.close(tabs().filter(({ label }) => label.includes('Review of')));
  });

  it('never let text of the data be Markdown in a report', async () => {
    const counts = { records: 9, accepted: 1, rejected: 4, needsWork: 4 };
    const row = (name: string): ReviewReport['types'][number] => ({ name, ...counts });
    const report: ReviewReport = {
      ...{ progress: counts, stale: 0, unreadable: 0, types: HOSTILE.map(row), reviewers: HOSTILE.map(row) },
      open: HOSTILE.map((text, record) => ({ record, verdict: 'rejected', note: text, preview: text })),
    };
    const rendered = await vscode.commands.executeCommand<string>(
      'markdown.api.render',
      reportMarkdown(HOSTILE[1]!, report),
    );
    // VS Code 1.100 makes links of web addresses even where they are escaped: they lead where they say.
    const html = rendered.replace(/<a href="(https:[^"]*)"[^>]*>\1<\/a>/g, '$1');
    for (const tag of ['<a ', '<script', '<img', '<code', '<strong>bold', 'katex']) assert.ok(!html.includes(tag), tag);
    assert.equal(html.match(/<h[1-6]/g)?.length, 5);
    assert.equal(html.match(/<tr/g)?.length, 2 + 2 * (1 + HOSTILE.length));
    assert.ok(html.includes('**bold**') && html.includes('&lt;script&gt;'));
  });

  it('are no datasets', async () => {
    await openNew('queue.review.jsonl', `${RECORDS[0]}\n{"broken\n`);
    const { document } = await openNew('other.jsonl', '{"instruction": "x", "output": 3}\n');
    await until(
      () => vscode.languages.getDiagnostics(document.uri).length,
      (count) => count > 0,
      'findings in the dataset',
    );
    assert.deepEqual(vscode.languages.getDiagnostics(inWorkspace('queue.review.jsonl')), []);
  });
});
