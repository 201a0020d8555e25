import { get, getItem, items, join, contains } from '../python/operations';
import { str } from '../python/text';
import { truthy, type PythonValue } from '../python/value';
import { bare, nameOf, type ToolFormat } from './toolFormat';

/** ReAct: `Action:` and `Action Input:`. */
export const DEFAULT: ToolFormat = {
  describe(tools) {
    let list = '';
    const names: PythonValue[] = [];
    for (const tool of tools) {
      const it = bare(tool);
      list += describeTool(it);
      names.push(getItem(it, 'name'));
    }
    return (
      `You have access to the following tools:\n${list}` +
      'Use the following format if using a tool:\n```\n' +
      `Action: tool name (one of [${join(', ', names)}])\n` +
      'Action Input: the input to the tool, in a JSON format representing the kwargs ' +
      '(e.g. ```{"input": "hello world", "num_beams": 5}```)\n```\n'
    );
  },
  call: (calls) => calls.map(({ name, args }) => `Action: ${str(name)}\nAction Input: ${args}`).join('\n'),
};

function describeTool(tool: PythonValue): string {
  const properties = items(getItem(getItem(tool, 'parameters'), 'properties'));
  const args = properties.map(([name, parameter]) => describeParameter(tool, name, parameter)).join('');
  const description = str(get(tool, 'description', ''));
  return `> Tool Name: ${nameOf(tool)}\nTool Description: ${description}\nTool Args:\n${args}\n`;
}

function describeParameter(tool: PythonValue, name: string, parameter: PythonValue): string {
  const required = contains(get(getItem(tool, 'parameters'), 'required', []), name) ? ', required' : '';
  const choices = get(parameter, 'enum', null);
  const oneOf = truthy(choices) ? `, should be one of [${join(', ', choices)}]` : '';
  const item = get(parameter, 'items', null);
  const each = truthy(item) ? `, where each item should be ${str(get(item, 'type', ''))}` : '';
  const type = str(get(parameter, 'type', ''));
  return `  - ${name} (${type}${required}): ${str(get(parameter, 'description', ''))}${oneOf}${each}\n`;
}
