import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { recordFilters } from '../../../src/protocol/records';
import { filterLabel } from '../../ui/filterLabel';
import { whole } from '../numbers';
import type { RunDraft } from './draft';
import { choice, selectField, textField } from './fields';
import type { DraftPart } from './setup';

/** Which records are asked for. */
export function recordFields(part: DraftPart): TemplateResult {
  const { runs, draft, faults, change } = part;
  const way = (which: RunDraft['which'], label: string, hint: string): TemplateResult =>
    choice({
      type: 'radio',
      group: 'which',
      label,
      hint,
      isChosen: draft.which === which,
      change: () => change({ which }),
    });
  return html`<fieldset>
    <legend>${l10n.t('Which records')}</legend>
    ${textField({
      ...{ id: 'name', label: l10n.t('Name of the run'), value: draft.name, width: 'wide' },
      placeholder: l10n.t('such as “after epoch 2”; may stay empty'),
      change: (name) => change({ name }),
    })}
    <div class="choices" role="radiogroup" aria-label=${l10n.t('Which records')}>
      ${
        runs.selected
          ? way('selected', l10n.t('Selected in the editor'), l10n.t('{0} records', whole(runs.selected.length)))
          : nothing
      }
      ${way('query', l10n.t('By filter and search'), l10n.t('of {0} records', whole(runs.records)))}
      ${way('perType', l10n.t('Some of each task type'), typesHint(part))}
      ${way('numbers', l10n.t('By number'), l10n.t('such as 1-20, 35'))}
    </div>
    <div class="fields">
      ${draft.which === 'perType' ? perTypeFields(part) : nothing}
      ${draft.which === 'query' || draft.which === 'perType' ? queryFields(part) : nothing}
      ${
        draft.which === 'numbers'
          ? textField({
              ...{ id: 'numbers', label: l10n.t('Numbers'), value: draft.numbers, width: 'wide' },
              ...{ fault: faults.numbers, change: (numbers) => change({ numbers }) },
            })
          : nothing
      }
      ${selectField(
        'turns',
        l10n.t('Which answers'),
        [
          { value: 'last', text: l10n.t('The last one of each record') },
          { value: 'all', text: l10n.t('Every one that is trained') },
        ],
        draft.turns,
        (turns) => change({ turns }),
      )}
    </div>
  </fieldset>`;
}

function typesHint({ runs }: DraftPart): string {
  const named = runs.types.filter(({ name }) => name !== '').length;
  return named === 0 ? l10n.t('there are none in this file') : l10n.t('{0} types', whole(named));
}

function perTypeFields({ draft, faults, change }: DraftPart): TemplateResult {
  return html`${textField({
    ...{ id: 'perType', label: l10n.t('Of each type'), value: draft.perType, isNumber: true },
    ...{ fault: faults.perType, change: (perType) => change({ perType }) },
  })}${textField({
    ...{ id: 'seed', label: l10n.t('Seed of the draw'), value: draft.seed, isNumber: true, fault: faults.seed },
    hint: l10n.t('The same seed draws the same records.'),
    change: (seed) => change({ seed }),
  })}`;
}

function queryFields({ runs, draft, change }: DraftPart): TemplateResult {
  const { query } = runs;
  const isOther = query && (query.filter !== draft.filter || query.search !== draft.search);
  return html`${selectField(
    'filter',
    l10n.t('Filter'),
    recordFilters.map((value) => ({ value, text: filterLabel(value) })),
    draft.filter,
    (filter) => change({ filter }),
  )}${textField({
    ...{ id: 'search', label: l10n.t('Search in records'), value: draft.search, width: 'wide' },
    hint: l10n.t('Words, "exact words", /patterns/; role:assistant and field:output say where.'),
    change: (search) => change({ search }),
  })}${
    isOther
      ? html`<button type="button" class="link" @click=${() => change({ ...query })}>
          ${l10n.t('As in the preview: {0}', [filterLabel(query.filter), query.search].filter(Boolean).join(', '))}
        </button>`
      : nothing
  }`;
}
