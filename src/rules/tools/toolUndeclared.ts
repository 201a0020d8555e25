import * as l10n from '@vscode/l10n';
import { likelyName } from '../../dataset/likelyName';
import type { Rule } from '../rule';
import { callSites, isWellFormed, placeIn } from './callSites';
import { declaredTools } from './declaredTools';
import { brief } from '../brief';

export const toolUndeclared: Rule = {
  id: 'tool-undeclared',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Call of a tool that is not declared'),
    what: l10n.t('A call whose name is none of those declared in “tools”.'),
    why: l10n.t(
      'The model learns to call tools that it was not told of: it will invent some. mistral-common refuses such a record; LLaMA-Factory trains it without a word.',
    ),
    mend: l10n.t('Declare the tool, or correct the name.'),
    faulty: `"tools": "[{\\"name\\": \\"get_weather\\", …}]" … "value": "{\\"name\\": \\"get_wether\\", \\"arguments\\": {}}"`,
    sound: `"tools": "[{\\"name\\": \\"get_weather\\", …}]" … "value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {}}"`,
  }),
  record(view, report) {
    const names = declaredTools(view)?.tools.map(({ name }) => name);
    // A tool without a name might be any.
    if (!names?.every((name) => name !== undefined)) return;
    for (const site of callSites(view)) {
      const { name } = site.call;
      if (name === undefined || !isWellFormed(site) || names.includes(name)) continue;
      const likely = likelyName(name, names);
      report({
        message:
          likely === undefined
            ? l10n.t('“{0}” is not among the declared tools. Declare it, or correct the name.', brief(name))
            : l10n.t('“{0}” is not among the declared tools. Is “{1}” meant?', brief(name), likely),
        ...placeIn(site, 'name'),
      });
    }
  },
};
