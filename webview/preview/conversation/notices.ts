import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PreviewSample } from '../../../src/protocol/preview';
import type { TurnContext } from './turnContext';

/** What was done last, or why it couldn't be. */
export interface Notice {
  readonly text: string;
  readonly kind: 'done' | 'refused';
}

/** Always there, so that screen readers tell when its content changes. */
export function noticeBar(notice: Notice | null, does: { undo(): void; close(): void }): TemplateResult {
  return html`<div class="notice ${notice?.kind ?? 'none'}" role="status">
    ${
      notice
        ? html`<span>${notice.text}</span>${
              notice.kind === 'done'
                ? html`<button class="link" @click=${() => does.undo()}>${l10n.t('Undo')}</button>`
                : nothing
            }<button class="link" @click=${() => does.close()}>${l10n.t('Close')}</button>`
        : nothing
    }
  </div>`;
}

/** A record that has no turns yet, with buttons for the first one. */
export function noTurns(context: TurnContext): TemplateResult {
  const { sample, isReadonly } = context;
  const add = (role: string) => () => void context.operate({ kind: 'addTurn', after: -1, role });
  return html`<div class="empty">
    ${l10n.t('This record has no turns.')}
    <div class="row">
      ${(isReadonly ? [] : sample.roles.slice(0, 6)).map(
        (role) =>
          html`<vscode-button appearance="secondary" @click=${add(role)}>${l10n.t('Add {0}', role)}</vscode-button>`,
      )}
    </div>
  </div>`;
}

/** A record that can't be read, as it stands. */
export function unreadable(
  { reason, text }: NonNullable<PreviewSample['unreadable']>,
  { host, options }: TurnContext,
): TemplateResult {
  const { showsInvisible } = options;
  return html`<section class="unreadable" aria-label=${l10n.t('The record as it stands')}>
    <p role="status">${reason}</p>
    <vscode-button @click=${() => void host.act({ kind: 'openRecord' })}>${l10n.t('Edit the record')}</vscode-button>
    <tuneset-turn-text .text=${text} .options=${{ isRaw: true, showsInvisible }}></tuneset-turn-text>
  </section>`;
}
