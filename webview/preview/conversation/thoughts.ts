/** A text taken apart at the thought with which it begins. */
export interface PartedText {
  /** What stands between the tags; null: it begins with no thought. */
  readonly thought: string | null;
  /** The thought has its closing tag. */
  readonly isClosed: boolean;
  readonly rest: string;
}

const THOUGHT = /^\s*<think>([^]*?)(<\/think>|$)/;

/** A thought in tags at the start of an answer. Tags further behind are part of the text. */
export function partThought(text: string): PartedText {
  const match = THOUGHT.exec(text);
  if (!match) return { thought: null, isClosed: true, rest: text };
  return { thought: match[1]!, isClosed: match[2] !== '', rest: text.slice(match[0].length) };
}
