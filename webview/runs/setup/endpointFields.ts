import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ProbeEndpoint } from '../../../src/protocol/probe';
import { roleText } from '../../ui/roleText';
import { choice, textField } from './fields';
import type { DraftPart } from './setup';

/** Who is asked, and how. */
export function endpointFields(part: DraftPart, openEndpoints: () => void): TemplateResult {
  const { runs, draft, faults } = part;
  return html`<fieldset>
    <legend>${l10n.t('Endpoints')}</legend>
    ${
      runs.endpoints.length === 0
        ? html`<p>${l10n.t('There is no endpoint yet: add the server of your model first.')}</p>`
        : runs.endpoints.map((endpoint) => endpointChoice(endpoint, part))
    }
    ${faults.endpoints === undefined ? nothing : html`<p class="fault">${faults.endpoints}</p>`}
    <p>
      <vscode-button appearance="secondary" @click=${openEndpoints}
        >${runs.endpoints.length === 0 ? l10n.t('Add an endpoint…') : l10n.t('Endpoints…')}</vscode-button
      >
    </p>
    <div class="fields">${samplingFields(part, draft.endpoints)}</div>
  </fieldset>`;
}

function endpointChoice(endpoint: ProbeEndpoint, { draft, change }: DraftPart): TemplateResult {
  const { id, name, model, role, capabilities } = endpoint;
  const hints = [model || l10n.t('the server’s first model'), roleText(role)];
  if (!capabilities) hints.push(l10n.t('what it can do is not known'));
  return choice({
    type: 'checkbox',
    group: 'endpoint',
    label: name,
    hint: hints.join(' · '),
    isChosen: draft.endpoints.includes(id),
    change: (isChosen) =>
      change({ endpoints: isChosen ? [...draft.endpoints, id] : draft.endpoints.filter((other) => other !== id) }),
  });
}

/** In place of what the endpoints have; empty: as they have it. */
function samplingFields({ runs, draft, faults, change }: DraftPart, chosen: readonly string[]): TemplateResult[] {
  const own = runs.endpoints.filter(({ id }) => chosen.includes(id)).map(({ sampling }) => sampling);
  const usual = (values: readonly (number | null)[]): string => {
    const [first] = values;
    return first != null && values.every((value) => value === first) ? String(first) : l10n.t('endpoint’s own');
  };
  const isNumber = true;
  return [
    textField({
      ...{ id: 'temperature', label: l10n.t('Temperature'), value: draft.temperature, isNumber },
      placeholder: usual(own.map(({ temperature }) => temperature)),
      ...{ fault: faults.temperature, change: (temperature) => change({ temperature }) },
    }),
    textField({
      ...{ id: 'topP', label: 'top_p', value: draft.topP, isNumber },
      placeholder: usual(own.map(({ topP }) => topP)),
      ...{ fault: faults.topP, change: (topP) => change({ topP }) },
    }),
    textField({
      ...{ id: 'maxTokens', label: l10n.t('Most tokens of an answer'), value: draft.maxTokens, isNumber },
      placeholder: usual(own.map(({ maxTokens }) => maxTokens)),
      ...{ fault: faults.maxTokens, change: (maxTokens) => change({ maxTokens }) },
    }),
    textField({
      ...{ id: 'samplingSeed', label: l10n.t('Seed'), value: draft.samplingSeed, isNumber },
      placeholder: usual(own.map(({ seed }) => seed)),
      ...{ fault: faults.samplingSeed, change: (samplingSeed) => change({ samplingSeed }) },
    }),
    textField({
      ...{ id: 'tries', label: l10n.t('Tries of each'), value: draft.tries, isNumber },
      ...{ fault: faults.tries, change: (tries) => change({ tries }) },
    }),
  ];
}
