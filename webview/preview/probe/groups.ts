import * as l10n from '@vscode/l10n';
import type { ProbeCall } from '../../../src/protocol/probe';

/** Calls that were started together, as they are shown side by side. */
export interface CallGroup {
  readonly id: string;
  readonly calls: readonly ProbeCall[];
  /** Whose answer is whose must not be seen yet. */
  readonly isHidden: boolean;
}

/**
 * The newest first.
 *
 * @param blind groups in which nobody shall know whose answers they are before the vote
 */
export function groupsOf(calls: readonly ProbeCall[], isBlind: (group: string) => boolean): readonly CallGroup[] {
  const groups = new Map<string, ProbeCall[]>();
  for (const call of calls) {
    const group = groups.get(call.group);
    if (group) group.push(call);
    else groups.set(call.group, [call]);
  }
  return [...groups]
    .map(([id, members]) => {
      const isHidden = canVote(members) && members.every(({ isBest }) => isBest === null) && isBlind(id);
      return { id, calls: isHidden ? shuffled(members) : members, isHidden };
    })
    .reverse();
}

/** There is something to be compared. */
export function canVote(calls: readonly ProbeCall[]): boolean {
  return calls.length > 1;
}

/** What a call is called among those of its group. */
export function nameOf(call: ProbeCall, { calls, isHidden }: CallGroup): string {
  if (isHidden) return l10n.t('Answer {0}', letter(calls.indexOf(call)));
  const { name } = call.endpoint;
  const isRepeated = calls.some(({ endpoint, try: other }) => endpoint.id === call.endpoint.id && other !== call.try);
  return isRepeated ? l10n.t('{0}, try {1}', name, call.try + 1) : name;
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(0x41 + index) : String(index + 1);
}

/** In an order that says nothing, and stays: that of a hash of their ids. */
function shuffled(calls: readonly ProbeCall[]): ProbeCall[] {
  return [...calls].sort((a, b) => hashOf(a.group + a.id) - hashOf(b.group + b.id));
}

/** FNV-1a, with the finalizer of MurmurHash3: ids that differ in their last letter only shall be far apart. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
