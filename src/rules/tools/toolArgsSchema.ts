import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { parseJson } from '../../dataset/formats/readCalls';
import type { Rule } from '../rule';
import { brief } from '../brief';
import { callSites, isWellFormed, placeIn } from './callSites';
import { checkArguments, type ArgumentFault } from './checkArguments';
import { declaredTools, parametersOf } from './declaredTools';
import type { Path } from './jsonLayer';
import { likelyName } from './likelyName';

/** Of one call no more are told: arguments of another tool are one mistake. */
const MOST_FAULTS = 5;

export const toolArgsSchema: Rule = {
  id: 'tool-args-schema',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Arguments against the declaration'),
    what: l10n.t(
      'Arguments of a tool call that the declared parameters don’t allow: a required one is missing, one is not declared, has another type, or a value that is not among those listed.',
    ),
    why: l10n.t(
      'The model learns to call the tool in a way that the tool refuses. mistral-common checks arguments against the declared schema.',
    ),
    mend: l10n.t('Correct the arguments, or the declaration in “tools” if it is the one that is wrong.'),
    faulty: `"tools": "[{\\"name\\": \\"get_weather\\", \\"parameters\\": {\\"properties\\": {\\"city\\": {\\"type\\": \\"string\\"}}, \\"required\\": [\\"city\\"]}}]"
"value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {\\"town\\": \\"厦门\\"}}"`,
    sound: `"value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {\\"city\\": \\"厦门\\"}}"`,
  }),
  record(view, report) {
    const declared = declaredTools(view);
    if (!declared) return;
    for (const site of callSites(view)) {
      const tool = declared.tools.find(({ name }) => name !== undefined && name === site.call.name);
      const isText = typeof site.call.arguments === 'string';
      const value = isText ? parseJson(site.call.arguments) : site.call.arguments;
      if (!tool || !isWellFormed(site) || !isJsonObject(value)) continue;
      for (const fault of checkArguments(value, parametersOf(tool)).slice(0, MOST_FAULTS)) {
        // Within arguments that are text nothing is pointed at.
        const place = placeIn(site, 'arguments', ...(isText ? [] : fault.path));
        report({ message: messageOf(fault, brief(site.call.name!)), ...place });
      }
    }
  },
};

function messageOf(fault: ArgumentFault, tool: string): string {
  const argument = brief(nameOf(fault.path));
  switch (fault.kind) {
    case 'missing': {
      const names = fault.names.map((name) => nameOf([...fault.path, name])).join(', ');
      return l10n.t('The call of “{0}” lacks what is required: {1}.', tool, names);
    }
    case 'unknown': {
      const likely = likelyName(String(fault.path.at(-1)), fault.known);
      return likely === undefined
        ? l10n.t('“{0}” does not declare an argument “{1}”.', tool, argument)
        : l10n.t('“{0}” does not declare an argument “{1}”. Is “{2}” meant?', tool, argument, likely);
    }
    case 'type':
      return l10n.t('The argument “{0}” of “{1}” must be of the type {2}.', argument, tool, fault.types.join(', '));
    case 'value':
      return l10n.t('The argument “{0}” of “{1}” must be one of: {2}.', argument, tool, listed(fault.values));
  }
}

function listed(values: readonly unknown[]): string {
  const most = values.slice(0, 8).map((value) => brief(typeof value === 'string' ? value : JSON.stringify(value)));
  return most.length < values.length ? `${most.join(', ')}, …` : most.join(', ');
}

/** `items[0].price` */
function nameOf(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
}
