import { Environment, Interpreter, type Template } from '@huggingface/jinja';
import { ChatTemplateError, type ChatRenderer, type RenderOptions } from '../../tokens/chatRenderer';
import { Budget } from './jinja/budget';
import { parseTemplate } from './jinja/mend';
import { nativesFor } from './jinja/natives';
import { textOf, type Value } from './jinja/values';
import type { ModelFiles } from './modelFiles';
import { specialTokens } from './specialTokens';

/** Templates that are kept parsed; a project uses one or two. */
const KEPT = 8;

/**
 * The renderer for a model: what `apply_chat_template(…, tokenize=False)` does (transformers, tokenization_utils_base.py), with the
 * template engine of `@huggingface/transformers`.
 *
 * A template sees what is passed in, and nothing of JavaScript: the engine looks names up in maps, never in objects. Its work is bounded.
 *
 * @param now the clock that `strftime_now` reads
 */
export function chatRenderer(files: Pick<ModelFiles, 'config'>, now = (): Date => new Date()): ChatRenderer {
  const special = specialTokens(files.config);
  const parsed = new Map<string, Template['parsed']>();

  function parse(template: string): Template['parsed'] {
    let program = parsed.get(template);
    if (program === undefined) {
      if (parsed.size >= KEPT) parsed.delete(parsed.keys().next().value!);
      program = attempt('syntax', () => parseTemplate(template));
      parsed.set(template, program);
    }
    return program;
  }

  return {
    render(messages, { template, tools, addGenerationPrompt, variables }: RenderOptions) {
      const program = parse(template);
      return attempt('unsupported', () => {
        const scope = scopeWith(nativesFor(new Budget(), now), {
          messages,
          tools: tools ?? null,
          documents: null,
          add_generation_prompt: addGenerationPrompt,
          ...special,
          ...variables,
        });
        return textOf(new Interpreter(scope).run(program));
      });
    },
  };
}

function scopeWith(natives: ReadonlyMap<string, Value>, variables: Readonly<Record<string, unknown>>): Environment {
  const scope = new Environment();
  for (const [name, value] of natives) scope.variables.set(name, value);
  for (const [name, value] of Object.entries(variables)) {
    scope.variables.delete(name);
    scope.set(name, value);
  }
  return scope;
}

/** Runs the engine; whatever it throws, a stack that overflows included, is the template's fault. */
function attempt<T>(fault: 'syntax' | 'unsupported', run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ChatTemplateError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new ChatTemplateError(fault, message, { cause: error });
  }
}
