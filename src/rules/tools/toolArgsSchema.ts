import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { parseJson } from '../../dataset/formats/readCalls';
import { listOf } from '../../dataset/listOf';
import type { Fix, Report, Rule } from '../rule';
import { brief } from '../brief';
import { argumentsLayer, callSites, isWellFormed, placeIn, type CallSite } from './callSites';
import { checkArguments, type ArgumentFault } from './checkArguments';
import { declaredTools, parametersOf } from './declaredTools';
import { keyOf, nodeOf, replaced, type Path } from './jsonLayer';

/** Of one call no more are told: arguments of another tool are one mistake. */
const MOST_FAULTS = 5;

export const toolArgsSchema: Rule = {
  id: 'tool-args-schema',
  level: 'warning',
  fix: 'offer',
  page: () => ({
    title: l10n.t('Arguments against the declaration'),
    what: l10n.t(
      'Arguments of a tool call that the declared parameters don’t allow: a required one is missing, one is not declared, has another type, or a value that is not among those listed. Patterns of the schema are not run: one that backtracks could take for ever.',
    ),
    why: l10n.t(
      'The model learns to call the tool in a way that the tool refuses. mistral-common checks arguments against the declared schema.',
    ),
    mend: l10n.t(
      'Correct the arguments, or the declaration in “tools” if it is the one that is wrong. The quick fix renames an argument that is declared under a similar name.',
    ),
    faulty: `"tools": "[{\\"name\\": \\"get_weather\\", \\"parameters\\": {\\"properties\\": {\\"city\\": {\\"type\\": \\"string\\"}}, \\"required\\": [\\"city\\"]}}]"
"value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {\\"town\\": \\"厦门\\"}}"`,
    sound: `"value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {\\"city\\": \\"厦门\\"}}"`,
  }),
  record(view, report) {
    const declared = declaredTools(view);
    if (!declared) return;
    for (const site of callSites(view)) {
      const tool = declared.tools.find(({ name }) => name !== undefined && name === site.call.name);
      const given = site.call.arguments;
      const value = typeof given === 'string' ? parseJson(given) : given;
      if (!tool || !isWellFormed(site) || !isJsonObject(value)) continue;
      for (const fault of checkArguments(value, parametersOf(tool)).slice(0, MOST_FAULTS)) {
        report({ message: messageOf(fault, brief(site.call.name!)), ...placeOf(site, fault) });
      }
    }
  },
};

/** The key of what is not declared, else the value; and how the key is renamed. */
function placeOf(site: CallSite, fault: ArgumentFault): Omit<Report, 'message'> {
  const isText = typeof site.call.arguments === 'string';
  const place = placeIn(site, 'arguments', ...(isText ? [] : fault.path));
  const layer = argumentsLayer(site);
  const node = layer && nodeOf(layer, fault.path);
  if (!node) return place;
  if (fault.kind !== 'unknown') return { ...place, ...layer.spanOf(node) };
  const key = keyOf(node);
  const fixes: Fix[] =
    fault.likely === undefined
      ? []
      : [
          {
            title: l10n.t('Rename “{0}” to “{1}”', brief(String(fault.path.at(-1))), brief(fault.likely)),
            safety: 'preview',
            edits: [replaced(layer, key, JSON.stringify(fault.likely))],
          },
        ];
  return { ...place, ...layer.spanOf(key), fixes };
}

function messageOf(fault: ArgumentFault, tool: string): string {
  const argument = brief(nameOf(fault.path));
  switch (fault.kind) {
    case 'missing': {
      const names = listOf(fault.names.map((name) => nameOf([...fault.path, name])));
      return l10n.t('The call of “{0}” lacks what is required: {1}.', tool, names);
    }
    case 'unknown':
      return fault.likely === undefined
        ? l10n.t('“{0}” does not declare an argument “{1}”.', tool, argument)
        : l10n.t('“{0}” does not declare an argument “{1}”. Is “{2}” meant?', tool, argument, brief(fault.likely));
    case 'type':
      return l10n.t('The argument “{0}” of “{1}” must be of the type {2}.', argument, tool, listOf(fault.types));
    case 'value':
      return l10n.t('The argument “{0}” of “{1}” must be one of: {2}.', argument, tool, listed(fault.values));
  }
}

function listed(values: readonly unknown[]): string {
  return listOf(
    values.map((value) => brief(typeof value === 'string' ? value : JSON.stringify(value))),
    8,
  );
}

/** `items[0].price` */
function nameOf(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
}
