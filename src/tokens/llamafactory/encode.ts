import { PythonError, typeError } from './python/error';
import { add } from './python/operations';
import { truthy, typeName, type PythonValue } from './python/value';
import type { Message, Sourced } from './conversation';
import { fill, functionText, lacksThought, toolText, withoutThought } from './format';
import type { Encoded, SlotEncoder } from './slotEncoder';
import type { Slot } from './templates/template';
import type { Template } from './templates';
import type { ToolFormat } from './toolFormats/toolFormat';

/** A turn of a conversation as the template writes it. */
export interface Turn {
  readonly role: string;
  readonly pointers: readonly string[];
  /** Its thought was taken out. */
  readonly lostThought?: true;
}

/** Tokens that belong to one turn. */
export interface Part extends Encoded {
  readonly turn: Turn;
}

/** A prompt, with all that stands before the answer, and the answer. */
export interface Pair {
  readonly source: readonly Part[];
  readonly target: readonly Part[];
}

type CleanedMessage = Message & Pick<Turn, 'lostThought'>;

export interface EncoderOptions {
  readonly template: Template;
  readonly toolFormat: ToolFormat;
  readonly slots: SlotEncoder;
  /** Null: thoughts stay, but answers without one get an empty one that is not trained. */
  readonly thinking: boolean | null;
  readonly preserveThinking: boolean;
  readonly today: Date;
}

export interface Context {
  readonly system: Sourced;
  readonly tools: Sourced;
  readonly withIds: boolean;
}

/** Encodes conversations message by message, as the templates of LLaMA-Factory do. */
export class ConversationEncoder {
  constructor(private readonly options: EncoderOptions) {}

  /**
   * All prompts with their answers (`encode_multiturn`).
   *
   * @param discardThoughts take the thoughts of all answers but the last away
   * @throws PythonError where LLaMA-Factory stops
   */
  multiTurn(messages: readonly Message[], context: Context, discardThoughts: boolean): Pair[] {
    const { thinking } = this.options;
    const last = messages.length - 1;
    const cleaned = this.reasons
      ? messages.map((message, index) => {
          const isDiscarded = index % 2 === 1 && (thinking === false || (discardThoughts && index < last));
          return isDiscarded ? this.withoutThought(message) : message;
        })
      : messages;
    const parts = this.encodeMessages(cleaned, context);
    return parts.flatMap((source, index) => {
      if (index % 2 === 1) return [];
      const pair = { source, target: parts[index + 1]! };
      const answer = cleaned[index + 1]!;
      return [discardThoughts && index + 1 < last ? pair : this.withEmptyThought(pair, answer, context.withIds)];
    });
  }

  /**
   * All but the last message as one prompt, and the last one (`encode_oneturn`).
   *
   * @throws PythonError where LLaMA-Factory stops
   */
  oneTurn(messages: readonly Message[], context: Context): Pair {
    const { thinking, preserveThinking } = this.options;
    const last = messages.length - 1;
    const cleaned = this.reasons
      ? messages.map((message, index) => {
          const isHistory = index % 2 === 1 && index < last - 1;
          const isDiscarded = (isHistory && !preserveThinking) || (index === last && thinking === false);
          return isDiscarded ? this.withoutThought(message) : message;
        })
      : messages;
    const parts = this.encodeMessages(cleaned, context);
    const pair = { source: parts.slice(0, -1).flat(), target: parts.at(-1)! };
    return this.withEmptyThought(pair, cleaned.at(-1)!, context.withIds);
  }

  private get reasons(): boolean {
    return this.options.template.emptyThought !== undefined;
  }

  private withoutThought(message: Message): CleanedMessage {
    const content = at(message, () => withoutThought(message.content, this.options.template));
    return content === message.content ? message : { ...message, content, lostThought: true };
  }

