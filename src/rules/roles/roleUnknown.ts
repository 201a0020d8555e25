import * as l10n from '@vscode/l10n';
import type { RoleKind } from '../../dataset/names';
import type { Turn } from '../../dataset/sample';
import { nodeOf } from '../parts';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { isOpenaiFormatting } from './turnOrder';
import { brief } from '../brief';

export const roleUnknown: Rule = {
  id: 'role-unknown',
  level: 'error',
  outcomes: { llamafactory: 'dropped' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Unknown role'),
    what: l10n.t(
      'A role that neither the format nor its mapping knows. For LLaMA-Factory also a role of your own that is known in tuneset.json only: it has no tag for it.',
    ),
    why: l10n.t(
      'LLaMA-Factory logs “Invalid role tag” and drops the record; read as OpenAI’s messages the run ends with a KeyError. OpenAI and Together refuse the file (unrecognized_role).',
    ),
    mend: l10n.t(
      'Rename the role; the quick fix does where the name is a usual one. If the whole file has other names, set the tags in dataset_info.json; roles of your own are declared in tuneset.json.',
    ),
    faulty: `{"messages": [{"role": "humn", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  record(view, report) {
    // Roles of a pair’s answers are told by pref-role.
    for (const turn of view.sample.turns) {
      if (!isUnknown(view, turn)) continue;
      const pointer = turn.rolePointer!;
      report({
        message: messageFor(view, turn),
        pointer,
        ...view.span(pointer),
        fixes: turn.isKnown ? [] : fixes(view, turn),
        ...(view.target === 'llamafactory' && isOpenaiFormatting(view) ? { outcome: 'crash' } : {}),
      });
    }
  },
};

/** What is no text is told by role-key-missing. */
function isUnknown(view: RecordView, { isKnown, role, rolePointer }: Turn): boolean {
  if (rolePointer === undefined || nodeOf(view, rolePointer)?.type !== 'string') return false;
  return !isKnown || (view.target === 'llamafactory' && role === 'other');
}

function messageFor(view: RecordView, { isKnown, name }: Turn): string {
  const names = Object.entries(view.format.names.roles)
    .filter(([, kind]) => kind !== 'other')
    .map(([role]) => role);
  const said = brief(name);
  if (isKnown) return l10n.t('LLaMA-Factory has no tag for the role “{0}”. It knows: {1}.', said, names.join(', '));
  return l10n.t('“{0}” is not a known role. Known are: {1}.', said, Object.keys(view.format.names.roles).join(', '));
}

/** The format's name for what the role most likely is. */
function fixes(view: RecordView, turn: Turn): Fix[] {
  const kinds: readonly RoleKind[] = turn.role === 'assistant' && turn.calls?.form === 'text' ? ['call'] : [turn.role];
  const name = Object.entries(view.format.names.roles).find(
    ([, kind]) => kind !== 'other' && kinds.includes(kind),
  )?.[0];
  if (name === undefined) return [];
  const edits = [{ ...view.span(turn.rolePointer!), text: JSON.stringify(name) }];
  return [{ title: l10n.t('Change the role to “{0}”', name), safety: 'preview', edits }];
}
