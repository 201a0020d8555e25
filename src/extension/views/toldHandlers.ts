import * as vscode from 'vscode';
import type { ViewHandlers } from './viewConnection';

/** Handlers of a view's requests that log and tell what fails for a reason that nobody foresaw. */
export function toldHandlers(handlers: ViewHandlers, log: vscode.LogOutputChannel): ViewHandlers {
  return Object.fromEntries(Object.entries(handlers).map(([method, handle]) => [method, told(method, handle, log)]));
}

function told(method: string, handle: ViewHandlers[string], log: vscode.LogOutputChannel): ViewHandlers[string] {
  return async (params, token) => {
    try {
      return await handle(params, token);
    } catch (error) {
      log.error(method, error);
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(vscode.l10n.t('That did not work: {0}', reason));
      throw error;
    }
  };
}
