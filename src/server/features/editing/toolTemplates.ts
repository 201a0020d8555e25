import { placesOf } from '../../../dataset/schemaAt';
import { schemaFiles } from '../../../dataset/schemaFiles';
import { placeholder } from './placeholder';
import { objectTemplate, stringTemplate, type Template } from './template';
import { argumentsOf, type DeclaredTool } from './tools';

/**
 * A call of one of the tools.
 *
 * @param form how its arguments stand in it: as an object, or as its text
 */
export function callTemplate(tools: readonly DeclaredTool[], form: 'object' | 'text' = 'object'): Template {
  const names = tools.map(({ name }) => JSON.stringify(name).slice(1, -1));
  const [only] = tools.length === 1 ? tools : [];
  const given = only ? argumentsTemplate(only) : (['{', {}, '}'] as const);
  return objectTemplate([
    ['name', only ? [JSON.stringify(only.name)] : ['"', names.length > 0 ? { choice: names } : {}, '"']],
    ['arguments', form === 'object' ? given : stringTemplate(given)],
  ]);
}

/** The arguments that a tool can't do without. */
export function argumentsTemplate(tool: DeclaredTool): Template {
  return placeholder(placesOf(argumentsOf([tool], tool.name), schemaFiles));
}
