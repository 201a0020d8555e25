import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChosenFix, PreviewFinding, PreviewSample } from '../../../src/protocol/preview';
import { icon } from '../../ui/icon';

export interface FindingActions {
  fix(chosen: ChosenFix): void;
  showRule(rule: string): void;
}

/** Findings of a sample, by their indices, with what can be done about them. */
export function findingList(
  { findings }: PreviewSample,
  indices: readonly number[],
  isReadonly: boolean,
  does: FindingActions,
): TemplateResult | typeof nothing {
  const shown = indices.map((index) => findings[index]).filter((finding) => finding !== undefined);
  if (shown.length === 0) return nothing;
  return html`<ul class="findings" aria-label=${l10n.t('Findings')}>
    ${shown.map((finding) => one(finding, isReadonly, does))}
  </ul>`;
}

function one(
  { level, message, rule, pointer, fixes }: PreviewFinding,
  isReadonly: boolean,
  does: FindingActions,
): TemplateResult {
  return html`<li class=${level}>
    <span class="level" role="img" aria-label=${levelName(level)} title=${levelName(level)}>${icon(level)}</span>
    <div><span class="message" dir="auto">${message}</span>
    <button class="link" title=${l10n.t('What this rule is about')} @click=${() => does.showRule(rule)}>${rule}</button>
    ${
      isReadonly
        ? nothing
        : fixes.map(
            (fix) =>
              html`<button class="fix" @click=${() => does.fix({ rule, pointer, message, fix })}>
                ${icon('lightbulb')}<span>${fix}</span>
              </button>`,
          )
    }
  </li>`;
}

function levelName(level: PreviewFinding['level']): string {
  if (level === 'error') return l10n.t('Error');
  return level === 'warning' ? l10n.t('Warning') : l10n.t('Information');
}

export const findingStyles = css`
  .findings {
    display: grid;
    gap: 4px;
    margin: 8px 0 0;
    padding: 0;
    list-style: none;
  }
  .findings li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 8px;
    padding: 3px 8px;
    border-inline-start: 3px solid var(--vscode-editorInfo-foreground);
    background: color-mix(in srgb, var(--vscode-editorInfo-foreground) 8%, transparent);
  }
  .findings li > div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
  }
  .findings li.warning {
    border-color: var(--vscode-editorWarning-foreground);
    background: color-mix(in srgb, var(--vscode-editorWarning-foreground) 8%, transparent);
  }
  .findings li.error {
    border-color: var(--vscode-editorError-foreground);
    background: color-mix(in srgb, var(--vscode-editorError-foreground) 8%, transparent);
  }
  .level {
    display: inline-flex;
    padding-top: 2px;
    color: var(--vscode-editorInfo-foreground);
  }
  .warning > .level {
    color: var(--vscode-editorWarning-foreground);
  }
  .error > .level {
    color: var(--vscode-editorError-foreground);
  }
  .message {
    overflow-wrap: anywhere;
  }
  .fix {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 1px 8px;
    font: inherit;
    text-align: start;
    color: var(--vscode-button-secondaryForeground);
    background: var(--vscode-button-secondaryBackground);
    border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
    border-radius: 3px;
    cursor: pointer;
  }
  .fix:hover {
    background: var(--vscode-button-secondaryHoverBackground);
  }
`;
