import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { PROJECT_FILE } from '../../src/dataset/project';
import { tokenHover } from '../../src/extension/tokens/tokenDecorations';
import { tokenStatusText } from '../../src/extension/tokens/tokenStatusText';
import { tokenTooltip } from '../../src/extension/tokens/tokenTooltip';
import { summaryOf } from '../../src/extension/tokens/tokenView';
import { tokenizerPicks } from '../../src/extension/tokens/tokenizerPicks';
import { asWhole, asWritten } from '../../src/extension/tokens/tokenizerSetting';
import { recordPick } from '../../src/extension/tokens/goToLongestRecords';
import type { DatasetStatus, ShownToken, TokenizerChoice, TokenStatus } from '../../src/protocol/messages';
import { closeAll, inWorkspace, openNew, until } from './editor';

const RECORD = '{"instruction": "用“春风”造一个句子。", "input": "", "output": "春风吹绿了江南的田野。"}\n';

/** A project file as a person might have laid it out. */
const PROJECT = [
  '{',
  '    // what we train',
  '    "target": "llamafactory",   "template" : "qwen3",',
  '    "tokenizer": "qwen3",',
  '    "cutoffLength": 25',
  '}',
].join('\n');

const COUNTED: TokenStatus = {
  ...{ tokenizer: 'Qwen3', template: 'qwen3', target: 'LLaMA-Factory', cutoff: 2048 },
  ...{ exact: true, approximation: null, fault: null, counted: 40, running: false, stopped: false },
  ...{ total: 123456, trained: 30864, over: 0, unused: 0, longest: { record: 11, tokens: 3456 } },
};

function datasetStatus(tokens: TokenStatus | null, records = 40): DatasetStatus {
  return {
    ...{
      container: 'jsonl',
      format: 'Alpaca',
      formatId: 'alpaca',
      evidence: 'project',
      datasetInfo: null,
      records,
      counts: { error: 0, warning: 0, info: 0 },
    },
    ...{ shown: 0, outlined: records, unchecked: 0, projectFault: null, tokens },
  };
}

async function hintsOf(uri: vscode.Uri): Promise<string[]> {
  const all = new vscode.Range(0, 0, 1000, 0);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', uri, all);
  return (hints ?? []).map(({ label, position }) => `${position.line}:${position.character} ${labelText(label)}`);
}

function labelText(label: vscode.InlayHint['label']): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

async function expectHints(uri: vscode.Uri, expected: readonly string[]): Promise<void> {
  const wanted = JSON.stringify(expected);
  await until(
    () => hintsOf(uri),
    (hints) => JSON.stringify(hints) === wanted,
    `expected the hints ${wanted}`,
  );
}

async function setHints(style: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('tuneset.tokens');
  await settings.update('hints', style, vscode.ConfigurationTarget.Global);
}

async function textOf(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(name)));
}

async function writeProject(text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(inWorkspace(PROJECT_FILE), new TextEncoder().encode(text));
}

describe('the tokens of a dataset', () => {
  beforeEach(() => writeProject(PROJECT));

  afterEach(async () => {
    await setHints(undefined);
    await closeAll();
    await vscode.workspace.fs.delete(inWorkspace(PROJECT_FILE));
  });

  it('stand at the start of each record, with a sign where there are too many', async () => {
    const { document } = await openNew('hints.jsonl', `${RECORD}  ${RECORD}`);
    const label = '⚠ 30 tok · 14 trained · cutoff 25';
    await expectHints(document.uri, [`0:0 ${label}`, `1:2 ${label}`]);
  });

  it('follow what is typed', async () => {
    const editor = await openNew('typed.jsonl', RECORD);
    await expectHints(editor.document.uri, ['0:0 ⚠ 30 tok · 14 trained · cutoff 25']);
    await editor.edit((edit) => edit.delete(new vscode.Range(0, 17, 0, 26)));
    await until(
      () => hintsOf(editor.document.uri),
      ([hint]) => hint !== undefined && /^0:0 \d\d tok · 14 trained$/.test(hint),
      'expected fewer tokens, under the cutoff',
    );
  });

  it('are told as briefly as the user wishes', async () => {
    const { document } = await openNew('brief.jsonl', RECORD);
    await setHints('total');
    await expectHints(document.uri, ['0:0 ⚠ 30 tok · cutoff 25']);
    await setHints('off');
    await expectHints(document.uri, []);
  });
});

