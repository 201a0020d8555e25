import type * as vscode from 'vscode';
import type { TypeNames } from '../../protocol/labels';

const KEY = 'recentTaskTypes';
const LIMIT = 5;

interface Memory {
  /** The types that were set last, the latest first. */
  readonly types: readonly TypeNames[];
  /** The ones that a record was given last, all of them. */
  readonly last: readonly TypeNames[];
}

/** The task types that were set last in this workspace. */
export class RecentTypes {
  constructor(private readonly memory: vscode.Memento) {}

  get types(): readonly TypeNames[] {
    return this.known.types;
  }

  /** What is to be repeated; empty if nothing was set yet. */
  get last(): readonly TypeNames[] {
    return this.known.last;
  }

  async add(types: readonly TypeNames[]): Promise<void> {
    if (types.length === 0) return;
    const keys = new Set(types.map((type) => JSON.stringify(type)));
    const others = this.types.filter((type) => !keys.has(JSON.stringify(type)));
    await this.memory.update(KEY, { types: [...types, ...others].slice(0, LIMIT), last: types } satisfies Memory);
  }

  private get known(): Memory {
    return this.memory.get<Memory>(KEY, { types: [], last: [] });
  }
}
