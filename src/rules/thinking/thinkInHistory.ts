import * as l10n from '@vscode/l10n';
import type { Edit } from '../../dataset/edits';
import type { Rule } from '../rule';
import { isAnswer, textsWith } from './answerTexts';
import { readTags } from './thoughtTags';

export const thinkInHistory: Rule = {
  id: 'think-in-history',
  level: 'info',
  measuredOutcome: ({ lostThoughts = [] }) =>
    lostThoughts.some(({ isOfHistory }) => isOfHistory) ? 'altered' : undefined,
  clues: ['<think>'],
  fix: 'offer',
  page: () => ({
    title: l10n.t('Thoughts in the history'),
    what: l10n.t(
      'Thoughts in answers that a further user turn follows. Calls of tools on the way to one answer don’t count.',
    ),
    why: l10n.t(
      'Chat templates of thinking models take these thoughts out of the history, so the model never sees them when it is used. LLaMA-Factory keeps and trains them in SFT unless mask_history is on; in DPO and KTO it takes them out.',
    ),
    mend: l10n.t(
      'Remove them, or split the conversation into records that each end with one thought. If the trainer trains every answer on its own, they may stay.',
    ),
    faulty: `human: 2 + 2? · gpt: <think>…</think> 4 · human: And 3 + 3? · gpt: <think>…</think> 6`,
    sound: `human: 2 + 2? · gpt: 4 · human: And 3 + 3? · gpt: <think>…</think> 6`,
  }),
  record(view, report) {
    const { turns } = view.sample;
    const answers = view.sample.preference ? turns.length : turns.findLastIndex(({ role }) => role === 'user');
    const earlier = new Set(turns.slice(0, answers));
    const found = textsWith(view, ['<think>'], (turn) => isAnswer(turn) && earlier.has(turn)).flatMap(
      ({ pointer, content, located }) => {
        const read = readTags(content);
        const text = read.kind === 'one' && !read.thought.isEmpty ? located() : undefined;
        if (read.kind !== 'one' || !text) return [];
        const { open, close } = read.thought;
        const end = close.end + /^\s*/.exec(content.slice(close.end))![0].length;
        return [
          {
            pointer,
            span: text.spanOf({ start: open.start, end: close.end }),
            edit: text.edit({ start: open.start, end, text: '' }),
          },
        ];
      },
    );
    const [first] = found;
    if (!first) return;
    const edits: Edit[] = found.map(({ edit }) => edit);
    report({
      message:
        found.length === 1
          ? l10n.t('An earlier answer has a thought, which templates take out of the history.')
          : l10n.t('{0} earlier answers have thoughts, which templates take out of the history.', found.length),
      pointer: first.pointer,
      ...first.span,
      fixes: [{ title: l10n.t('Remove the thoughts of earlier answers'), safety: 'preview', edits }],
    });
  },
};
