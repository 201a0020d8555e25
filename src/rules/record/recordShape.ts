import * as l10n from '@vscode/l10n';
import type { ErrorObject } from 'ajv';
import { listOf } from '../../dataset/listOf';
import { valueAt } from '../parts';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { schemaTypeName, typeName } from './typeErrors';
import { nameOfPlace } from './textPlaces';

/**
 * Tells what the schema finds and no other rule tells in its own words.
 *
 * @param rules all rules, whatever their levels
 */
export function recordShape(rules: () => readonly Rule[]): Rule {
  return {
    id: 'record-shape',
    level: 'error',
    isAboutForm: true,
    fix: 'no',
    page: () => ({
      title: l10n.t('Value of the wrong form'),
      what: l10n.t(
        'A part of a record that its format does not allow and that has no rule of its own: a value of another type, a missing or surplus key, a list that is too short.',
      ),
      why: l10n.t(
        'Loaders and trainers expect the form that the format’s page describes; they fail on others, or ignore the part.',
      ),
      mend: l10n.t('Write it as the message says; hover over the key to see what it means.'),
      faulty: `{"messages": {"role": "user", "content": "1+1?"}}`,
      sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
    }),
    record(view, report) {
      for (const error of unclaimed(view, rules())) {
        report({ message: messageOf(error, view), pointer: error.instancePath, ...view.span(error.instancePath) });
      }
    },
  };
}

/** The errors at places of which no rule claims any, one for each place. Of alternatives that all fail, what each lacks says nothing. */
function unclaimed(view: RecordView, rules: readonly Rule[]): ErrorObject[] {
  const isClaimed = (error: ErrorObject): boolean => rules.some((rule) => rule.claims?.(error, view) === true);
  const claimed = new Set(view.schemaErrors.filter(isClaimed).map(({ instancePath }) => instancePath));
  const isChoice = ({ keyword }: ErrorObject): boolean => keyword === 'anyOf' || keyword === 'oneOf';
  const choices = view.schemaErrors.filter(isChoice);
  const chosenAt = new Set(choices.map(({ instancePath }) => instancePath));
  const chosenBy = [...new Set(choices.map(({ schemaPath }) => `${schemaPath}/`))];
  const isDetail = (error: ErrorObject): boolean =>
    chosenBy.some((path) => error.schemaPath.startsWith(path)) ||
    (chosenAt.has(error.instancePath) && !isChoice(error));
  const places = new Map<string, ErrorObject>();
  for (const error of view.schemaErrors) {
    if (claimed.has(error.instancePath) || error.keyword === 'if' || isDetail(error)) continue;
    if (!places.has(error.instancePath)) places.set(error.instancePath, error);
  }
  return [...places.values()];
}

function messageOf({ keyword, params, instancePath }: ErrorObject, view: RecordView): string {
  const name = instancePath === '' ? l10n.t('The record') : `“${nameOfPlace(instancePath)}”`;
  const given = params as {
    type?: string | string[];
    missingProperty?: string;
    additionalProperty?: string;
    allowedValues?: unknown[];
    limit?: number;
  };
  if (given.type !== undefined) {
    const types = [given.type].flat().map(schemaTypeName).join(l10n.t(' or '));
    return l10n.t('{0} must be {1}; this is {2}.', name, types, typeName(valueAt(view, instancePath)));
  }
  if (given.missingProperty !== undefined) return l10n.t('{0} has no “{1}”.', name, given.missingProperty);
  if (given.additionalProperty !== undefined) return l10n.t('{0} must not have “{1}”.', name, given.additionalProperty);
  if (given.allowedValues !== undefined) {
    return l10n.t('{0} must be one of: {1}.', name, listOf(given.allowedValues.map((value) => JSON.stringify(value))));
  }
  if (keyword === 'minItems') return l10n.t('{0} must have at least {1} items.', name, given.limit ?? 1);
  if (keyword === 'maxItems') return l10n.t('{0} must have at most {1} items.', name, given.limit ?? 0);
  if (keyword === 'pattern') return l10n.t('{0} must not be empty.', name);
  const types = [...new Set(typesAt(view, instancePath).map(schemaTypeName))];
  if (types.length > 0) {
    return l10n.t(
      '{0} must be {1}; this is {2}.',
      name,
      types.join(l10n.t(' or ')),
      typeName(valueAt(view, instancePath)),
    );
  }
  return l10n.t('{0} has not the form that the format needs.', name);
}

/** The types that the alternatives at a place ask for. */
function typesAt({ schemaErrors }: RecordView, pointer: string): string[] {
  return schemaErrors
    .filter(({ keyword, instancePath }) => keyword === 'type' && instancePath === pointer)
    .flatMap(({ params }) => (params as { type: string | string[] }).type);
}
