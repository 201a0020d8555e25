import { CHATML_TEMPLATES } from './chatml';
import { GLM_TEMPLATES } from './glm';
import { LLAMA_TEMPLATES } from './llama';
import { OTHER_TEMPLATES } from './others';
import { EOS, type Slots, type TemplateData } from './template';

const TEMPLATES: ReadonlyMap<string, TemplateData> = new Map(
  Object.entries({ ...CHATML_TEMPLATES, ...GLM_TEMPLATES, ...LLAMA_TEMPLATES, ...OTHER_TEMPLATES }),
);

/** A template with every default filled in, and with the settings of a run. */
export interface Template {
  readonly name: string;
  readonly slots: Readonly<Record<'prefix' | 'system' | 'user' | 'assistant' | 'observation' | 'function', Slots>>;
  readonly defaultSystem: string;
  readonly stopWords: readonly string[];
  readonly replaceEos: boolean;
  readonly efficientEos: boolean;
  readonly thoughtWords: readonly [string, string];
  readonly toolCallWords: readonly [string, string];
  /** What an empty thought is written as; undefined = the template leaves thoughts alone. */
  readonly emptyThought: string | undefined;
  readonly systemInUser: boolean;
  readonly toolFormat: string;
  readonly toolSlot: string | undefined;
  readonly media: boolean;
  readonly proven: boolean;
}

/** The templates' names, sorted. */
export function templateNames(): string[] {
  return [...TEMPLATES.keys()].sort();
}

/** True for a template whose output was compared with the real LLaMA-Factory's, id by id; undefined for an unknown name. */
export function isProven(name: string): boolean | undefined {
  const data = TEMPLATES.get(name);
  return data && data.proven === true;
}

/** True for a template whose model thinks before it answers, so that the setting for it makes a difference. */
export function reasons(name: string): boolean {
  return TEMPLATES.get(name)?.reasoning !== undefined;
}

/**
 * @param toolFormat in place of the template's own; turns that call tools then lose their own slot (`get_template_and_fix_tokenizer`)
 * @returns undefined for an unknown name
 */
export function findTemplate(name: string, defaultSystem?: string, toolFormat?: string): Template | undefined {
  const data = TEMPLATES.get(name);
  if (!data) return undefined;
  const thoughtWords = data.thoughtWords ?? (['<think>\n', '\n</think>\n\n'] as const);
  const bare: Slots = data.efficientEos ? ['{{content}}'] : ['{{content}}', EOS];
  const user = data.user ?? ['{{content}}'];
  const assistant = data.assistant ?? bare;
  return {
    name,
    slots: {
      prefix: data.prefix ?? [],
      system: data.system ?? ['{{content}}'],
      user,
      assistant,
      observation: data.observation ?? user,
      function: toolFormat === undefined ? (data.function ?? assistant) : bare,
    },
    defaultSystem: defaultSystem ?? data.defaultSystem ?? '',
    stopWords: data.stopWords ?? [],
    replaceEos: data.replaceEos ?? false,
    efficientEos: data.efficientEos ?? false,
    thoughtWords,
    toolCallWords: data.toolCallWords ?? ['<tool_call>', '</tool_call>'],
    emptyThought: data.reasoning && (data.reasoning === 'full' ? thoughtWords.join('') : thoughtWords[1]),
    systemInUser: data.systemInUser ?? false,
    toolFormat: toolFormat ?? data.toolFormat ?? 'default',
    toolSlot: toolFormat === undefined ? data.toolSlot : undefined,
    media: data.media ?? false,
    proven: data.proven ?? false,
  };
}
