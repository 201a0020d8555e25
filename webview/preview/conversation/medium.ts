import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PreviewMedium } from '../../../src/protocol/preview';
import { icon } from '../../ui/icon';
import type { TurnContext } from './turnContext';

/** An image, video or audio of a record, or why there is none to be seen. */
@customElement('tuneset-medium')
export class TunesetMedium extends LitElement {
  static override styles = css`
    :host {
      display: block;
      max-width: 100%;
    }
    figure {
      margin: 0;
    }
    img,
    video {
      display: block;
      max-width: 100%;
      max-height: 320px;
      border-radius: 4px;
      border: 1px solid var(--vscode-contrastBorder, transparent);
      background: repeating-conic-gradient(
          color-mix(in srgb, var(--vscode-foreground) 12%, transparent) 0 25%,
          transparent 0 50%
        )
        0 0 / 16px 16px;
    }
    audio {
      max-width: 100%;
    }
    figcaption {
      color: var(--vscode-descriptionForeground);
      font-size: 0.92em;
      overflow-wrap: anywhere;
    }
    .absent {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 6px;
      padding: 3px 8px;
      border: 1px dashed var(--vscode-descriptionForeground);
      border-radius: 4px;
      overflow-wrap: anywhere;
    }
    .reason {
      color: var(--vscode-descriptionForeground);
    }
    .icon {
      width: 16px;
      height: 16px;
      flex: none;
    }
  `;

  @property({ attribute: false }) accessor medium!: PreviewMedium;
  /** As the view can load it; undefined: it can't be. */
  @property({ attribute: false }) accessor source: string | undefined;
  /** The source that couldn't be loaded. */
  @state() private accessor failed: string | undefined;

  override render(): TemplateResult {
    const { medium, source } = this;
    if (source === undefined || source === this.failed) return this.absent(medium);
    return html`<figure>
      ${this.player(medium, source)}
      <figcaption dir="auto">${medium.name}</figcaption>
    </figure>`;
  }

  private player({ kind, name }: PreviewMedium, source: string): TemplateResult {
    const failed = (): void => {
      this.failed = source;
    };
    switch (kind) {
      case 'image':
        return html`<img src=${source} alt=${name} loading="lazy" @error=${failed} />`;
      case 'video':
        return html`<video src=${source} aria-label=${name} controls preload="metadata" @error=${failed}></video>`;
      case 'audio':
        return html`<audio src=${source} aria-label=${name} controls preload="metadata" @error=${failed}></audio>`;
    }
  }

  private absent({ kind, name, reason }: PreviewMedium): TemplateResult {
    return html`<span class="absent">
      ${icon('fileMedia')}<span>${kindName(kind)}</span><span dir="auto">${name}</span>
      <span class="reason">${reason ?? l10n.t('This file can’t be shown.')}</span>
    </span>`;
  }
}

function kindName(kind: PreviewMedium['kind']): string {
  if (kind === 'image') return l10n.t('Image');
  return kind === 'video' ? l10n.t('Video') : l10n.t('Audio');
}

/** Media of a record, one beside the other. */
export function mediaList(
  media: readonly PreviewMedium[],
  { mediaUris }: Pick<TurnContext, 'mediaUris'>,
): TemplateResult | typeof nothing {
  if (media.length === 0) return nothing;
  return html`<div class="media">
    ${media.map(
      (medium) =>
        html`<tuneset-medium
          .medium=${medium}
          .source=${medium.uri === null ? undefined : mediaUris[medium.uri]}
        ></tuneset-medium>`,
    )}
  </div>`;
}
