import * as l10n from '@vscode/l10n';
import { parseJson } from '../../dataset/formats/readCalls';
import type { Rule } from '../rule';
import { brief } from '../brief';
import { callSites, isWellFormed, placeIn } from './callSites';
import { outcomeOfArguments } from './wantedArguments';

export const toolArgsJson: Rule = {
  id: 'tool-args-json',
  level: 'error',
  outcomes: { llamafactory: 'altered' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Arguments that are not JSON'),
    what: l10n.t('Arguments of a tool call, given as text, that are not JSON.'),
    why: l10n.t(
      'Axolotl and mistral-finetune stop at such a record. LLaMA-Factory and chat templates train the text as it is, so the model learns calls that no program can read.',
    ),
    mend: l10n.t('Write the arguments as JSON: {"parameter": value, …}; {} if there are none.'),
    faulty: `"function": {"name": "get_weather", "arguments": "city=厦门"}`,
    sound: `"function": {"name": "get_weather", "arguments": "{\\"city\\": \\"厦门\\"}"}`,
  }),
  record(view, report) {
    for (const site of callSites(view)) {
      const { arguments: args } = site.call;
      const name = brief(site.call.name ?? '');
      if (!isWellFormed(site) || typeof args !== 'string' || parseJson(args) !== undefined) continue;
      const message =
        args.trim() === ''
          ? l10n.t('The arguments of “{0}” are an empty text. Write {} if there are none.', name)
          : l10n.t('The arguments of “{0}” are not JSON: “{1}”.', name, brief(args));
      report({ message, ...placeIn(site, 'arguments'), ...outcomeOfArguments(view) });
    }
  },
};
