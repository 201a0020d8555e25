import { likelyName } from '../likelyName';
import type { RoleKind, Roles } from '../names';

/** ShareGPT's roles, which are LLaMA-Factory's default tags (src/llamafactory/data/parser.py, `DatasetAttr`). */
export const SHAREGPT_ROLES: Roles = {
  system: 'system',
  human: 'user',
  gpt: 'assistant',
  observation: 'tool',
  function_call: 'call',
};

/** OpenAI's roles, and ms-swift's for calls and their results (Customization/Custom-dataset.md). */
export const MESSAGE_ROLES: Roles = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
  tool_call: 'call',
  tool_response: 'tool',
};

/** Names that people and other tools give to the roles, in lower case. */
const ALIASES: ReadonlyMap<string, RoleKind> = new Map<string, RoleKind>([
  ...named('system', ['system', 'developer', 'system_prompt', 'sys', '系统']),
  ...named('user', ['user', 'human', 'prompter', 'customer', 'question', 'instruction', '用户', '人类']),
  ...named('assistant', ['assistant', 'gpt', 'bot', 'chatgpt', 'chatbot', 'model', 'ai', 'answer', '助手', '模型']),
  ...named('tool', ['tool', 'observation', 'tool_response', 'tool_result', 'function', 'function_response', 'ipython']),
  ...named('call', ['function_call', 'function-call', 'tool_call', 'tool_calls', 'tool-call']),
]);

function named(kind: RoleKind, names: readonly string[]): readonly (readonly [string, RoleKind])[] {
  return names.map((name) => [name, kind] as const);
}

/** What a role that the format doesn't know most likely is, told by its name. */
export function guessedKind(name: string): RoleKind {
  return ALIASES.get(name.trim().toLowerCase()) ?? 'other';
}

/** What a role is whose name comes near to a usual one: “assistent”, “sytem”. */
export function misspelledKind(name: string): RoleKind | undefined {
  const near = similarRole(name, [...ALIASES.keys()]);
  return near === undefined ? undefined : ALIASES.get(near);
}

/** UTF-16 units of the shortest name in which a letter may be wrong: in two Chinese characters it is another word. */
const SHORTEST = 4;

/** The role with nearly the same name. */
export function similarRole(name: string, roles: readonly string[]): string | undefined {
  const word = name.trim().toLowerCase();
  const same = roles.find((role) => role.toLowerCase() === word);
  return same ?? (word.length < SHORTEST ? undefined : likelyName(word, roles.filter(isLong)));
}

function isLong(role: string): boolean {
  return role.length >= SHORTEST;
}
