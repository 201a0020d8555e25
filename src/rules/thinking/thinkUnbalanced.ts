import * as l10n from '@vscode/l10n';
import type { EmbeddedJson } from '../../dataset/embeddedJson';
import type { Edit } from '../../dataset/edits';
import type { Fix, Rule } from '../rule';
import { isAnswer, isCallText, textsWith } from './answerTexts';
import { whereThoughtIsLost } from './lostThought';
import { readTags, type ThoughtTag } from './thoughtTags';

export const thinkUnbalanced: Rule = {
  id: 'think-unbalanced',
  level: 'error',
  measuredOutcome: whereThoughtIsLost,
  clues: ['<think>', '</think>'],
  fix: 'offer',
  page: () => ({
    title: l10n.t('Unbalanced thought'),
    what: l10n.t(
      'An answer with a <think> that is never closed, a </think> that nothing opens, or more than one thought. Tags in backticks are spoken of and don’t count.',
    ),
    why: l10n.t(
      'The thought runs into the answer, or the answer into the thought. LLaMA-Factory only looks whether one of the tags is there: then it adds no empty thought, and with enable_thinking: false it doesn’t take the text out.',
    ),
    mend: l10n.t(
      'Put one thought between <think> and </think> in front of the answer. The quick fix adds the missing opening tag, or removes a tag that is never closed.',
    ),
    faulty: `{"from": "gpt", "value": "2 + 2 is 4.\\n</think>\\n\\n4"}`,
    sound: `{"from": "gpt", "value": "<think>\\n2 + 2 is 4.\\n</think>\\n\\n4"}`,
  }),
  record(view, report) {
    for (const { turn, pointer, content, located } of textsWith(view, ['<think>', '</think>'], isAnswer)) {
      const read = readTags(content);
      if (read.kind !== 'unbalanced' && read.kind !== 'several') continue;
      const text = located();
      if (!text) continue;
      const fix = fixOf(text, read.tags);
      report({
        message: messageOf(read.kind, read.tags),
        pointer,
        ...text.spanOf(faultIn(read.tags)),
        fixes: fix ? [fix] : [],
        ...(view.target === 'llamafactory' &&
          isCallText(turn) &&
          turn.calls?.value === undefined && { outcome: 'crash' as const }),
      });
    }
  },
};

function messageOf(kind: 'unbalanced' | 'several', tags: readonly ThoughtTag[]): string {
  if (kind === 'several')
    return l10n.t(
      'There are {0} thoughts in one answer; trainers and templates expect one, in front of it.',
      tags.length / 2,
    );
  return faultIn(tags).isOpening
    ? l10n.t('This <think> has no </think>: the rest of the answer counts as thought.')
    : l10n.t('This </think> has no <think> before it.');
}

/** The first tag that fits none before it; the last one if something is left open. */
function faultIn(tags: readonly ThoughtTag[]): ThoughtTag {
  const wrong = tags.findIndex(({ isOpening }, i) => isOpening !== (i % 2 === 0));
  if (wrong >= 0) return tags[wrong]!.isOpening ? tags[wrong - 1]! : tags[wrong]!;
  return tags.length % 2 === 1 ? tags.at(-1)! : tags[2]!;
}

/** For a lone tag: a thought that is not opened begins with the text; one that is not closed ends nobody knows where. */
function fixOf(text: EmbeddedJson, tags: readonly ThoughtTag[]): Fix | undefined {
  const [tag] = tags;
  if (!tag || tags.length > 1) return undefined;
  if (tag.isOpening) {
    const end = tag.end + /^\s*/.exec(text.text.slice(tag.end))![0].length;
    return {
      title: l10n.t('Remove the <think>'),
      safety: 'preview',
      edits: [text.edit({ start: tag.start, end, text: '' })],
    };
  }
  const edit: Edit = { start: 0, end: /^\s*/.exec(text.text)![0].length, text: '<think>\n' };
  return { title: l10n.t('Open the thought at the beginning'), safety: 'preview', edits: [text.edit(edit)] };
}
