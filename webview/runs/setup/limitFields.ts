import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { textField, type TextField } from './fields';
import type { DraftPart } from './setup';

/** How fast it may go, and when it is to stop. */
export function limitFields({ draft, faults, change }: DraftPart): TemplateResult {
  const placeholder = l10n.t('no limit');
  const field = (
    id: 'concurrency' | 'requestsPerMinute' | 'tokensPerMinute' | 'tokens',
    label: string,
    more: Partial<TextField> = {},
  ): TemplateResult =>
    textField({
      ...{ id, label, value: draft[id], fault: faults[id], isNumber: true, placeholder },
      change: (value) => change({ [id]: value }),
      ...more,
    });
  return html`<fieldset>
    <legend>${l10n.t('Limits')}</legend>
    <div class="fields">
      ${field('concurrency', l10n.t('Calls at once'), { placeholder: '' })}
      ${field('requestsPerMinute', l10n.t('Calls per minute'))} ${field('tokensPerMinute', l10n.t('Tokens per minute'))}
      ${field('tokens', l10n.t('Pause after tokens'), {
        hint: l10n.t('Of prompts and answers; the run pauses then, and can be resumed.'),
      })}
    </div>
  </fieldset>`;
}
