import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { brief } from '../brief';
import { callSites, isWellFormed, placeIn } from './callSites';
import { declaredTools, placeInTools } from './declaredTools';

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

export const toolNameChars: Rule = {
  id: 'tool-name-chars',
  level: 'warning',
  levels: { openai: 'error', llamafactory: 'info' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Characters in a tool’s name'),
    what: l10n.t('A tool whose name has other characters than a–z, A–Z, 0–9, _ and -, or more than 64 of them.'),
    why: l10n.t(
      'OpenAI, mistral-common and most servers refuse such names: the model would learn to call tools that can’t be offered to it later.',
    ),
    mend: l10n.t('Rename the tool in the declaration and in every call.'),
    faulty: `{"name": "weather.get", "description": …}`,
    sound: `{"name": "weather_get", "description": …}`,
  }),
  record(view, report) {
    const told = new Set<string>(['']);
    const tell = (name: string | undefined, place: () => { pointer: string; start: number; end: number }): void => {
      if (name === undefined || told.has(name) || NAME.test(name)) return;
      told.add(name);
      const message = l10n.t(
        '“{0}” can’t be the name of a tool everywhere: letters a–z, digits, _ and - are allowed, at most 64.',
        brief(name),
      );
      report({ message, ...place() });
    };
    const declared = declaredTools(view);
    for (const { name, path } of declared?.tools ?? []) tell(name, () => placeInTools(declared!, [...path, 'name']));
    for (const site of callSites(view)) if (isWellFormed(site)) tell(site.call.name, () => placeIn(site, 'name'));
  },
};
