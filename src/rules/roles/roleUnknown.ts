import * as l10n from '@vscode/l10n';
import { misspelledKind, similarRole } from '../../dataset/formats/roles';
import { listOf } from '../../dataset/listOf';
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
      'Rename the role; the quick fix does where the name is a usual one, or comes near to one. If the whole file has other names, set the tags in dataset_info.json; roles of your own are declared in tuneset.json.',
    ),
    faulty: `{"messages": [{"role": "humn", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  record(view, report) {
    // Roles of a pair’s answers are told by pref-role.
    for (const turn of view.sample.turns) {
      if (!isUnknown(view, turn)) continue;
      const pointer = turn.rolePointer!;
      const likely = likelyRole(view, turn);
      report({
        message: messageFor(view, turn, likely),
        pointer,
        ...view.span(pointer),
        fixes: likely === undefined ? [] : fixes(view, turn, likely),
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

function messageFor(view: RecordView, { isKnown, name }: Turn, likely: string | undefined): string {
  const roles = Object.entries(view.format.names.roles);
  const own = roles.filter(([, kind]) => kind !== 'other').map(([role]) => role);
  const all = listOf(roles.map(([role]) => role));
  const said = brief(name);
  if (isKnown) return l10n.t('LLaMA-Factory has no tag for the role “{0}”. It knows: {1}.', said, listOf(own));
  return likely === undefined
    ? l10n.t('“{0}” is not a known role. Known are: {1}.', said, all)
    : l10n.t('“{0}” is not a known role. Is “{1}” meant? Known are: {2}.', said, brief(likely), all);
}

/** The role of the data that an unknown one most likely stands for: one with a similar name, or the first one for what the name says. */
function likelyRole(view: RecordView, { isKnown, name, role, calls }: Turn): string | undefined {
  if (isKnown) return undefined;
  const { roles } = view.format.names;
  const similar = similarRole(name, Object.keys(roles));
  if (similar !== undefined) return similar;
  const kind = role === 'assistant' && calls?.form === 'text' ? 'call' : role;
  const meant = kind === 'other' ? misspelledKind(name) : kind;
  return Object.entries(roles).find(([, each]) => each !== 'other' && each === meant)?.[0];
}

function fixes(view: RecordView, { rolePointer }: Turn, likely: string): Fix[] {
  const edits = [{ ...view.span(rolePointer!), text: JSON.stringify(likely) }];
  return [{ title: l10n.t('Change the role to “{0}”', brief(likely)), safety: 'preview', edits }];
}
