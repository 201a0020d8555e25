import * as l10n from '@vscode/l10n';
import type { ProbeFault } from '../../src/protocol/probe';

/** What the detail of a fault is called: the words of a server, unless it said nothing at all. */
export function detailTitle(kind: ProbeFault['kind']): string {
  return SILENT.has(kind) ? l10n.t('Details') : l10n.t('What the server said');
}

const SILENT: ReadonlySet<ProbeFault['kind']> = new Set(['connection', 'timeout']);
