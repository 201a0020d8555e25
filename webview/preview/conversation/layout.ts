import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PreviewSample, PreviewTurn } from '../../../src/protocol/preview';
import type { TurnDiffs } from './comparison';
import './turn';
import type { TurnContext } from './turnContext';

/** Some of the turns of a sample. */
export interface TurnList {
  readonly context: TurnContext;
  /** Of the turns in the sample. */
  readonly indices: readonly number[];
  /** Of all turns of the sample; see `TurnKeys`. */
  readonly keys: readonly number[];
}
export interface Column extends TurnList {
  readonly title: string;
}

/** Where keys go from. */
export interface Cursor {
  /** The sample that keys move in; turns of another one are only looked at. */
  readonly sample: PreviewSample;
  readonly turn: number;
  moveTo(turn: number): void;
}

export function turnsOf({ context, indices }: TurnList): readonly PreviewTurn[] {
  return indices.flatMap((index) => context.sample.turns[index] ?? []);
}

export function turnList(
  { context, indices, keys }: TurnList,
  cursor: Cursor,
  diffs: TurnDiffs['left'] = [],
  side: 'left' | 'right' = 'left',
): TemplateResult {
  const isShown = context.sample === cursor.sample;
  return html`<ol>
    ${repeat(
      indices,
      (index) => keys[index],
      (index, row) =>
        html`<li>
          <tuneset-turn
            .context=${context}
            .index=${index}
            .isCurrent=${isShown && index === cursor.turn}
            .diff=${diffs[row] ?? null}
            .side=${side}
            class=${isShown ? 'shown' : 'beside'}
            @focusin=${() => isShown && cursor.moveTo(index)}
          ></tuneset-turn>
        </li>`,
    )}
  </ol>`;
}

/** Two lists side by side, or one below the other where there is little room. */
export function columns(left: Column, right: Column, cursor: Cursor, diffs: TurnDiffs | null): TemplateResult {
  const rows = Math.max(left.indices.length, right.indices.length, 1);
  return html`<div class="columns" ${ref(spanRows(rows))}>
    ${column(left, cursor, diffs?.left, 'left')} ${column(right, cursor, diffs?.right, 'right')}
  </div>`;
}

function column(
  list: Column,
  cursor: Cursor,
  diffs: TurnDiffs['left'] | undefined,
  side: 'left' | 'right',
): TemplateResult {
  return html`<section class="column ${side}" aria-label=${list.title}>
    <h2>${list.title}</h2>
    ${
      list.indices.length === 0
        ? html`<p class="note">${l10n.t('There are no turns.')}</p>`
        : turnList(list, cursor, diffs, side)
    }
  </section>`;
}

/** Whether what differs is marked, to be switched. */
export function differenceSwitch(isOn: boolean, diffs: TurnDiffs | null, toggle: () => void): TemplateResult {
  return html`<div class="compare">
    <button aria-pressed=${isOn} @click=${toggle}>${l10n.t('Mark what differs')}</button>
    ${
      diffs?.isUnlike
        ? html`<span class="note">${l10n.t('Texts that have too little in common are not marked.')}</span>`
        : nothing
    }
  </div>`;
}

/** Tells the style sheet how many rows two columns have. (lit's `styleMap` writes an inline style at first, which the page forbids.) */
function spanRows(rows: number): (columns: Element | undefined) => void {
  return (columns) => (columns as HTMLElement | undefined)?.style.setProperty('--rows', String(rows));
}
