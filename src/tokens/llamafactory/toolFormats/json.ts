import { dumps } from '../python/json';
import { valueError } from '../python/error';
import { str } from '../python/text';
import { bare, callObject, nameOf, wrapped, type FunctionCall, type ToolFormat } from './toolFormat';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const IN_TOOLS_TAGS =
  '# Tools\n\nYou may call one or more functions to assist with the user query.\n\n' +
  'You are provided with function signatures within <tools></tools> XML tags:\n<tools>';

const AS_JSON_OBJECT =
  '\n</tools>\n\nFor each function call, return a json object with function name and arguments within ' +
  '<tool_call></tool_call> XML tags:\n<tool_call>\n{"name": <function-name>, ' +
  '"arguments": <args-json-object>}\n</tool_call>';

export const QWEN: ToolFormat = {
  describe: (tools) =>
    `\n\n${IN_TOOLS_TAGS}${tools.map((tool) => `\n${dumps(wrapped(tool))}`).join('')}${AS_JSON_OBJECT}`,
  call: (calls) => calls.map((call) => `<tool_call>\n${dumps(callObject(call, 'arguments'))}\n</tool_call>`).join('\n'),
};

export const LING: ToolFormat = {
  describe: (tools) =>
    `${IN_TOOLS_TAGS}${tools.map((tool) => `\n${dumps(wrapped(tool))}`).join('')}${AS_JSON_OBJECT}\ndetailed thinking off`,
  call: (calls) => QWEN.call(calls),
};

export const GLM4: ToolFormat = {
  describe(tools) {
    const list = tools.map((tool) => describeGlm4(bare(tool)));
    return (
      '你是一个名为 ChatGLM 的人工智能助手。你是基于智谱 AI 公司训练的语言模型 GLM-4 模型开发的，' +
      `你的任务是针对用户的问题和要求提供适当的答复和支持。\n\n# 可用工具${list.join('')}`
    );
  },
  call(calls) {
    if (calls.length > 1) throw valueError('GLM-4 does not support parallel functions.');
    return calls.map(({ name, args }) => `${str(name)}\n${args}`).join('');
  },
};

function describeGlm4(tool: ReturnType<typeof bare>): string {
  return `\n\n## ${nameOf(tool)}\n\n${dumps(tool, 4)}\n在调用上述函数时，请使用 Json 格式表示调用的参数。`;
}

export const LLAMA3: ToolFormat = {
  describe: (tools, today) =>
    `Cutting Knowledge Date: December 2023\nToday Date: ${date(today)}\n\n` +
    'You have access to the following functions. To call a function, please respond with JSON for a function call. ' +
    'Respond in the format {"name": function name, "parameters": dictionary of argument name and its value}. ' +
    `Do not use variables.\n\n${tools.map((tool) => `${dumps(wrapped(tool), 4)}\n\n`).join('')}`,
  call: (calls) => {
    const objects = calls.map((call) => callObject(call, 'parameters'));
    return dumps(objects.length === 1 ? objects[0]! : objects);
  },
};

/** `05 Nov 2026`, in local time. */
function date(day: Date): string {
  return `${String(day.getDate()).padStart(2, '0')} ${MONTHS[day.getMonth()]} ${day.getFullYear()}`;
}

export const MISTRAL: ToolFormat = {
  describe: (tools) => `[AVAILABLE_TOOLS] ${dumps(tools.map(wrapped))}[/AVAILABLE_TOOLS]`,
  call: (calls: readonly FunctionCall[]) => dumps(calls.map((call) => callObject(call, 'arguments'))),
};

export const MINIMAX1: ToolFormat = {
  describe: (tools) =>
    `You are provided with these tools:\n<tools>\n${tools.map((tool) => `${dumps(bare(tool))}\n`).join('')}</tools>\n\n` +
    'If you need to call tools, please respond with <tool_calls></tool_calls> XML tags, and provide tool-name and ' +
    'json-object of arguments, following the format below:\n<tool_calls>\n' +
    '{"name": <tool-name-1>, "arguments": <args-json-object-1>}\n...\n</tool_calls>',
  call: (calls) =>
    `<tool_calls>\n${calls.map((call) => dumps(callObject(call, 'arguments'))).join('\n')}\n</tool_calls>`,
};
