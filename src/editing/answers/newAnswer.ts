import type { Turn } from '../../dataset/sample';
import type { RecordText } from '../recordText';

/** What a model said, to be written into a record. */
export interface NewAnswer {
  readonly content: string;
  /** A thought that the server told apart from the content; '' for none. */
  readonly reasoning: string;
  /** `arguments`: as the model wrote them, JSON text hopefully. */
  readonly calls: readonly NewCall[];
}

export interface NewCall {
  readonly name: string;
  readonly arguments: string;
}

/** The text with its thought in front of it, where there is no field for that. */
export function taggedText({ content, reasoning }: Pick<NewAnswer, 'content' | 'reasoning'>): string {
  return reasoning === '' ? content : `<think>\n${reasoning.trim()}\n</think>\n\n${content}`;
}

/** The name of a role of the assistant, one with calls as text or one without, as the record or else its format has it; undefined if there is none. */
export function roleName({ conversation }: RecordText, kind: 'assistant' | 'call'): string | undefined {
  const { names } = conversation.format;
  const isOfKind = (name: string): boolean => names.kindOf(name) === kind;
  const used = conversation.turns.find(({ name, source }) => source !== undefined && isOfKind(name));
  return used?.name ?? Object.keys(names.roles).find(isOfKind);
}

/** True for a turn whose text is nothing but calls as JSON. */
export function isCallText({ calls, pointers }: Turn): boolean {
  return calls?.form === 'text' && pointers.includes(calls.pointer);
}
