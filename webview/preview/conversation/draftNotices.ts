import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { icon } from '../../ui/icon';
import type { Draft } from './drafts';
import type { TurnContext } from './turnContext';

/** Tells of unsaved texts of the file that no open editor of this record shows. */
export function draftNotices({ uri, sample, drafts, host }: TurnContext): readonly TemplateResult[] {
  const { record } = sample.place;
  const texts = new Map(
    sample.turns.flatMap(({ texts, reasoning }) =>
      [...texts, ...(reasoning ? [reasoning] : [])].map(({ pointer, text }): [string, string] => [pointer, text]),
    ),
  );
  const isShown = (draft: Draft): boolean => draft.record === record && texts.get(draft.pointer) === draft.base;
  return drafts
    .all(uri)
    .filter((draft) => !isShown(draft))
    .map(
      (draft) =>
        html`<div class="draft">
          ${icon('edit')}
          <span>
            ${
              draft.record === record
                ? l10n.t('An unsaved text of this record was kept; what it was made from is not there any more.')
                : l10n.t('Record {0} has an unsaved text.', draft.record + 1)
            }
          </span>
          ${
            draft.record === record
              ? html`<button class="link" @click=${() => void host.act({ kind: 'copy', text: draft.text })}>
                  ${l10n.t('Copy it')}
                </button>`
              : html`<button class="link" @click=${() => void host.goTo({ kind: 'record', record: draft.record })}>
                  ${l10n.t('Go there')}
                </button>`
          }
          <button class="link" @click=${() => drafts.forget(draft)}>${l10n.t('Discard it')}</button>
        </div>`,
    );
}
