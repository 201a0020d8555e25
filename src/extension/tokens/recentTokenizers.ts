import type * as vscode from 'vscode';
import type { TokenizerChoice } from '../../protocol/messages';

/** A choice that can be made again in any workspace: of a folder, `id` is the whole path. */
export type RecentTokenizer = TokenizerChoice;

const KEY = 'recentTokenizers';
const LIMIT = 5;

/** The tokenizers that were chosen last, the latest first. */
export class RecentTokenizers {
  constructor(private readonly memory: vscode.Memento) {}

  get all(): readonly RecentTokenizer[] {
    return this.memory.get<readonly RecentTokenizer[]>(KEY, []);
  }

  async add(choice: RecentTokenizer): Promise<void> {
    const others = this.all.filter(({ id }) => id !== choice.id);
    await this.memory.update(KEY, [choice, ...others].slice(0, LIMIT));
  }

  async remove(id: string): Promise<void> {
    await this.memory.update(
      KEY,
      this.all.filter((recent) => recent.id !== id),
    );
  }
}
