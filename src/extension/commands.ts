import * as vscode from 'vscode';
import { CheckNow, FixAll, type FixAllResult } from '../protocol/messages';
import { chooseFormat } from './chooseFormat';
import { Command } from './contributions';
import { ConversionPreviews } from './convert/conversionPreviews';
import { convertDataset, type ConversionWish } from './convert/convertDataset';
import { createProjectFile } from './createProjectFile';
import { goToDatasetInfo } from './goToDatasetInfo';
import { goToRecord } from './goToRecord';
import { coverageCommands } from './labels/coverageCommands';
import { CoverageView } from './labels/coverageView';
import { starterTaxonomy, taxonomyFromValues } from './labels/createTaxonomy';
import { goToLabelled } from './labels/goToLabelled';
import { markRecords, unmarkRecords } from './labels/markRecords';
import { namedRecords } from './labels/labelTarget';
import { Tagger } from './labels/tagger';
import { PreviewFeatures } from './preview/previewFeatures';
import { ProbeFeatures } from './probe/probeFeatures';
import { RunsFeatures } from './probe/runs/runsFeatures';
import { editRecord } from './records/editRecord';
import { RecordFileSystem } from './records/recordFileSystem';
import { reviewCommands } from './review/reviewCommands';
import { Reviews } from './review/reviews';
import { rewriteAsUtf8, rewriteLineEnds } from './rewriteFile';
import { goToCleanTwin, type MarkedPlace } from './robustness/goToCleanTwin';
import { makeTwin, type MakeTwinWish } from './robustness/makeTwin';
import { makeTwins, type MakeTwinsWish } from './robustness/makeTwins';
import { TwinPreview } from './robustness/twinPreview';
import type { Server } from './server';
import { chooseTokenizer } from './tokens/chooseTokenizer';
import { goToLongestRecords } from './tokens/goToLongestRecords';
import { RecentTokenizers } from './tokens/recentTokenizers';
import { setCounting } from './tokens/setCounting';
import { TokenView } from './tokens/tokenView';

