import * as l10n from '@vscode/l10n';
import type { Turn } from '../../dataset/sample';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { SIDES } from './sides';
import { isReadable } from '../roles/readable';
import { brief } from '../brief';

export const prefRole: Rule = {
  id: 'pref-role',
  level: 'error',
  isAboutForm: true,
  fix: 'yes',
  page: () => ({
    title: l10n.t('Wrong role in a pair'),
    what: l10n.t(
      'A chosen or rejected answer that does not begin and end with the assistant, or that has a role that nobody knows.',
    ),
    why: l10n.t(
      'LLaMA-Factory ends the run with a KeyError at a role that it doesn’t know, and trains the answer as a question if the role is another one. Together refuses the file.',
    ),
    mend: l10n.t('Give both answers the role of the assistant. The quick fix does so.'),
    faulty: `{"conversations": [{"from": "human", "value": "1+1?"}], "chosen": {"from": "human", "value": "2"}, "rejected": {"from": "gpt", "value": "3"}}`,
    sound: `{"conversations": [{"from": "human", "value": "1+1?"}], "chosen": {"from": "gpt", "value": "2"}, "rejected": {"from": "gpt", "value": "3"}}`,
  }),
  record(view, report) {
    const { preference } = view.sample;
    if (!preference || !isReadable(view)) return;
    for (const side of SIDES) {
      for (const fault of faultsIn(preference[side]?.turns ?? [], view.sample.turns.length > 0)) {
        const { turn, isEnd } = fault;
        report({
          message: isEnd
            ? l10n.t('An answer must be the assistant’s; here the role is “{0}”.', brief(turn.name))
            : l10n.t('“{0}” is not a known role.', brief(turn.name)),
          ...{ pointer: turn.rolePointer!, ...view.span(turn.rolePointer!) },
          fixes: isEnd ? renames(view, turn) : [],
          ...(view.target === 'llamafactory' ? { outcome: isTagged(turn) ? 'altered' : 'crash' } : {}),
        });
      }
    }
  },
};

interface RoleFault {
  readonly turn: Turn;
  /** It is the first or the last turn of the answer. */
  readonly isEnd: boolean;
}

/** Turns at the ends of an answer that aren't the assistant's, and turns whose role isn't known. Where nothing is asked before, an answer begins with a question. */
function faultsIn(turns: readonly Turn[], isAsked: boolean): RoleFault[] {
  return turns
    .map((turn, i) => ({ turn, isEnd: (i === 0 && (isAsked || turns.length === 1)) || i === turns.length - 1 }))
    .filter(({ turn: { role, isKnown, rolePointer }, isEnd }) => {
      return rolePointer !== undefined && (!isKnown || (isEnd && role !== 'assistant'));
    });
}

/** True for a role that LLaMA-Factory has a tag for. */
function isTagged({ isKnown, role }: Turn): boolean {
  return isKnown && role !== 'other';
}

/** The role that the assistant has in this record, else in the format. */
function renames(view: RecordView, turn: Turn): Fix[] {
  // Where the question stands in the answer, the turn may be the question.
  if (view.sample.turns.length === 0) return [];
  const here = view.sample.turns.find(({ role, isKnown, calls }) => role === 'assistant' && isKnown && !calls)?.name;
  const { roles } = view.format.names;
  const name = here ?? Object.keys(roles).find((role) => roles[role] === 'assistant');
  if (name === undefined) return [];
  const edit = { ...view.span(turn.rolePointer!), text: JSON.stringify(name) };
  return [{ title: l10n.t('Make it “{0}”', name), safety: 'safe', edits: [edit] }];
}
