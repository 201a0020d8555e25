import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import type { Turn } from '../../dataset/sample';
import { isBlank } from '../isBlank';
import { isMisshapen } from '../roles/readable';
import type { RecordView } from '../view';
import { exchangesOf, resultsWanted, seemsToCall } from './exchanges';

export const toolResultOrphan: Rule = {
  id: 'tool-result-orphan',
  level: 'error',
  levels: { llamafactory: 'warning' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Tool result without a call'),
    what: l10n.t(
      'A tool’s result (observation, tool) that no call comes before, or more results than there were calls.',
    ),
    why: l10n.t(
      'The model learns that results come by themselves, and to talk of calling a tool instead of doing it. mistral-common refuses such a record; LLaMA-Factory drops it if the result follows a user turn.',
    ),
    mend: l10n.t('Write the turn before as a call (function_call, tool_calls), or remove the result.'),
    faulty: `{"from": "gpt", "value": "Let me look."}, {"from": "observation", "value": "{\\"temp\\": 21}"}`,
    sound: `{"from": "function_call", "value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {}}"}, {"from": "observation", "value": "{\\"temp\\": 21}"}`,
  }),
  record(view, report) {
    const told = new Set<string>();
    for (const { before, results } of exchangesOf(view)) {
      if (before && (seemsToCall(before) || isWrongInItself(view, before))) continue;
      // That LLaMA-Factory drops it is a matter of the turns' order.
      if (before?.role === 'user' && view.target === 'llamafactory') continue;
      const wanted = before ? resultsWanted(before) : 0;
      const isOne = before?.calls?.form === 'text';
      const extra = isOne && results.length > 0 ? [] : results.slice(wanted);
      const [first] = extra;
      if (!first || told.has(first.pointer)) continue;
      told.add(first.pointer);
      const pointer = first.pointers[0] ?? first.pointer;
      report({
        message:
          wanted === 0
            ? l10n.t('This is the result of a tool ({0}), but the turn before calls none.', first.name)
            : l10n.t('Results of tools here: {0}. Calls before them: {1}.', results.length, wanted),
        pointer,
        ...view.span(pointer),
      });
    }
  },
};

/** A turn that has not the form of a turn, or an answer that says nothing: it is told of first. */
function isWrongInItself(view: RecordView, turn: Turn): boolean {
  return isMisshapen(view, turn.pointer) || (turn.role === 'assistant' && !turn.calls && isBlank(turn.content));
}
