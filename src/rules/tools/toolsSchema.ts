import * as l10n from '@vscode/l10n';
import type { Edit } from '../../dataset/edits';
import { isJsonObject } from '../../dataset/jsonObject';
import { listOf } from '../../dataset/listOf';
import type { Fix, Report, Rule } from '../rule';
import type { RecordView } from '../view';
import { checkSchema, type SchemaFault } from './checkDeclaration';
import {
  declaredTools,
  parametersOf,
  placeInTools,
  toolsLayer,
  type DeclaredTool,
  type DeclaredTools,
} from './declaredTools';
import { nodeOf, replaced, withProperty } from './jsonLayer';
import { TYPE_ALIASES } from './schemaTypes';
import { templateOf } from './templateOf';
import { takesAnyTools } from './takesAnyTools';
import { brief } from '../brief';

export const toolsSchema: Rule = {
  id: 'tools-schema',
  level: 'error',
  levels: { 'ms-swift': 'warning', trl: 'warning', axolotl: 'warning' },
  fix: 'offer',
  claims: ({ instancePath }, view) => instancePath.startsWith(`${view.sample.tools?.pointer ?? '\0'}/`),
  page: () => ({
    title: l10n.t('Malformed tool declaration'),
    what: l10n.t(
      'A declared tool without name, description or parameters with “properties”, or with parameters that are no valid JSON schema, such as the type “float”.',
    ),
    why: l10n.t(
      'LLaMA-Factory’s default tool format ends the run with a KeyError if “name” or “parameters.properties” is missing; mistral-finetune demands name, description and parameters, and mistral-common checks them against JSON Schema draft 7. A tool without a description can’t be chosen well.',
    ),
    mend: l10n.t(
      'Write {"name": …, "description": …, "parameters": {"type": "object", "properties": {…}}}. The quick fix adds empty parameters and corrects the names of types.',
    ),
    faulty: `"tools": "[{\\"name\\": \\"now\\", \\"description\\": \\"The time\\"}]"`,
    sound: `"tools": "[{\\"name\\": \\"now\\", \\"description\\": \\"The time\\", \\"parameters\\": {\\"type\\": \\"object\\", \\"properties\\": {}}}]"`,
  }),
  record(view, report) {
    const declared = declaredTools(view);
    for (const [index, tool] of declared?.tools.entries() ?? []) {
      const found = faultOf(declared!, tool, index, view);
      if (found) report(found);
    }
  },
};

/** One finding for each tool: what it lacks, else the first fault of its parameters. */
function faultOf(declared: DeclaredTools, tool: DeclaredTool, index: number, view: RecordView): Report | undefined {
  if (!tool.definition) {
    const isName = typeof tool.source === 'string';
    const message = isName
      ? l10n.t(
          '“{0}” is only the name of a tool. A declaration is an object with name, description and parameters.',
          tool.source,
        )
      : l10n.t('A declared tool is an object with name, description and parameters.');
    // LLaMA-Factory asks every item for its type, which only objects have.
    const isFatal = view.target === 'llamafactory' && takesAnyTools(view) === undefined;
    return { message, ...placeInTools(declared, tool.path), ...(isFatal && { outcome: 'crash' as const }) };
  }
  const lacking = lackingOf(tool, view);
  const named = tool.name ?? l10n.t('tool {0}', index + 1);
  if (lacking.length > 0) {
    const fix = lacking.includes('parameters') ? withParameters(declared, tool) : undefined;
    const message = l10n.t('The declaration of “{0}” lacks: {1}.', named, listOf(lacking));
    return { message, ...placeInTools(declared, tool.path), fixes: fix ? [fix] : [], ...outcomeOf(lacking, view) };
  }
  const key = tool.definition.parameters === undefined ? 'input_schema' : 'parameters';
  const faults = checkSchema(parametersOf(tool), [...tool.path, key]);
  const [first] = faults;
  if (!first) return undefined;
  const fix = withTypes(declared, faults);
  const inner = placeInTools(declared, first.path);
  return { message: messageOf(first, named, declared), ...inner, fixes: fix ? [fix] : [] };
}

/** OpenAI needs a name only; a schema that names no properties is sound for all but LLaMA-Factory and mistral. */
function lackingOf(tool: DeclaredTool, { target }: RecordView): string[] {
  const { name, description } = tool.definition!;
  const parameters = parametersOf(tool);
  const isStrict = target === undefined || target === 'llamafactory';
  const lacking: string[] = [];
  if (typeof name !== 'string' || name === '') lacking.push('name');
  if (target === 'openai') return lacking;
  if (typeof description !== 'string') lacking.push('description');
  if (parameters === undefined || parameters === null) lacking.push('parameters');
  else if (isStrict && isJsonObject(parameters) && parameters.properties === undefined)
    lacking.push('parameters.properties');
  return lacking;
}

/** Which parts of a declaration LLaMA-Factory can't do without, the template's tool format says (src/llamafactory/data/tool_utils.py). */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  default: ['name', 'parameters', 'parameters.properties'],
  glm4: ['name'],
};

function outcomeOf(lacking: readonly string[], view: RecordView): Pick<Report, 'outcome'> {
  const template = templateOf(view);
  const needed = template && template.toolSlot === undefined ? (NEEDED[template.toolFormat] ?? []) : [];
  return lacking.some((part) => needed.includes(part)) ? { outcome: 'crash' } : {};
}

function withParameters(declared: DeclaredTools, { path, definition }: DeclaredTool): Fix | undefined {
  const layer = toolsLayer(declared);
  const node = layer && nodeOf(layer, path);
  if (!node || definition?.parameters !== undefined) return undefined;
  const edit = withProperty(layer, node, 'parameters', '{"type": "object", "properties": {}}');
  return { title: l10n.t('Add parameters that are empty'), safety: 'preview', edits: [edit] };
}

/** Gives the types that programming languages have the names that JSON Schema has. */
function withTypes(declared: DeclaredTools, faults: readonly SchemaFault[]): Fix | undefined {
  const layer = toolsLayer(declared);
  if (!layer) return undefined;
  const edits = faults.flatMap(({ kind, path }): Edit[] => {
    const node = kind === 'type' ? nodeOf(layer, path) : undefined;
    const type: unknown = node?.value;
    const named = typeof type === 'string' && Object.hasOwn(TYPE_ALIASES, type) ? TYPE_ALIASES[type] : undefined;
    return node && named !== undefined ? [replaced(layer, node, JSON.stringify(named))] : [];
  });
  if (edits.length === 0) return undefined;
  return { title: l10n.t('Name the types as JSON Schema does'), safety: 'preview', edits };
}

function messageOf({ kind, path }: SchemaFault, tool: string, declared: DeclaredTools): string {
  const place = path.slice(path.indexOf('parameters')).join('.');
  switch (kind) {
    case 'type': {
      const layer = toolsLayer(declared);
      const node = layer && nodeOf(layer, path);
      return l10n.t(
        'The parameters of “{0}” are no JSON schema: {1} is {2}, which is no type. Types are string, number, integer, boolean, object, array and null.',
        tool,
        place,
        node ? brief(layer.sourceOf(node)) : '?',
      );
    }
    case 'required':
      return l10n.t('The parameters of “{0}” are no JSON schema: {1} must be a list of names.', tool, place);
    case 'enum':
      return l10n.t('The parameters of “{0}” are no JSON schema: {1} must be a list of values.', tool, place);
    default:
      return l10n.t('The parameters of “{0}” are no JSON schema: {1} must be an object.', tool, place);
  }
}
