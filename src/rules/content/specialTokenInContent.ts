import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { templateOf } from '../tools/templateOf';
import type { RecordView } from '../view';
import { AT_ENDS, mayHaveToken, TOKEN, TOKEN_CLUES } from './specialTokens';
import { spanIn, textFix, textsOf } from './texts';

export const specialTokenInContent: Rule = {
  id: 'special-token-in-content',
  level: 'error',
  fix: 'offer',
  page: () => ({
    title: l10n.t('Special token in a text'),
    what: l10n.t(
      'A control token of a chat template in a text, such as “<|im_end|>”, “[INST]” or “<｜User｜>”; “</s>” and the like only at the start or the end of a text, for they may be HTML elsewhere.',
    ),
    why: l10n.t(
      'LLaMA-Factory tokenizes such a text to the real control token (split_special_tokens is false): the turn ends in the middle, and the model learns to write control tokens. Unsloth looks for them to tell answers from questions.',
    ),
    mend: l10n.t(
      'Remove it; the quick fix does. If the text is about the token, write it another way, for example with spaces.',
    ),
    faulty: `{"instruction": "1+1?", "output": "2<|im_end|>"}`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  clues: TOKEN_CLUES,
  confirms: mayHaveToken,
  record(view, report) {
    for (const part of textsOf(view)) {
      const found = [...part.text.matchAll(TOKEN), ...part.text.matchAll(AT_ENDS)].sort((a, b) => a.index - b.index);
      const [first] = found;
      if (!first) continue;
      const tokens = [...new Set(found.map(([token]) => token.trim()))];
      const edits = found.map(({ index, 0: token }) => ({
        start: index,
        end: index + token.trimEnd().length,
        text: '',
      }));
      report({
        message: l10n.t(
          'Special tokens in the text: {0}. Tokenizers that have them read them as control tokens.',
          tokens.join(' '),
        ),
        pointer: part.pointer,
        ...spanIn(view, part, edits[0]!.start, edits[0]!.end),
        ...(tokens.some((token) => isOfTemplate(view, token)) ? { outcome: 'altered' } : {}),
        fixes: textFix(view, part, { title: l10n.t('Remove the special tokens'), safety: 'preview' }, edits),
      });
    }
  },
};

/** True for a token that the template writes itself, so that the model's tokenizer has it. */
function isOfTemplate(view: RecordView, token: string): boolean {
  const slots = Object.values(templateOf(view)?.slots ?? {}).flat();
  return slots.some((slot) => typeof slot === 'string' && slot.includes(token));
}
