import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { usualJudgePrompt } from '../../../src/protocol/probeRuns';
import { icon } from '../../ui/icon';
import type { MeasureDraft } from './draft';
import { choice, selectField, textField } from './fields';
import { fieldMeasures, measureHint, measureLabel, plainMeasures, unitLabel } from './measures';
import type { DraftPart } from './setup';

/** How answers are measured. */
export function measureFields(part: DraftPart): TemplateResult {
  const { runs, draft, faults, change } = part;
  const cannotScore =
    draft.plain.includes('nll') &&
    runs.endpoints.some(
      ({ id, capabilities }) => draft.endpoints.includes(id) && capabilities?.abilities.scoring.has === 'no',
    );
  const add = (kind: (typeof fieldMeasures)[number]) => (): void =>
    change({ more: [...draft.more, newMeasure(kind, runs.endpoints[0]?.id ?? '')] });
  return html`<fieldset>
    <legend>${l10n.t('Measures')}</legend>
    ${plainMeasures.map((kind) =>
      choice({
        type: 'checkbox',
        group: 'measure',
        label: measureLabel(kind),
        hint: measureHint(kind),
        isChosen: draft.plain.includes(kind),
        change: (isChosen) =>
          change({ plain: plainMeasures.filter((each) => (each === kind ? isChosen : draft.plain.includes(each))) }),
      }),
    )}
    ${
      cannotScore
        ? html`<p class="hint" role="status">
            ${l10n.t('At least one of the chosen endpoints can’t score a reference: there the NLL will be missing.')}
          </p>`
        : nothing
    }
    ${faults.plain === undefined ? nothing : html`<p class="fault">${faults.plain}</p>`}
    ${draft.more.map((measure, index) => measureRow(measure, index, part))}
    ${faults.more === undefined ? nothing : html`<p class="fault">${faults.more}</p>`}
    <p class="fields">
      ${fieldMeasures.map(
        (kind) =>
          html`<vscode-button appearance="secondary" title=${measureHint(kind)} @click=${add(kind)}
            >${l10n.t('Add: {0}', measureLabel(kind))}</vscode-button
          >`,
      )}
    </p>
  </fieldset>`;
}

function newMeasure(kind: (typeof fieldMeasures)[number], endpoint: string): MeasureDraft {
  switch (kind) {
    case 'contains':
    case 'regex':
      return { kind, text: '' };
    case 'length':
      return { kind, unit: 'characters', least: '', most: '' };
    case 'judge':
      return { kind, endpoint, prompt: usualJudgePrompt(), scale: '10' };
  }
}

function measureRow(measure: MeasureDraft, index: number, part: DraftPart): TemplateResult {
  const { draft, change } = part;
  const set = (changed: MeasureDraft): void =>
    change({ more: draft.more.map((each, at) => (at === index ? changed : each)) });
  const label = measureLabel(measure.kind);
  return html`<div class="measure" role="group" aria-label=${label}>
    <div class="fields">
      ${rowFields(measure, `measure-${index}`, set, part)}
      <vscode-button
        appearance="icon"
        aria-label=${l10n.t('Remove: {0}', label)}
        title=${l10n.t('Remove: {0}', label)}
        @click=${() => change({ more: draft.more.filter((_, at) => at !== index) })}
        >${icon('close')}</vscode-button
      >
    </div>
    ${measure.kind === 'judge' ? judgePromptField(measure, index, set) : nothing}
  </div>`;
}

function rowFields(
  measure: MeasureDraft,
  id: string,
  set: (changed: MeasureDraft) => void,
  { runs }: DraftPart,
): TemplateResult | TemplateResult[] {
  const label = measureLabel(measure.kind);
  switch (measure.kind) {
    case 'contains':
    case 'regex':
      return textField({ id, label, value: measure.text, width: 'wide', change: (text) => set({ ...measure, text }) });
    case 'length': {
      const units = (['characters', 'words', 'tokens'] as const).map((value) => ({ value, text: unitLabel(value) }));
      const { least, most, unit } = measure;
      return [
        textField({
          ...{ id, label: l10n.t('Length, at least'), value: least, isNumber: true },
          change: (value) => set({ ...measure, least: value }),
        }),
        textField({
          ...{ id: `${id}-most`, label: l10n.t('at most'), value: most, isNumber: true },
          change: (value) => set({ ...measure, most: value }),
        }),
        selectField(`${id}-unit`, l10n.t('Unit'), units, unit, (value) => set({ ...measure, unit: value })),
      ];
    }
    case 'judge': {
      const judges = runs.endpoints.map(({ id: value, name }) => ({ value, text: name }));
      return [
        selectField(id, l10n.t('Judge'), judges, measure.endpoint, (endpoint) => set({ ...measure, endpoint })),
        textField({
          ...{ id: `${id}-scale`, label: l10n.t('Greatest mark'), value: measure.scale, isNumber: true },
          change: (scale) => set({ ...measure, scale }),
        }),
      ];
    }
  }
}

function judgePromptField(
  measure: Extract<MeasureDraft, { kind: 'judge' }>,
  index: number,
  set: (changed: MeasureDraft) => void,
): TemplateResult {
  const id = `judge-prompt-${index}`;
  const places = '{{prompt}}, {{reference}}, {{answer}}';
  return html`<div class="field">
    <label for=${id}>${l10n.t('What the judge is asked; {0} are filled in', places)}</label>
    <textarea
      id=${id}
      spellcheck="false"
      .value=${measure.prompt}
      @input=${(event: Event) => set({ ...measure, prompt: (event.target as HTMLTextAreaElement).value })}
    ></textarea>
  </div>`;
}
