import * as vscode from 'vscode';
import { GetCoverage, type CoverageResult, type CoverageScope } from '../../protocol/coverage';
import { Command, Context, View } from '../contributions';
import type { Server } from '../server';
import { coverageItems, idOf, type CoverageItem, type Order } from './coverageItems';
import { CoverageScopes, type ViewScope } from './coverageScope';
import { coverageText } from './coverageTexts';

/** What a person sees instead of lines; `ok`: there are lines. */
type ViewState = 'ok' | 'noDataset' | 'noRecords' | 'noMatch' | 'failed';

const ORDER_KEY = 'tuneset.coverage.order';
/** Milliseconds after which the view says that it reads. */
const SLOW = 500;
/** Levels that are open at first. */
const OPEN_LEVELS = 1;

/** The side bar's view of how records are spread over task types. It asks the server while it is visible, and again with every change. */
export class CoverageView implements vscode.Disposable, vscode.TreeDataProvider<CoverageItem> {
  private readonly emitter = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly view: vscode.TreeView<CoverageItem>;
  private readonly subscriptions: vscode.Disposable[];
  readonly scopes: CoverageScopes;
  private result: CoverageResult | undefined;
  private lines: CoverageItem[] = [];
  private shownFilter = '';
  private reading: vscode.CancellationTokenSource | undefined;
  private isStale = false;
  /** Someone has stopped reading: it goes on only when someone asks. */
  private isStopped = false;
  /** What is equal for equal lines. */
  private shownKey = '';

  constructor(
    private readonly server: Server,
    private readonly memory: vscode.Memento,
  ) {
    this.scopes = new CoverageScopes(server, memory);
    this.view = vscode.window.createTreeView(View.coverage, { treeDataProvider: this, showCollapseAll: true });
    const lookAtActive = (): void => {
      if (this.scopes.look() && this.scopes.chosen.kind === 'active') void this.refresh();
    };
    this.subscriptions = [
      this.view,
      this.emitter,
      this.view.onDidChangeVisibility(({ visible }) => void (visible && this.refresh())),
      vscode.window.onDidChangeActiveTextEditor(lookAtActive),
      server.onStatus(lookAtActive),
      server.onCoverageChanged(() => void (!this.isStopped && this.refresh())),
    ];
    this.scopes.look();
    this.setState('ok');
  }