describe('choosing a tokenizer', () => {
  afterEach(async () => {
    const settings = vscode.workspace.getConfiguration('tuneset.tokens');
    await settings.update('defaultTokenizer', undefined, vscode.ConfigurationTarget.Workspace);
    await closeAll();
    await vscode.workspace.fs.delete(inWorkspace(PROJECT_FILE)).then(undefined, () => undefined);
  });

  it('changes its name in the project file and nothing else, and the counts follow', async () => {
    await writeProject(PROJECT.replace('"template" : "qwen3"', '"template" : "none"'));
    const { document } = await openNew('chosen.jsonl', RECORD);
    const [before] = await until(
      () => hintsOf(document.uri),
      ({ length }) => length === 1,
      'expected a hint',
    );
    await vscode.commands.executeCommand('tuneset.tokens.chooseTokenizer', 'o200k');
    assert.equal(
      await textOf(PROJECT_FILE),
      PROJECT.replace('"template" : "qwen3"', '"template" : "none"').replace('"qwen3"', '"o200k"'),
    );
    await until(
      () => hintsOf(document.uri),
      ([after]) => after !== undefined && after !== before,
      `expected another count than ${before}`,
    );
  });

  it('sets it for the workspace where there is no project file', async () => {
    await openNew('settings.jsonl', RECORD);
    await vscode.commands.executeCommand('tuneset.tokens.chooseTokenizer', 'qwen2.5');
    const chosen = vscode.workspace.getConfiguration('tuneset.tokens').inspect('defaultTokenizer');
    assert.equal(chosen?.workspaceValue, 'qwen2.5');
  });

  it('leaves a project file alone that is broken', async () => {
    await writeProject('{ "rules": ');
    await openNew('goes-on.jsonl', RECORD);
    void vscode.commands.executeCommand('tuneset.tokens.chooseTokenizer', 'qwen2.5');
    await vscode.commands.executeCommand('tuneset.checkNow');
    assert.equal(await textOf(PROJECT_FILE), '{ "rules": ');
  });

  it('refuses a folder without a tokenizer', async () => {
    await writeProject(PROJECT);
    await openNew('refused.jsonl', RECORD);
    await vscode.commands.executeCommand('tuneset.tokens.chooseTokenizer', './not-there');
    assert.equal(await textOf(PROJECT_FILE), PROJECT);
  });

  it('writes folders of the workspace relative to it, and finds them again', () => {
    const folder = vscode.Uri.file('/data/project');
    const choice = (id: string): TokenizerChoice => ({ id, name: id, kind: 'folder', detail: '' });
    const inside = vscode.Uri.joinPath(folder, 'models', 'a b').fsPath;
    const outside = vscode.Uri.file('/data/projects/x').fsPath;
    assert.equal(asWritten(choice(inside), folder), './models/a b');
    assert.equal(asWhole('./models/a b', folder), inside);
    assert.equal(asWritten(choice(outside), folder), outside);
    assert.equal(asWhole(outside, folder), outside);
    for (const id of ['qwen3', 'Qwen/Qwen3-8B']) {
      assert.equal(asWritten({ ...choice(id), kind: 'downloaded' }, folder), id);
      assert.equal(asWhole(id, folder), id);
    }
  });

  it('offers each tokenizer once, what was chosen lately first', () => {
    const bundled = (id: string): TokenizerChoice => ({ id, name: id.toUpperCase(), kind: 'bundled', detail: 'MIT' });
    const folder: TokenizerChoice = { id: '/m', name: '$(zap) m', kind: 'folder', detail: '/m' };
    const picks = tokenizerPicks([bundled('a'), bundled('b'), folder], [bundled('b')], 'a');
    assert.deepEqual(
      picks.map(({ label }) => label),
      [
        ...['recently chosen', '$(package) B', 'built in', '$(check) A', 'in the workspace', '$(folder) \\$(zap) m'],
        ...['others', '$(folder-opened) Choose a folder…', '$(cloud-download) Download from a model hub…'],
      ],
    );
    assert.equal(picks.find(({ choice }) => choice?.id === 'a')?.description, 'a · in use');
  });
});

