import * as l10n from '@vscode/l10n';
import type { Edit } from '../../dataset/edits';
import type { Rule } from '../rule';
import { templateOf } from '../tools/templateOf';
import { isAnswer, isCallText, textsWith } from './answerTexts';
import { readTags, type Thought } from './thoughtTags';

export const thinkWhitespace: Rule = {
  id: 'think-whitespace',
  level: 'off',
  levels: { llamafactory: 'warning' },
  clues: ['<think>'],
  fix: 'yes',
  page: () => ({
    title: l10n.t('Line breaks around a thought'),
    what: l10n.t(
      'A thought that is not written exactly as <think>, line break, thought, line break, </think>, two line breaks. On for LLaMA-Factory only.',
    ),
    why: l10n.t(
      'LLaMA-Factory looks for “<think>\\n” and “\\n</think>\\n\\n” (of the template glm4_7 and a few others: for the bare tags). A thought written otherwise stays in the answer with enable_thinking: false and with mask_history, and in front of a tool call it ends the whole run: “Invalid JSON format in function message”. Easy Dataset exports thoughts with one line break only. Aliyun Bailian demands the same line breaks.',
    ),
    mend: l10n.t('Let the quick fix write the line breaks; it changes nothing else.'),
    faulty: `{"from": "gpt", "value": "<think>2 + 2</think>4"}`,
    sound: `{"from": "gpt", "value": "<think>\\n2 + 2\\n</think>\\n\\n4"}`,
  }),
  record(view, report) {
    const template = templateOf(view);
    if (template?.systemInUser) return;
    if (template && template.thoughtWords.join('').trim() !== '<think>\n\n</think>') return;
    // A template that does not think looks for thoughts in front of calls only.
    const isSought = template && template.emptyThought === undefined ? isCallText : isAnswer;
    for (const { turn, pointer, content, located } of textsWith(view, ['<think>'], isSought)) {
      const read = readTags(content);
      if (read.kind !== 'one') continue;
      // That text stands in front is told by think-not-at-start.
      if (!isCallText(turn) && content.slice(0, read.thought.open.start).trim() !== '') continue;
      const edits = brokenLines(content, read.thought);
      const text = edits.length === 0 ? undefined : located();
      if (!text) continue;
      report({
        message: l10n.t(
          'LLaMA-Factory knows a thought only as “<think>\\n…\\n</think>\\n\\n”; here line breaks are missing.',
        ),
        pointer,
        ...text.spanOf(edits[0]!.start > read.thought.open.end ? read.thought.close : read.thought.open),
        fixes: [
          { title: l10n.t('Write the line breaks'), safety: 'safe', edits: edits.map((edit) => text.edit(edit)) },
        ],
        ...(isCallText(turn) && { outcome: 'crash' as const }),
      });
    }
  },
};

/** What puts the line breaks where they are missing. White space that already begins or ends with them stays. */
function brokenLines(text: string, { open, close, isEmpty }: Thought): Edit[] {
  const edits: Edit[] = [];
  if (isEmpty) {
    if (!/^\n[^]*\n$/.test(text.slice(open.end, close.start)))
      edits.push({ start: open.end, end: close.start, text: '\n\n' });
  } else {
    const inner = text.slice(open.end, close.start);
    const leading = /^\s*/.exec(inner)![0];
    const trailing = inner.slice(inner.trimEnd().length);
    if (!leading.startsWith('\n')) edits.push({ start: open.end, end: open.end + leading.length, text: '\n' });
    if (!trailing.endsWith('\n')) edits.push({ start: close.start - trailing.length, end: close.start, text: '\n' });
  }
  const after = /^\s*/.exec(text.slice(close.end))![0];
  if (!after.startsWith('\n\n')) edits.push({ start: close.end, end: close.end + after.length, text: '\n\n' });
  return edits;
}