  dispose(): void {
    this.reading?.cancel();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** What is shown now, in its order; undefined where there are no numbers. */
  get shown(): { readonly items: readonly CoverageItem[]; readonly result: CoverageResult } | undefined {
    return this.result && { items: this.lines, result: this.result };
  }

  get order(): Order {
    return this.memory.get<Order>(ORDER_KEY) ?? 'taxonomy';
  }

  get filter(): string {
    return this.shownFilter;
  }

  async sort(order: Order): Promise<void> {
    await this.memory.update(ORDER_KEY, order);
    this.arrange();
  }

  find(filter: string): void {
    this.shownFilter = filter;
    this.arrange();
  }

  async use(scope: ViewScope): Promise<void> {
    await this.scopes.choose(scope);
    await this.refresh();
  }

  stop(): void {
    this.isStopped = true;
    this.reading?.cancel();
  }

  /** Asks for the numbers. What is asked while an answer is on its way is asked once more behind it. */
  async refresh(): Promise<void> {
    if (!this.view.visible) return;
    this.isStopped = false;
    if (this.reading) {
      this.isStale = true;
      return;
    }
    do {
      this.isStale = false;
      await this.read();
    } while (this.isStale && !this.isStopped && this.view.visible);
  }

  getChildren(item?: CoverageItem): CoverageItem[] {
    return [...(item ? item.children : this.lines)];
  }

  getTreeItem(item: CoverageItem): vscode.TreeItem {
    const { label: usual, description, facts } = coverageText(item, this.result!);
    // The container's title leaves no room for what the numbers are about.
    const label = item.kind === 'all' ? this.scopes.title : usual;
    const line = new vscode.TreeItem(label, stateOf(item, this.shownFilter));
    line.id = `${this.shownFilter === '' ? '' : 'found '}${idOf(item)}`;
    line.description = description;
    line.tooltip = tooltipOf(item, item.kind === 'all' ? `${usual}: ${label}` : label, facts);
    line.iconPath = iconOf(item);
    line.contextValue = item.kind === 'type' && item.isUnknown ? 'unknownType' : item.kind;
    line.accessibilityInformation = { label: [label, ...facts].join(vscode.l10n.t(', ')) };
    line.command = { command: Command.showRecords, title: vscode.l10n.t('Show Records'), arguments: [item] };
    return line;
  }

  private async read(): Promise<void> {
    const scope = this.scopes.asked;
    if (!scope) return this.take(undefined, 'noDataset');
    const cancel = new vscode.CancellationTokenSource();
    this.reading = cancel;
    const asking = this.ask(scope, cancel.token);
    const slow = setTimeout(() => this.showReading(asking), SLOW);
    try {
      const result = await asking;
      if (result) this.take(result, result.all.records + result.unreadable === 0 ? 'noRecords' : 'ok');
      else if (!cancel.token.isCancellationRequested) this.take(undefined, 'failed');
      else this.say(vscode.l10n.t('Reading was stopped: the numbers are not those of the whole workspace.'));
    } finally {
      clearTimeout(slow);
      cancel.dispose();
      this.reading = undefined;
    }
  }

  /** What is quick shows no progress: it would flicker with every key. */
  private showReading(asking: Promise<unknown>): void {
    void vscode.commands.executeCommand('setContext', Context.isReadingCoverage, true);
    void vscode.window.withProgress({ location: { viewId: View.coverage } }, async () => {
      await asking;
      await vscode.commands.executeCommand('setContext', Context.isReadingCoverage, false);
    });
  }

  private ask(scope: CoverageScope, cancel: vscode.CancellationToken): Promise<CoverageResult | null | undefined> {
    const started = Date.now();
    return this.server.requestWithProgress<CoverageResult | null>(
      GetCoverage.method,
      { scope },
      (name) => {
        if (name !== undefined && Date.now() - started > SLOW) this.say(vscode.l10n.t('Reading {0}…', name));
      },
      cancel,
    );
  }

  private take(result: CoverageResult | undefined, state: ViewState): void {
    const key = JSON.stringify([result, this.scopes.title]);
    const isSame = key === this.shownKey;
    this.result = result;
    this.shownKey = key;
    if (isSame && state === 'ok') this.tell();
    else this.arrange(state);
  }

  private arrange(state: ViewState = 'ok'): void {
    const { result } = this;
    this.lines = result && state === 'ok' ? coverageItems(result, this.order, this.shownFilter) : [];
    this.setState(state === 'ok' && result && this.lines.length === 0 ? 'noMatch' : state);
    this.tell();
    this.emitter.fire();
  }

  /** Says what the numbers are without. */
  private tell(): void {
    const { result } = this;
    const notes: string[] = [];
    if (result && result.leftOut.count > 0) notes.push(leftOutText(result));
    if (result && result.typesLeft > 0) {
      notes.push(vscode.l10n.t('Types that are not shown because there are too many: {0}', result.typesLeft));
    }
    if (this.shownFilter !== '') notes.push(vscode.l10n.t('Only types with “{0}”', this.shownFilter));
    this.say(notes.join('\n'));
  }

  private say(message: string): void {
    // VS Code's own way to take a message away; its types know only texts.
    this.view.message = message;
  }

  private setState(state: ViewState): void {
    void vscode.commands.executeCommand('setContext', Context.coverageState, state);
  }
}

function leftOutText({ leftOut: { count, first } }: CoverageResult): string {
  const [named] = first;
  const name = named ? vscode.workspace.asRelativePath(vscode.Uri.parse(named.uri)) : '';
  return vscode.l10n.t('Incomplete, without {0} files. The first is {1}: {2}', count, name, named?.reason ?? '');
}

function stateOf(item: CoverageItem, filter: string): vscode.TreeItemCollapsibleState {
  if (item.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  const isOpen =
    filter !== '' || item.kind === 'unknown' || (item.kind === 'type' && item.row.type.length <= OPEN_LEVELS);
  return isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function tooltipOf(item: CoverageItem, label: string, facts: readonly string[]): string {
  if (item.kind !== 'type') return [label, ...facts].join('\n');
  const { text, description } = item.row;
  return [text, ...(description === null ? [] : [description]), ...facts].join('\n');
}

function iconOf(item: CoverageItem): vscode.ThemeIcon {
  const colored = (name: string, color: string): vscode.ThemeIcon =>
    new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
  if (item.kind === 'all') return new vscode.ThemeIcon('database');
  if (item.kind === 'untagged') return colored('warning', 'list.warningForeground');
  if (item.kind === 'unknown') return colored('question', 'list.warningForeground');
  if (item.kind === 'unreadable') return colored('error', 'list.errorForeground');
  if (item.kind === 'own') return new vscode.ThemeIcon('circle-small');
  if (item.row.missed === 'over') return colored('arrow-up', 'list.warningForeground');
  if (item.row.missed === 'under') return colored('arrow-down', 'list.warningForeground');
  return new vscode.ThemeIcon('tag');
}
