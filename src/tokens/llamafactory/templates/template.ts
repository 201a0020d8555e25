/** A piece of a slot: text, the tokenizer's own BOS or EOS, or a token that is written out and taken whole. */
export type Slot = string | { readonly special: 'bos' | 'eos' } | { readonly token: string };
export type Slots = readonly Slot[];

/**
 * A chat template of LLaMA-Factory as it is registered in its data/template.py; what is left out has the defaults of `register_template`.
 */
export interface TemplateData {
  /** In front of everything. */
  readonly prefix?: Slots;
  readonly system?: Slots;
  readonly user?: Slots;
  readonly assistant?: Slots;
  readonly observation?: Slots;
  /** Of turns that call tools; as `assistant` if left out. */
  readonly function?: Slots;
  /** System message of records that have none. */
  readonly defaultSystem?: string;
  readonly stopWords?: readonly string[];
  /** The first stop word becomes the tokenizer's EOS token. */
  readonly replaceEos?: boolean;
  /** Turns end without EOS: it is put once behind the last turn, and earlier turns' ends are trained on the next prompt's first token. */
  readonly efficientEos?: boolean;
  /** Opening and closing words of a thought. */
  readonly thoughtWords?: readonly [string, string];
  /** Adds an empty thought to answers without one: `full` (both words) or `closing` (the closing word only). */
  readonly reasoning?: 'full' | 'closing';
  /** The system message stands within the first user message (`Llama2Template`). */
  readonly systemInUser?: boolean;
  /** How tools and calls are written, see toolFormats. */
  readonly toolFormat?: string;
  /** A slot that takes the tools' text as it is, in place of the tool format's own. */
  readonly toolSlot?: string;
  readonly toolCallWords?: readonly [string, string];
  /** The template takes images, videos or audio, whose tokens only the model's processor knows. */
  readonly media?: boolean;
  /** Its output was compared, id by id, with that of the real LLaMA-Factory. The others are read from its source only. */
  readonly proven?: boolean;
}

export const BOS: Slot = { special: 'bos' };
export const EOS: Slot = { special: 'eos' };
