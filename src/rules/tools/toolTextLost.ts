import * as l10n from '@vscode/l10n';
import { allTurns } from '../../dataset/sample';
import { isBlank } from '../isBlank';
import type { Rule } from '../rule';

export const toolTextLost: Rule = {
  id: 'tool-text-lost',
  level: 'off',
  levels: { llamafactory: 'warning' },
  outcomes: { llamafactory: 'ignored' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Text beside tool calls'),
    what: l10n.t('An assistant’s message that has both tool_calls and text. On for LLaMA-Factory only.'),
    why: l10n.t(
      'LLaMA-Factory (formatting openai) trains the calls alone; what the assistant says beside them, a thought too, is discarded without a word. mistral-common (V3) refuses such messages. OpenAI takes them.',
    ),
    mend: l10n.t('Leave the text out, or move what matters to the answer after the result.'),
    faulty: `{"role": "assistant", "content": "Let me look.", "tool_calls": […]}`,
    sound: `{"role": "assistant", "content": null, "tool_calls": […]}`,
  }),
  record(view, report) {
    if (view.format.id === 'llamafactory-v1') return;
    for (const { calls, content, pointers } of allTurns(view.sample)) {
      const [pointer] = pointers;
      if (calls?.form !== 'list' || isBlank(content) || pointer === undefined) continue;
      report({
        message: l10n.t('The text beside the tool calls is lost: only the calls are trained.'),
        pointer,
        ...view.span(pointer),
      });
    }
  },
};
