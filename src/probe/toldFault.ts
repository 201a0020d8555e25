import * as l10n from '@vscode/l10n';
import type { ProbeFault } from './answer';

/** UTF-16 units of a server's text that say enough. */
const MOST_SAID = 300;

/** A fault in one line: what happened, and what the server says of it, or the system where there is no way to the server. */
export function toldFault({ kind, message, detail }: Pick<ProbeFault, 'kind' | 'message' | 'detail'>): string {
  const said = detail?.replaceAll(/\s+/g, ' ').trim() ?? '';
  if (said === '') return message;
  const shown = said.length > MOST_SAID ? `${said.slice(0, MOST_SAID)}…` : said;
  const isOfSystem = kind === 'connection' || kind === 'timeout';
  return isOfSystem ? `${message} (${shown})` : l10n.t('{0} It says: {1}', message, shown);
}
