import type { Columns } from './llamafactory/columns';

/** The trainers whose treatment of a record is known. */
export const targets = ['llamafactory', 'ms-swift', 'trl', 'axolotl', 'openai'] as const;
export type Target = (typeof targets)[number];

/** Of LLaMA-Factory: the stage whose processor reads the data. */
export const stages = ['sft', 'rm', 'kto', 'ppo', 'pt'] as const;
export type Stage = (typeof stages)[number];

/** `on`: answers without a thought get an empty one; `off`: thoughts are taken out; `keep`: thoughts stay, an empty one isn't trained. */
export const thinkingModes = ['on', 'off', 'keep'] as const;
export type Thinking = (typeof thinkingModes)[number];

/** Bundled, and used where nobody chose another. */
export const DEFAULT_TOKENIZER = 'qwen3';

/** The name of a template that adds nothing: the plain text of each turn is counted. */
export const NO_TEMPLATE = 'none';

/** How records are measured: what `tuneset.json`, the settings and the command line say. */
export interface MeasureSettings {
  /** A bundled id, a folder or a hub id. */
  readonly tokenizer: string;
  /** Without a target records are rendered with the tokenizer's chat template and nothing is cut. */
  readonly target?: Target | undefined;
  /** `none`, a template of LLaMA-Factory, a named chat template of the tokenizer, or the path of a `.jinja` file; else the target's choice. */
  readonly template?: string | undefined;
  /** Tokens a record may have, Infinity for any number; else the target's default. */
  readonly cutoffLength?: number | undefined;
  readonly thinking?: Thinking | undefined;
  /** Train the last answer only. */
  readonly maskHistory?: boolean | undefined;
  /** Train prompts too. */
  readonly trainOnPrompt?: boolean | undefined;
  /** The following are LLaMA-Factory's. */
  readonly stage?: Stage | undefined;
  /** Records are packed, which takes one token off the cutoff; undefined: in stage pt only. */
  readonly packing?: boolean | undefined;
  /** Thoughts of earlier answers stay. */
  readonly preserveThinking?: boolean | undefined;
  /** In place of the template's own system prompt. */
  readonly defaultSystem?: string | undefined;
  /** In place of the template's own way to write tools. */
  readonly toolFormat?: string | undefined;
  /** `dataset_info.json` (parsed) and the dataset's name in it. */
  readonly datasetInfo?: { readonly value: unknown; readonly name: string } | undefined;
  /**
   * What the file's records hold together, if it is known: LLaMA-Factory stumbles over a column that no record has. `mixed`: a column holds different
   * types, and who measures tells of it.
   */
  readonly columns?: Columns | 'mixed' | undefined;
}
