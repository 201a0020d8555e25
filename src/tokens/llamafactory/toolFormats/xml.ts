import { dumps, loads } from '../python/json';
import { add, items } from '../python/operations';
import { str } from '../python/text';
import { bare, parameters, wrapped, type FunctionCall, type ToolFormat } from './toolFormat';

export const QWEN3_5: ToolFormat = {
  describe: (tools) =>
    '\n\n# Tools\n\nYou have access to the following functions:\n\n<tools>' +
    tools.map((tool) => `\n${dumps(bare(tool, tool))}`).join('') +
    '\n</tools>\n\nIf you choose to call a function ONLY reply in the following format with NO suffix:\n\n' +
    '<tool_call>\n<function=example_function_name>\n<parameter=example_parameter_1>\nvalue_1\n</parameter>\n' +
    '<parameter=example_parameter_2>\nThis is the value for the second parameter\nthat can span\nmultiple lines\n' +
    '</parameter>\n</function>\n</tool_call>\n\n<IMPORTANT>\nReminder:\n' +
    '- Function calls MUST follow the specified format: ' +
    'an inner <function=...></function> block must be nested within <tool_call></tool_call> XML tags\n' +
    '- Required parameters MUST be specified\n' +
    '- You may provide optional reasoning for your function call in natural language ' +
    'BEFORE the function call, but NOT after\n' +
    '- If there is no function call available, answer the question like normal with your current knowledge ' +
    'and do not tell the user about function calls\n</IMPORTANT>',
  call: (calls) =>
    calls
      .map((call) => {
        const args = parameters(call).map(([key, value]) => `\n<parameter=${key}>\n${value}\n</parameter>`);
        return `<tool_call>\n<function=${str(call.name)}>${args.join('')}\n</function>\n</tool_call>`;
      })
      .join('\n'),
};

export const GLM4_MOE: ToolFormat = {
  describe: (tools) =>
    '\n\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\n' +
    'You are provided with function signatures within <tools></tools> XML tags:\n<tools>' +
    tools.map((tool) => `\n${dumps(wrapped(tool))}`).join('') +
    '\n</tools>\n\nFor each function call, output the function name and arguments within the following XML format:' +
    '\n<tool_call>{function-name}\n<arg_key>{arg-key-1}</arg_key>\n<arg_value>{arg-value-1}</arg_value>' +
    '\n<arg_key>{arg-key-2}</arg_key>\n<arg_value>{arg-value-2}</arg_value>\n...\n</tool_call>\n',
  call: (calls) =>
    calls
      .map((call) => {
        const args = parameters(call).map(
          ([key, value]) => `\n<arg_key>${key}</arg_key>\n<arg_value>${value}</arg_value>`,
        );
        return `\n<tool_call>${add(call.name, '')}${args.join('')}`;
      })
      .join('\n'),
};

export const MINIMAX2: ToolFormat = {
  describe: (tools) =>
    '\n\n# Tools\n\nYou may call one or more tools to assist with the user query.\n' +
    'Here are the tools available in JSONSchema format:\n\n<tools>\n' +
    tools.map((tool) => `<tool>${dumps(bare(tool))}</tool>\n`).join('') +
    '</tools>\n\nWhen making tool calls, use XML format to invoke tools and pass parameters:\n' +
    '\n<minimax:tool_call>\n<invoke name="tool-name-1">\n<parameter name="param-key-1">param-value-1</parameter>\n' +
    '<parameter name="param-key-2">param-value-2</parameter>\n...\n</invoke>\n</minimax:tool_call>',
  call: (calls) =>
    calls
      .map((call) => {
        const args = parameters(call).map(([key, value]) => `\n<parameter name="${key}">${value}</parameter>`);
        return `<invoke name="${str(call.name)}">${args.join('')}\n</invoke>`;
      })
      .join('\n'),
};

export const SEED_OSS: ToolFormat = {
  describe: (tools) =>
    'system\nYou are Doubao, a helpful AI assistant. You may call one or more functions to assist with the user query.' +
    'Tool List:\nYou are authorized to use the following tools (described in JSON Schema format). Before performing ' +
    'any task, you must decide how to call them based on the descriptions and parameters of these tools.' +
    `\n${dumps(tools)}\n` +
    '工具调用请遵循如下格式:\n<seed:tool_call>\n<function=example_function_name>\n<parameter=example_parameter_1>value_1' +
    '</parameter>\n<parameter=example_parameter_2>This is the value for the second parameter\nthat can span\nmultiple ' +
    'lines</parameter>\n</function>\n</seed:tool_call>\n',
  call: (calls) =>
    calls
      .map((call) => {
        const args = parameters(call).map(([key, value]) => `\n<parameter=${key}>${value}</parameter>`);
        return `\n<seed:tool_call>\n<function=${add(call.name, '')}${args.join('')}\n</function>\n</seed:tool_call>`;
      })
      .join('\n'),
};

/** Calls in the syntax of Python. */
export const LFM2: ToolFormat = {
  describe: (tools) =>
    `List of tools: <|tool_list_start|>${dumps(tools.map((tool) => bare(tool, tool)))}<|tool_list_end|>`,
  call: (calls) => `<|tool_call_start|>[${calls.map(pythonCall).join(', ')}]<|tool_call_end|>`,
};

function pythonCall({ name, args }: FunctionCall): string {
  const keywords = items(loads(args)).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? `"${value}"` : dumps(value)}`,
  );
  return `${str(name)}(${keywords.join(', ')})`;
}
