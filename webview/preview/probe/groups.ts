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
 * The newest first; the calls of each in the order of the endpoints.
 *
 * @param endpoints ids
 * @param isBlind of groups in which nobody shall know whose answers they are before the vote; behind it they stay where they are
 */
export function groupsOf(
  calls: readonly ProbeCall[],
  endpoints: readonly string[],
  isBlind: (group: string) => boolean,
): readonly CallGroup[] {
  const groups = new Map<string, ProbeCall[]>();
  for (const call of calls) {
    const group = groups.get(call.group);
    if (group) group.push(call);
    else groups.set(call.group, [call]);
  }
  return [...groups]
    .map(([id, members]) => {
      const isShuffled = canVote(members) && isBlind(id);
      const isHidden = isShuffled && members.every(({ isBest }) => isBest === null);
      return { id, calls: isShuffled ? shuffled(members) : ordered(members, endpoints), isHidden };
    })
    .reverse();
}

/** Those of a group that may be the best one: what never came can't. */
export function candidates(calls: readonly ProbeCall[]): readonly ProbeCall[] {
  return calls.filter(
    ({ progress, answer }) => progress !== 'done' || answer.state === 'finished' || saysSomething(answer),
  );
}

/** There is something to be compared. */
export function canVote(calls: readonly ProbeCall[]): boolean {
  return candidates(calls).length > 1;
}

function saysSomething({ content, reasoning, calls }: ProbeCall['answer']): boolean {
  return content !== '' || reasoning !== '' || calls.length > 0;
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

/** Those of endpoints that are not there any more come last. */
function ordered(calls: readonly ProbeCall[], endpoints: readonly string[]): ProbeCall[] {
  const places = new Map(endpoints.map((id, place) => [id, place]));
  const placeOf = ({ endpoint }: ProbeCall): number => places.get(endpoint.id) ?? endpoints.length;
  return [...calls].sort((a, b) => placeOf(a) - placeOf(b) || a.try - b.try);
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
