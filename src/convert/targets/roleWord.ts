import type { Role } from '../../dataset/sample';
import type { Message } from '../dialogue';
import type { Telling } from '../telling';

/** The target's word for the role; a role with a name of its own keeps it. */
export function roleWord(
  { role, name, isKnown }: Message,
  words: Readonly<Record<Exclude<Role, 'other'>, string>>,
  telling: Telling,
): string {
  if (role === 'other') {
    telling.tell('customRole', name);
    return name;
  }
  // What the role is was guessed from its name, or it is one of two names for the same.
  if ((!isKnown || name === 'developer') && name !== words[role]) telling.tell('roleName', name);
  return words[role];
}
