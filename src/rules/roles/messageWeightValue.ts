import * as l10n from '@vscode/l10n';
import { allTurns, type Turn } from '../../dataset/sample';
import { removalOf } from '../parts';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';

type Weight = NonNullable<Turn['weight']>;

export const messageWeightValue: Rule = {
  id: 'message-weight-value',
  level: 'error',
  outcomes: { llamafactory: 'ignored' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Weight that no trainer takes'),
    what: l10n.t(
      'A “weight” other than 0 and 1 or at a turn that is not the assistant’s, a “loss” or “train” that is not true or false, or a “loss_weight” that is no number from 0 to 1.',
    ),
    why: l10n.t(
      'OpenAI, mistral-common and Together refuse the file. A text such as "0" counts as true in Python, so the answer would be trained.',
    ),
    mend: l10n.t(
      'Write one of the allowed values; the quick fix does where the meaning is plain, and removes a weight that stands at another turn.',
    ),
    faulty: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2", "weight": "1"}]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2", "weight": 1}]}`,
  }),
  record(view, report) {
    for (const { role, name, isKnown, weight } of allTurns(view.sample)) {
      if (!weight) continue;
      const isMisplaced = isKnown && weight.key === 'weight' && role !== 'assistant' && role !== 'other';
      if (!isMisplaced && isAllowed(weight)) continue;
      report({
        message: isMisplaced
          ? l10n.t('“{0}” stands at a turn of “{1}”; only answers have weights.', weight.key, name)
          : l10n.t('“{0}” must be {1}.', weight.key, allowed(weight.key)),
        pointer: weight.pointer,
        ...view.span(weight.pointer),
        fixes: isMisplaced ? removal(view, weight) : correction(view, weight),
      });
    }
  },
};

/** `loss` and `train` are switches; `weight` is one of 0 and 1; the others are numbers. */
function isAllowed({ key, value }: Weight): boolean {
  if (key === 'loss' || key === 'train') return typeof value === 'boolean';
  if (key === 'weight') return value === 0 || value === 1;
  if (typeof value !== 'number') return false;
  return value >= 0 && (key === 'loss_scale' || value <= 1);
}

function allowed(key: string): string {
  if (key === 'loss' || key === 'train') return l10n.t('true or false');
  if (key === 'weight') return l10n.t('0 or 1');
  return key === 'loss_scale' ? l10n.t('a number, 0 or more') : l10n.t('a number from 0 to 1');
}

function removal(view: RecordView, { pointer, key }: Weight): Fix[] {
  const edit = removalOf(view, pointer);
  return edit ? [{ title: l10n.t('Remove “{0}”', key), safety: 'safe', edits: [edit] }] : [];
}

function correction(view: RecordView, { key, value, pointer }: Weight): Fix[] {
  const word = String(value).trim().toLowerCase();
  const isOn = ['1', '1.0', 'true'].includes(word);
  if (!isOn && !['0', '0.0', 'false'].includes(word)) return [];
  const text = key === 'loss' || key === 'train' ? String(isOn) : isOn ? '1' : '0';
  return [{ title: l10n.t('Write {0}', text), safety: 'safe', edits: [{ ...view.span(pointer), text }] }];
}
