import type { RenderingRecipe } from '../capabilities';

/** The prompt as a server makes it of messages, with what starts the answer. */
export interface ServedPrompt {
  readonly recipe: RenderingRecipe;
  /** Null: it tells only tokens. */
  readonly text: string | null;
  /** Null: it tells only the text. */
  readonly ids: readonly number[] | null;
  /** The tokens' texts, where it tells them. */
  readonly pieces: readonly string[] | null;
}

/** The prompt as Tuneset makes it, with the project's tokenizer and template. */
export interface OwnPrompt {
  readonly text: string;
  readonly ids: readonly number[];
  /** One for each id; '' for one that ends within a character. */
  readonly pieces: readonly string[];
  readonly tokenizer: string;
  readonly template: string | null;
  readonly target: string | null;
  /** Why it is close only, for people. */
  readonly note: string | null;
}

/** How the server's prompt differs from ours. */
export interface PromptDrift {
  readonly isSame: boolean;
  /** What was compared: token by token, or only the texts. */
  readonly by: 'ids' | 'text';
  /** The first difference: an index of tokens in both, or UTF-16 units of both texts; null if there is none. */
  readonly at: number | null;
  /** Numbers of tokens; null where not told. */
  readonly ours: number | null;
  readonly theirs: number | null;
  /** Likely cause, for people: a system prompt that the template adds, another date, a missing start token, …; null: none is known. */
  readonly cause: string | null;
}
