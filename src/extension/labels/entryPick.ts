import * as vscode from 'vscode';

/** An entry of the list. One without an action is a heading. */
export interface Entry<A> extends vscode.QuickPickItem {
  readonly action?: A;
}

/**
 * A list whose entries are made anew for every text that is typed, in the order in which they are given. It is open before the first question and stays so
 * from one to the next, so that what is typed meanwhile goes into no dataset, until it is disposed of or left.
 */
export class EntryPick<A> implements vscode.Disposable {
  private readonly pick = vscode.window.createQuickPick<Entry<A>>();
  private entries: (typed: string) => readonly Entry<A>[] = () => [];
  private answer: ((action: A | undefined) => void) | undefined;
  private back: A | undefined;
  private isLeft = false;

  constructor() {
    // Part of VS Code's API for years, but not of its stable types: it would put what looks like the text first.
    Object.assign(this.pick, { sortByLabel: false });
    this.pick.ignoreFocusOut = true;
    this.pick.onDidChangeValue(() => this.list());
    this.pick.onDidAccept(() => this.accept(this.pick.selectedItems[0]?.action));
    this.pick.onDidTriggerButton(() => this.back && this.accept(this.back));
    this.pick.onDidHide(() => {
      this.isLeft = true;
      this.settle(undefined);
    });
    this.pick.busy = true;
    this.pick.show();
  }

  /**
   * Asks a question.
   *
   * @param entries the list for what was typed. It begins with a separator, so that Enter takes the first entry also of a list that is not drawn yet
   * @param back what the button to go back does
   * @returns the action of the entry that is taken; undefined if the list is left
   */
  ask(
    question: Pick<vscode.QuickPick<Entry<A>>, 'title' | 'placeholder'>,
    entries: (typed: string) => readonly Entry<A>[],
    back?: A,
  ): Promise<A | undefined> {
    if (this.isLeft) return Promise.resolve(undefined);
    Object.assign(this.pick, question, { busy: false });
    this.entries = entries;
    this.back = back;
    this.pick.buttons = back ? [vscode.QuickInputButtons.Back] : [];
    this.list();
    return new Promise((resolve) => (this.answer = resolve));
  }

  dispose(): void {
    this.pick.dispose();
  }

  private list(): void {
    this.pick.items = this.entries(this.pick.value).map((entry) => ({ ...entry, alwaysShow: true }));
  }

  /** What is accepted before the next question is asked was not meant for it. */
  private accept(action: A | undefined): void {
    if (!this.answer || !action) return;
    this.pick.value = '';
    this.pick.busy = true;
    this.settle(action);
  }

  private settle(action: A | undefined): void {
    const { answer } = this;
    this.answer = undefined;
    answer?.(action);
  }
}
