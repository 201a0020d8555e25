import * as l10n from '@vscode/l10n';
import { parseJson } from '../../dataset/formats/readCalls';
import { allTurns, type Turn } from '../../dataset/sample';
import type { Rule } from '../rule';
import type { RecordView } from '../view';

const JSON_RESULTS = 'json';
const TEXT_RESULTS = 'text';
/** Results are JSON as a rule where this many times as many records have none but such. */
const AS_A_RULE = 4;

export const toolObservationJson: Rule = {
  id: 'tool-observation-json',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('Tool results that are not JSON'),
    what: l10n.t(
      'Records with tool results that are not JSON in a file in which at least four times as many have results that all are. It is told once.',
    ),
    why: l10n.t(
      'Where one result is JSON and the next a sentence, the model has to read two layouts; often such a result was cut off or written by hand.',
    ),
    mend: l10n.t('Write the result as JSON too, if the tool gives JSON.'),
    faulty: `{"from": "observation", "value": "temp: 21"}`,
    sound: `{"from": "observation", "value": "{\\"temp\\": 21}"}`,
  }),
  marks(view) {
    const results = resultsOf(view);
    if (results.length === 0) return [];
    return [results.every(isJsonResult) ? JSON_RESULTS : TEXT_RESULTS];
  },
  tell(marks, _facts, report) {
    const [json, text] = [marks.get(JSON_RESULTS), marks.get(TEXT_RESULTS)];
    if (!json || !text || json.count < AS_A_RULE * text.count) return;
    const message = l10n.t(
      'Tool results that are not JSON: {0} records have some, in {1} all are JSON. This is the first.',
      text.count,
      json.count,
    );
    report({ message, mark: TEXT_RESULTS });
  },
  markSpan(view) {
    const pointer = resultsOf(view).find((turn) => !isJsonResult(turn))?.pointers[0];
    return view.span(pointer ?? '');
  },
};

function resultsOf({ sample }: RecordView): readonly Turn[] {
  return allTurns(sample).filter(({ role }) => role === 'tool');
}

function isJsonResult({ content }: Turn): boolean {
  return parseJson(content) !== undefined;
}