export function registerCommands(context: vscode.ExtensionContext, server: Server, log: vscode.LogOutputChannel): void {
  const recent = new RecentTokenizers(context.globalState);
  const tokenView = new TokenView(server);
  const previews = new ConversionPreviews();
  const twinPreview = new TwinPreview();
  const tagger = new Tagger(server, context.workspaceState);
  const coverage = new CoverageView(server, context.workspaceState);
  const recordFiles = new RecordFileSystem(server, context.workspaceState);
  const reviews = new Reviews(server, context.workspaceState);
  const probes = new ProbeFeatures(context, server, log);
  const preview = new PreviewFeatures(context, server, log, reviews, (panel) => probes.handlersOf(panel));
  context.subscriptions.push(tokenView, previews, twinPreview, tagger, coverage, reviews, preview, recordFiles, probes);
  const runs = new RunsFeatures({
    ...{
      server,
      log,
      endpoints: probes.endpoints,
      extensionUri: context.extensionUri,
      storage: context.globalStorageUri,
    },
    showEndpoints: () => probes.showEndpoints(),
    openRecord: (uri, record) => preview.previews.open(uri, { kind: 'index', record }),
    queryOf: (uri) => preview.previews.queryOf(uri),
  });
  context.subscriptions.push(runs);
  const commands: Record<(typeof Command)[keyof typeof Command], (...args: never[]) => unknown> = {
    [Command.goToRecord]: (record?: number) => goToRecord(server, record),
    [Command.goToDatasetInfo]: () => goToDatasetInfo(server),
    [Command.fixAll]: () => fixAll(server),
    [Command.checkNow]: () => checkNow(server),
    [Command.showRule]: (rule: string) => showRule(context, rule),
    [Command.createProjectFile]: () => createProjectFile(server),
    [Command.chooseFormat]: (format?: unknown) => chooseFormat(server, typeof format === 'string' ? format : undefined),
    [Command.convertDataset]: (wish?: ConversionWish) => convertDataset(server, previews, wish),
    [Command.rewriteAsUtf8]: async (uri: string) => {
      await rewriteAsUtf8(vscode.Uri.parse(uri));
      await server.request(CheckNow.method, { uri });
    },
    [Command.rewriteLineEnds]: async (uri: string) => {
      await rewriteLineEnds(vscode.Uri.parse(uri));
      await server.request(CheckNow.method, { uri });
    },
    [Command.showLog]: () => log.show(),
    [Command.restartServer]: () => server.restart(),
    [Command.makeTwin]: (wish?: MakeTwinWish) => makeTwin(server, twinPreview, context.globalState, wish),
    [Command.makeTwins]: (wish?: MakeTwinsWish) => makeTwins(server, twinPreview, context.globalState, wish),
    [Command.goToCleanTwin]: (place?: MarkedPlace) => goToCleanTwin(server, place),
    [Command.chooseTokenizer]: (id?: unknown) =>
      chooseTokenizer(server, recent, typeof id === 'string' ? id : undefined),
    [Command.showTokens]: () => tokenView.toggle(),
    [Command.hideTokens]: () => tokenView.hide(),
    [Command.goToLongestRecords]: () => goToLongestRecords(server),
    [Command.stopCounting]: () => setCounting(server, false),
    [Command.goOnCounting]: () => setCounting(server, true),
    [Command.taxonomyFromValues]: () => taxonomyFromValues(server),
    [Command.starterTaxonomy]: () => starterTaxonomy(),
    [Command.tagRecords]: (records?: unknown) => tagger.tag(namedRecords(records) ?? preview.activeRecord),
    [Command.tagRun]: () => tagger.runThrough(),
    [Command.repeatTag]: () => tagger.repeat(),
    [Command.nextUntagged]: () => goToLabelled(server, 'untagged'),
    [Command.nextMarked]: () => goToLabelled(server, 'marked'),
    [Command.markRecords]: (records?: unknown) => markRecords(server, namedRecords(records) ?? preview.activeRecord),
    [Command.unmarkRecords]: () => unmarkRecords(server),
    ...coverageCommands(server, coverage),
    ...preview.commands,
    [Command.editRecord]: (record?: unknown) =>
      editRecord(server, recordFiles.records, namedRecords(record) ?? preview.activeRecord),
    ...reviewCommands(server, preview.previews, reviews),
    [Command.showEndpoints]: () => probes.showEndpoints(),
    [Command.runMany]: (target?: unknown) => runs.open(target, preview.previews.active?.view.uri),
  };
  for (const [id, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(id, run as (...args: unknown[]) => unknown));
  }
}

/** Makes every safe fix in the active editor, as one step that can be undone. */
async function fixAll(server: Server): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const result = await server.request<FixAllResult | null>(FixAll.method, { uri: document.uri.toString() });
  if (!result || result.edits.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing in this file can be fixed safely without your decision.'),
    );
    return;
  }
  if (result.version !== document.version) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The file changed in the meantime, so nothing was fixed. Try again.'),
    );
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of result.edits) {
    const { start, end } = range;
    edit.replace(document.uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  }
  await vscode.workspace.applyEdit(edit);
}

async function checkNow(server: Server): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  await server.request(CheckNow.method, { uri: document.uri.toString() });
  const status = server.status(document.uri);
  if (!status) return;
  const { error, warning, info } = status.counts;
  const text = vscode.l10n.t(
    'Records: {0}, errors: {1}, warnings: {2}, infos: {3}',
    status.records,
    error,
    warning,
    info,
  );
  vscode.window.setStatusBarMessage(`$(check-all) ${text}`, 5000);
}

/** Opens the page of a rule beside the editor. */
async function showRule(context: vscode.ExtensionContext, rule: string): Promise<void> {
  if (!/^[a-z][a-z0-9-]*$/.test(rule)) return;
  const folder = vscode.env.language.toLowerCase() === 'zh-cn' ? ['docs', 'rules', 'zh-cn'] : ['docs', 'rules'];
  const page = vscode.Uri.joinPath(context.extensionUri, ...folder, `${rule}.md`);
  await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
}
