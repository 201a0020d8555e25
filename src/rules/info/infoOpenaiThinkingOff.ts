import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { shareOf } from './fields';

export const infoOpenaiThinkingOff: Rule = {
  id: 'info-openai-thinking-off',
  level: 'warning',
  outcomes: { llamafactory: 'altered' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Formatting openai writes into system prompts'),
    what: l10n.t('An entry of dataset_info.json with formatting openai whose data has records without tools.'),
    why: l10n.t(
      'LLaMA-Factory appends “detailed thinking off” to the system prompt of every such record, and makes one where there is none (OpenAIDatasetConverter in data/converter.py). The model learns to answer after these words, which nobody writes later.',
    ),
    mend: l10n.t(
      'For conversations without tool_calls use formatting sharegpt with the tags role and content. Otherwise know that it happens, and use the same system prompt when the model is used.',
    ),
    faulty: `{"chat": {"file_name": "chat.json", "formatting": "openai", "columns": {"messages": "messages"}}}`,
    sound: `{"chat": {"file_name": "chat.json", "formatting": "sharegpt", "columns": {"messages": "messages"}, "tags": {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"}}}`,
  }),
  entry(view, report) {
    const { attributes, contents } = view;
    if (attributes?.formatting !== 'openai' || !contents) return;
    const withTools = attributes.tools === null ? 0 : (contents.columns.get(attributes.tools)?.filled ?? 0);
    const without = contents.records - withTools;
    if (without <= 0) return;
    report({
      message: l10n.t(
        'Formatting “openai” adds “detailed thinking off” to the system prompt of every record without tools ({0}).',
        shareOf(without, contents),
      ),
      ...view.span('formatting'),
    });
  },
};
