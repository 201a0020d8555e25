import * as l10n from '@vscode/l10n';
import { ChatTemplateError } from '../../../tokens/chatRenderer';

/** Steps of one rendering: turns of loops, calls, parts of values that are written. A conversation of 10,000 turns takes some 500,000. */
const STEPS = 1_000_000;

/** Characters of a text that is put together, and elements of a list. */
const LONGEST = 64 * 1024 * 1024;

/** Python's sandbox, in which transformers renders, has the same limit (jinja2/sandbox.py, MAX_RANGE). */
export const MAX_RANGE = 100_000;

/** Bounds the work of one rendering, because a template can come from anywhere. */
export class Budget {
  #steps = STEPS;

  /** @throws ChatTemplateError if there have been too many */
  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0)
      throw new ChatTemplateError(
        'limit',
        l10n.t('The template takes more than {0} steps: is there a loop that never ends?', STEPS),
      );
  }

  /** @throws ChatTemplateError if something of that length would be too long */
  allow(length: number): void {
    if (length > LONGEST)
      throw new ChatTemplateError('limit', l10n.t('The template makes a text of more than {0} characters.', LONGEST));
  }
}
