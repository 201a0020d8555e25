import * as l10n from '@vscode/l10n';
import type { PreviewTurn } from '../../../src/protocol/preview';
import type { IconName } from '../../ui/icon';

/** How the turns of a role look. */
export interface RoleLook {
  readonly name: string;
  readonly icon: IconName;
  /** Class of the style sheet that sets `--role`. */
  readonly colour: string;
}

/** How many colours there are for roles of one's own: `other-0`, `other-1`, … */
export const OTHER_COLOURS = 5;

export function lookOf({ role, name, calls }: PreviewTurn): RoleLook {
  switch (role) {
    case 'system':
      return { name: l10n.t('System'), icon: 'gear', colour: 'system' };
    case 'user':
      return { name: l10n.t('User'), icon: 'account', colour: 'user' };
    case 'assistant':
      return calls.length > 0
        ? { name: l10n.t('Assistant, tool call'), icon: 'tools', colour: 'assistant' }
        : { name: l10n.t('Assistant'), icon: 'hubot', colour: 'assistant' };
    case 'tool':
      return { name: l10n.t('Tool result'), icon: 'terminal', colour: 'tool' };
    case 'other':
      return { name, icon: 'person', colour: `other-${hashOf(name) % OTHER_COLOURS}` };
  }
}

/** The data's name of a turn's role where it says more than the name for people; else ''. */
export function ownNameOf({ role, name }: PreviewTurn): string {
  return role === 'other' || name.toLowerCase() === role ? '' : name;
}

/** FNV-1a. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
