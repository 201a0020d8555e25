import * as l10n from '@vscode/l10n';
import { allTurns } from '../../dataset/sample';
import type { Rule } from '../rule';
import { isReadable } from '../roles/readable';

const UNUSED = 'unused';
const ALL = 'all';

export const toolsUnused: Rule = {
  id: 'tools-unused',
  level: 'off',
  levels: { llamafactory: 'info', 'ms-swift': 'info', trl: 'info', axolotl: 'info', openai: 'info' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Tools that are never called'),
    what: l10n.t(
      'Records that declare tools and call none of them, counted over the file. On only where a target is named.',
    ),
    why: l10n.t(
      'Such records teach when not to call a tool, and a dataset needs some. If there are many, the model learns to ignore its tools; and each declaration takes tokens from the cutoff length.',
    ),
    mend: l10n.t('Nothing, if they are meant. Otherwise add the calls, or remove “tools” from these records.'),
    faulty: `{"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}], "tools": "[{\\"name\\": \\"get_weather\\", …}]"}`,
    sound: `{"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]}`,
  }),
  marks(view) {
    const { tools } = view.sample;
    if (!Array.isArray(tools?.value) || tools.value.length === 0 || !isReadable(view)) return [];
    if (view.sample.turns.length === 0) return [];
    const isUsed = allTurns(view.sample).some(({ calls, role }) => calls !== undefined || role === 'tool');
    return isUsed ? [ALL] : [ALL, UNUSED];
  },
  tell(marks, _facts, report) {
    const unused = marks.get(UNUSED);
    const all = marks.get(ALL);
    if (!unused || !all) return;
    const message = l10n.t(
      'Of {0} records that declare tools, {1} call none of them; this is the first.',
      all.count,
      unused.count,
    );
    report({ message, mark: UNUSED });
  },
  markSpan: (view) => (view.sample.tools ? view.span(view.sample.tools.pointer) : view.span('')),
};
