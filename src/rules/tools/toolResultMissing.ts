import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { canReadCalls, exchangesOf, resultsWanted } from './exchanges';

export const toolResultMissing: Rule = {
  id: 'tool-result-missing',
  level: 'error',
  isAboutForm: true,
  fix: 'no',
  page: () => ({
    title: l10n.t('Tool call without a result'),
    what: l10n.t('A call, not at the record’s end, that no result follows, or fewer results than there were calls.'),
    why: l10n.t(
      'The model learns to call a tool and to go on without its answer, that is, to make the answer up. mistral-common refuses such a record.',
    ),
    mend: l10n.t('Add the result as a turn of its own (observation, tool), one for each call of tool_calls.'),
    faulty: `{"from": "function_call", "value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {}}"}, {"from": "human", "value": "Well?"}`,
    sound: `{"from": "function_call", "value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {}}"}, {"from": "observation", "value": "{\\"temp\\": 21}"}`,
  }),
  record(view, report) {
    const told = new Set<string>();
    for (const { before, results, after } of exchangesOf(view)) {
      // A record may end with a call: it teaches the call.
      if (!before?.calls || !canReadCalls(before) || (results.length === 0 && !after) || told.has(before.pointer))
        continue;
      const wanted = resultsWanted(before);
      if (results.length >= wanted) continue;
      told.add(before.pointer);
      const { pointer } = before.calls;
      report({
        message:
          results.length === 0
            ? l10n.t('No result of the tool follows this call.')
            : l10n.t('Calls of tools here: {0}. Results that follow: {1}.', wanted, results.length),
        pointer,
        ...view.span(pointer),
      });
    }
  },
};
