import * as l10n from '@vscode/l10n';
import type { ProbeFault } from '../../answer';
import type { Capability } from '../../capabilities';

export function yes(why: string): Capability {
  return { has: 'yes', why };
}

export function no(why: string): Capability {
  return { has: 'no', why };
}

export function unknown(why: string): Capability {
  return { has: 'unknown', why };
}

/** What a request that failed says of an ability: a server that fails by itself says nothing. */
export function lacking({ kind, message, detail }: ProbeFault): Capability {
  const why = detail === null ? message : l10n.t('{0} It says: {1}', message, shortened(detail));
  return kind === 'server' || kind === 'connection' ? unknown(why) : no(why);
}

/** UTF-16 units of a server's text that say enough. */
const MOST_SAID = 200;

function shortened(text: string): string {
  return text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text;
}
