import * as vscode from 'vscode';
import { isCase, type NoCase, type ProbeCase } from '../../../probe/cases/probeCase';
import type { CaseName } from '../../../probe/batch/resultLine';
import {
  ChooseCases,
  GetCases,
  type ChooseCasesParams,
  type ChosenCases,
  type GetCasesParams,
  type GetCasesResult,
} from '../../../protocol/probeRecords';
import type { RunWish } from '../../../protocol/probeRuns';
import { readText } from '../../preview/openText';
import type { Server } from '../../server';

/** The places in records of a dataset that models can be asked for. */
export class RunCases {
  constructor(
    private readonly server: Server,
    private readonly uri: string,
  ) {}

  /** @returns why there are none, for people, as a text; undefined if it was cancelled */
  async choose(
    { choice, turns }: Pick<RunWish, 'choice' | 'turns'>,
    cancel?: vscode.CancellationToken,
  ): Promise<ChosenCases | string | undefined> {
    const unreadable = await this.open();
    if (unreadable !== undefined) return unreadable;
    const params: ChooseCasesParams = { uri: this.uri, choice, turns };
    const chosen = await this.server.request<ChosenCases | null>(ChooseCases.method, params, cancel);
    if (cancel?.isCancellationRequested) return undefined;
    if (!chosen) return vscode.l10n.t('This file is no dataset that Tuneset can read.');
    return chosen.fault ?? chosen;
  }

  /** In the order of the names. @throws Error if they can't be read, such as when the server is gone */
  async get(names: readonly CaseName[], signal?: AbortSignal): Promise<readonly (ProbeCase | NoCase)[]> {
    const unreadable = await this.open();
    if (unreadable !== undefined) throw new Error(unreadable);
    const source = new vscode.CancellationTokenSource();
    const cancel = (): void => source.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const params: GetCasesParams = { uri: this.uri, cases: names };
      const cases = await this.server.request<GetCasesResult | null>(GetCases.method, params, source.token);
      if (cases?.length !== names.length) throw new Error(vscode.l10n.t('Tuneset’s language server does not answer.'));
      return cases;
    } finally {
      signal?.removeEventListener('abort', cancel);
      source.dispose();
    }
  }

  /** Where a record stands now that was asked for; null if it isn't there any more. */
  async find(name: CaseName): Promise<number | null> {
    const [found] = await this.get([name]);
    return found && isCase(found) ? found.record : null;
  }

  /** The server knows files that VS Code has open, which it closes by itself where nobody shows them. @returns why it can't be, for people */
  private async open(): Promise<string | undefined> {
    const document = await readText(this.uri);
    if (typeof document === 'string') return document;
    await this.server.start();
    return undefined;
  }
}
