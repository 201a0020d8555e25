import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { textsWith } from './answerTexts';
import { tagsIn, type ThoughtTag } from './thoughtTags';
import { brief } from '../brief';

/** Between tags that a prompt only describes: nothing, dots, or a name for what is to stand there. */
const PLACEHOLDER =
  /^[\s.…]*$|^[\s\W]*(?:[a-z]+ ){0,6}(?:reason|think|thought|process|step|analy|here|cot)|^\s*[^\n]{0,20}(?:思考|推理|过程|分析|想法)/i;
const MOST_OF_PLACEHOLDER = 80;

export const thinkInWrongRole: Rule = {
  id: 'think-in-wrong-role',
  level: 'error',
  clues: ['<think>', '</think>'],
  fix: 'no',
  page: () => ({
    title: l10n.t('Thought in another role'),
    what: l10n.t(
      'A thought, or a <think> or </think>, in what the user, the system or a tool says. Prompts that only describe the tags (“<think> reasoning here </think>”) are let pass.',
    ),
    why: l10n.t(
      'The tags are tokens of their own that open and close the model’s thoughts. In another role the model learns that thoughts come from outside; often an answer slipped into the wrong turn.',
    ),
    mend: l10n.t(
      'Move the thought to the answer, or remove the tags. Where the text speaks of the tags, put them in backticks.',
    ),
    faulty: `{"from": "human", "value": "<think>\\nI should ask.\\n</think>\\n\\n2 + 2?"}`,
    sound: `{"from": "human", "value": "2 + 2?"}`,
  }),
  record(view, report) {
    for (const { turn, pointer, content, located } of textsWith(
      view,
      ['<think>', '</think>'],
      ({ role }) => role !== 'assistant',
    )) {
      const tag = usedTag(content);
      const text = tag && located();
      if (!text) continue;
      report({
        message: l10n.t(
          'Only the model thinks: {0} has no place in a turn of “{1}”.',
          tag.isOpening ? '<think>' : '</think>',
          brief(turn.name),
        ),
        pointer,
        ...text.spanOf(tag),
      });
    }
  },
};

/**
 * The first tag that is used and not merely spoken of: a thought with something in it, an opening tag that begins the text, or a closing one at the end
 * of a line, which is left over from a thought.
 */
function usedTag(text: string): ThoughtTag | undefined {
  const tags = tagsIn(text);
  return tags.find((tag, i) => {
    if (!tag.isOpening) return i === 0 && /^[ \t]*(?:\n|$)/.test(text.slice(tag.end));
    const next = tags[i + 1];
    return next && !next.isOpening
      ? !isPlaceholder(text.slice(tag.end, next.start))
      : text.slice(0, tag.start).trim() === '';
  });
}

function isPlaceholder(inner: string): boolean {
  return inner.length <= MOST_OF_PLACEHOLDER && PLACEHOLDER.test(inner);
}