  /** An answer without a thought gets an empty one: trained with it if the model is to think, else at the end of the prompt. */
  private withEmptyThought({ source, target }: Pair, answer: Message, withIds: boolean): Pair {
    const { template, thinking, slots } = this.options;
    if (template.emptyThought === undefined || !lacksThought(answer.content, template)) return { source, target };
    const thought = slots.encode([template.emptyThought], withIds);
    if (thinking !== true) return { source: [...source, { ...thought, turn: source.at(-1)!.turn }], target };
    return { source, target: [{ ...thought, turn: target[0]!.turn }, ...target] };
  }

  private encodeMessages(messages: readonly CleanedMessage[], context: Context): Part[][] {
    const { template, slots } = this.options;
    return messages.map((message, index) => {
      const { name: role, pointers, lostThought } = message;
      const turn: Turn = { role, pointers, ...(lostThought && { lostThought }) };
      if (index === 0 && template.systemInUser) return this.encodeFirst(message, context);
      const opening = index === 0 ? this.encodeOpening(context, turn) : [];
      const elements = at(message, () => this.elements(message, Math.floor(index / 2)));
      return [...opening, { ...slots.encode(elements, context.withIds), turn }];
    });
  }

  /** Prefix and system message. They are a turn of their own if there is a system message, else part of the first turn. */
  private encodeOpening(context: Context, first: Turn): Part[] {
    const { template, slots } = this.options;
    const system = this.systemText(context);
    if (system === undefined) {
      return template.slots.prefix.length === 0
        ? []
        : [{ ...slots.encode(template.slots.prefix, context.withIds), turn: first }];
    }
    const elements = [...template.slots.prefix, ...fill(template.slots.system, { content: system.text })];
    return [
      { ...slots.encodeRepeated(elements, context.withIds), turn: { role: 'system', pointers: system.pointers } },
    ];
  }

  /** The first message of a template that puts the system message into it. */
  private encodeFirst(message: Message, context: Context): Part[] {
    const { template, slots } = this.options;
    const system = this.systemText(context);
    const text = system ? fill(template.slots.system, { content: system.text })[0] : '';
    const pointers = [...(system?.pointers ?? []), ...message.pointers];
    const elements = at(message, () => {
      const whole =
        message.role === 'user' ? { ...message, content: concatenated(text as string, message.content) } : message;
      return [...template.slots.prefix, ...this.elements(whole, 0)];
    });
    return [{ ...slots.encode(elements, context.withIds), turn: { role: message.name, pointers } }];
  }

  /** Text of the system message with the tools; undefined if there is neither. */
  private systemText({ system, tools }: Context): { text: string; pointers: readonly string[] } | undefined {
    const { template, toolFormat, today } = this.options;
    const own = truthy(system.value);
    const value: PythonValue = own ? system.value : template.defaultSystem;
    const hasTools = truthy(tools.value);
    if (!truthy(value) && !hasTools) return undefined;
    const list = hasTools ? sourced(tools, () => toolText(tools.value, template, toolFormat, today)) : '';
    const text = sourced(system, () => add(value, list));
    return { text, pointers: [...(own ? system.pointers : []), ...(hasTools ? tools.pointers : [])] };
  }

  private elements({ role, content }: Message, turn: number): Slot[] {
    const { template, toolFormat } = this.options;
    const slots = template.slots;
    if (role === 'user') {
      return fill(slots.user, template.systemInUser ? { content } : { content, idx: String(turn) });
    }
    if (role === 'assistant') return fill(slots.assistant, { content });
    if (role === 'observation') return fill(slots.observation, { content });
    if (role === 'function') return fill(slots.function, { content: functionText(content, template, toolFormat) });
    throw new PythonError('NotImplementedError', `Unexpected role: ${role}`);
  }
}

/** `system_text + content` */
function concatenated(text: string, content: PythonValue): string {
  if (typeof content === 'string') return text + content;
  throw typeError(`can only concatenate str (not "${typeName(content)}") to str`);
}

/** Does something with a message; what LLaMA-Factory stops with gets the message's place. */
function at<Result>(message: Message, action: () => Result): Result {
  return sourced(message, action);
}

function sourced<Result>({ pointers }: { readonly pointers: readonly string[] }, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof PythonError) || error.pointer !== undefined) throw error;
    throw new PythonError(error.type, error.detail, pointers[0]);
  }
}