describe('the status bar', () => {
  const textFor = (change: Partial<TokenStatus>, selection: Parameters<typeof tokenStatusText>[2] = null): string =>
    tokenStatusText({ ...COUNTED, ...change }, 40, selection).text;

  it('has tokenizer and total', () => {
    assert.equal(textFor({}), '$(symbol-numeric) Qwen3 · 123,456 tok');
    assert.equal(textFor({ exact: false }), '$(symbol-numeric) Qwen3 · ≈ 123,456 tok');
  });

  it('has the tokens of the selection', () => {
    assert.equal(textFor({}, { kind: 'text', tokens: 7 }), '$(symbol-numeric) Qwen3 · 7 tok selected');
    const records = { kind: 'records', records: 3, tokens: 3210, trained: 99 } as const;
    assert.equal(textFor({}, records), '$(symbol-numeric) Qwen3 · 3,210 tok in 3 selected records');
  });

  it('shows how far counting is, and that it was stopped', () => {
    assert.equal(textFor({ running: true, counted: 17 }), '$(sync~spin) Qwen3 · 42%');
    const stopped = { stopped: true, counted: 17, total: 52000 };
    assert.equal(textFor(stopped), '$(debug-pause) Qwen3 · 52,000 tok in 42% of the records');
    assert.equal(textFor({ stopped: true }), '$(symbol-numeric) Qwen3 · 123,456 tok');
  });

  it('warns where nothing can be counted, and says why to screen readers too', () => {
    const fault = 'tokenizer.json is missing.';
    const shown = tokenStatusText({ ...COUNTED, tokenizer: './m', fault }, 40, null);
    assert.deepEqual(shown, {
      text: '$(warning) ./m',
      spoken: 'Tokens can’t be counted: tokenizer.json is missing.',
      isFault: true,
    });
    assert.match(tokenTooltip(datasetStatus({ ...COUNTED, fault }), null).value, /tokenizer\\\.json is missing/);
  });

  it('is there for a dataset without records', () => {
    assert.equal(tokenStatusText(null, 0, null).spoken, 'no records yet');
    assert.match(tokenTooltip(datasetStatus(null, 0), null).value, /no records yet/);
  });

  it('explains itself, and runs only its own commands', () => {
    const tooltip = tokenTooltip(datasetStatus({ ...COUNTED, over: 3, unused: 2 }), null);
    for (const part of ['LLaMA', '2,048 tok', '30,864 tok (25%)', 'Over the cutoff', 'Not used']) {
      assert.ok(tooltip.value.includes(part), part);
    }
    assert.ok(tooltip.value.includes('[record 12](command:tuneset.goToRecord?%5B12%5D)'));
    const linked = [...tooltip.value.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command!);
    assert.ok(typeof tooltip.isTrusted === 'object');
    for (const command of linked) assert.ok(tooltip.isTrusted.enabledCommands.includes(command), command);
  });

  it('shows names from files as they are', () => {
    const tokenizer = '[x](command:evil) | $(zap) <b>';
    const { value } = tokenTooltip(datasetStatus({ ...COUNTED, tokenizer }), null);
    assert.ok(!value.includes('](command:evil)'), value);
    assert.equal(textFor({ tokenizer }), '$(symbol-numeric) [x](command:evil) | \\$(zap) <b> · 123,456 tok');
  });
});

describe('a shown token', () => {
  const at = (start: number, end: number): ShownToken['range'] => ({
    start: { line: 0, character: start },
    end: { line: 0, character: end },
  });
  const hover = (...tokens: Omit<ShownToken, 'range'>[]): string =>
    tokenHover({ range: at(0, 1), isOdd: false, tokens: tokens.map((token) => ({ ...token, range: at(0, 1) })) }).value;

  it('has its text and id in the hover, white space included', () => {
    assert.equal(hover({ id: 1917, special: null, text: ' world\n' }), '`␣world⏎` · id **1917**');
    assert.equal(hover({ id: 1, special: null, text: '``a`' }), '``` ``a` ``` · id **1**');
  });

  it('says that it is a special one', () => {
    assert.match(hover({ id: 151645, special: '<|im_end|>', text: '<|im_end|>' }), /special token `<\|im_end\|>`/);
  });

  it('says that it shares a character', () => {
    const text = hover({ id: 1, special: null, text: '\ufffd' }, { id: 2, special: null, text: '\ufffd' });
    assert.equal(text, '**2 tokens share this character**\n\n- `\ufffd` · id **1**\n- `\ufffd` · id **2**');
  });

  it('is one of so many, and it is told if not all of them are shown', () => {
    const token = { id: 1, special: null, text: 'a', range: at(0, 1) };
    assert.equal(summaryOf({ tokens: [token], total: 1, tokenizer: 'Qwen3' }), '1 tokens of Qwen3. Escape hides them.');
    assert.equal(
      summaryOf({ tokens: [token], total: 12345, tokenizer: 'Qwen3' }),
      'The first 1 of 12,345 tokens of Qwen3 are shown',
    );
  });

  it('is no icon in the list of the longest records', () => {
    const record = { record: 6, tokens: 3000, trained: 12, range: at(0, 9), preview: 'Say $(zap)' };
    const { label, description } = recordPick(record, COUNTED);
    assert.equal(label, '7 · Say \\$(zap)');
    assert.equal(description, '3,000 tok · 12 trained · $(warning) over the cutoff');
  });
});
