import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PreviewTurn } from '../../../src/protocol/preview';
import { icon } from '../../ui/icon';
import { tokenCount, tokenNumber } from './numbers';

/** How many tokens a turn has, whether they are trained, and what is cut off. */
export function tokenBadges({ tokens, weight }: PreviewTurn, isExact: boolean): TemplateResult {
  return html`${
    tokens
      ? html`<span class="badge">${tokenCount(tokens.tokens, isExact)}</span
          >${trainedBadge(tokens.trained, tokens.tokens, isExact)}
          ${tokens.kept < tokens.tokens ? cutBadge(tokens.kept, isExact) : nothing}
          ${
            tokens.lostThought
              ? html`<span class="badge warns">${icon('warning')}${l10n.t('Its thought is taken out')}</span>`
              : nothing
          }`
      : nothing
  }
  ${weight ? html`<span class="badge"><code>${weight}</code></span>` : nothing}`;
}

function trainedBadge(trained: number, tokens: number, isExact: boolean): TemplateResult {
  if (trained === 0) return html`<span class="badge untrained">${icon('circleSlash')}${l10n.t('not trained')}</span>`;
  const text = trained === tokens ? l10n.t('trained') : l10n.t('{0} trained', tokenNumber(trained, isExact));
  return html`<span class="badge trained">${icon('mortarBoard')}${text}</span>`;
}

function cutBadge(kept: number, isExact: boolean): TemplateResult {
  const text = kept === 0 ? l10n.t('cut off') : l10n.t('cut, {0} left', tokenNumber(kept, isExact));
  return html`<span class="badge warns">${icon('screenCut')}${text}</span>`;
}
