import * as l10n from '@vscode/l10n';
import type { ErrorObject } from 'ajv';
import { nearestField } from '../nearestField';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { renameKey } from './renameKey';
import { LABEL_FIELDS } from '../../dataset/formats/readBeside';
import { brief } from '../brief';

export const fieldMissing: Rule = {
  id: 'field-missing',
  level: 'error',
  outcomes: { llamafactory: 'dropped' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Required field missing'),
    what: l10n.t(
      'A record without a field that its format requires: Alpaca needs instruction and output, ShareGPT needs conversations.',
    ),
    why: l10n.t(
      'Without an answer LLaMA-Factory drops the record with one log line among thousands; a column that no record has ends the run with a KeyError.',
    ),
    mend: l10n.t('Add the field. If it is there under a misspelled name, the quick fix renames it.'),
    faulty: `{"instruction": "hi", "otuput": "hello"}`,
    sound: `{"instruction": "hi", "output": "hello"}`,
  }),
  claims: (error, view) =>
    error.instancePath === '' &&
    (error.keyword === 'if' || isOfRecord(error, view) || aliasOf(error, view) !== undefined),
  record(view, report) {
    for (const error of view.errorsOf(fieldMissing)) {
      if (error.keyword === 'if') continue;
      const alias = aliasOf(error, view);
      const field = alias?.field ?? wordFor(error, view);
      if (alias === undefined) {
        report({ message: l10n.t('The required field “{0}” is missing.', field), pointer: '', ...view.span('') });
      } else {
        report({
          message: l10n.t(
            'The required field “{0}” is missing. Is “{1}” a misspelling of it?',
            field,
            brief(alias.key),
          ),
          pointer: '',
          ...view.keySpan(alias.key),
          fixes: [renameKey(view, alias.key, field)],
        });
      }
    }
  },
};

/** The answers of a pair have rules of their own. */
function isOfRecord({ keyword, params }: ErrorObject, { format }: RecordView): boolean {
  if (keyword !== 'required') return false;
  const { missingProperty } = params as { missingProperty: string };
  const sides = ['chosen', 'rejected'].map((side) => format.names.field(side));
  return format.purpose !== 'preference' || !sides.includes(missingProperty);
}

/** The unknown key that most likely is the missing field, misspelled; a verdict has one of two names. */
function aliasOf({ keyword, params }: ErrorObject, view: RecordView): { key: string; field: string } | undefined {
  if (keyword !== 'required') return undefined;
  const { missingProperty } = params as { missingProperty: string };
  const verdicts = LABEL_FIELDS.map((field) => view.format.names.field(field));
  const fields = verdicts.includes(missingProperty) ? verdicts : [missingProperty];
  for (const key of view.unknownKeys) {
    const field = nearestField(view, key);
    if (field !== undefined && fields.includes(field)) return { key, field };
  }
  return undefined;
}

/** Messages have their verdict in `label`: so ms-swift, TRL and LLaMA-Factory’s own example. */
function wordFor({ params }: ErrorObject, { format: { id, names } }: RecordView): string {
  const { missingProperty } = params as { missingProperty: string };
  const isVerdict = LABELLED.includes(id) && missingProperty === 'kto_tag';
  return (isVerdict ? names.field('label') : undefined) ?? missingProperty;
}

const LABELLED: readonly string[] = ['kto-messages', 'kto-prompt-completion'];
