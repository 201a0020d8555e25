/** What an endpoint may be able to do. */
export const abilities = [
  'logprobs',
  'prefill',
  'scoring',
  'renderedPrompt',
  'tokenise',
  'tools',
  'usageInStream',
  'tokenIdPrompt',
] as const;
export type Ability = (typeof abilities)[number];

export interface Capability {
  readonly has: 'yes' | 'no' | 'unknown';
  /** What the endpoint was seen to do, or not to do, for people. */
  readonly why: string;
}

/** Kinds of servers that are known by what they answer; what they can do is found by asking all the same. */
export const serverKinds = [
  'vllm',
  'sglang',
  'llama.cpp',
  'ollama',
  'tgi',
  'lmdeploy',
  'lmstudio',
  'llamafactory',
  'transformers',
  'openai',
  'unknown',
] as const;
export type ServerKind = (typeof serverKinds)[number];

/** What was found by asking an endpoint once. Plain data: it is kept. */
export interface Capabilities {
  readonly server: ServerKind;
  /** Its version, if it tells. */
  readonly version: string | null;
  /** ISO 8601. */
  readonly askedAt: string;
  readonly models: readonly ServedModel[];
  readonly abilities: Readonly<Record<Ability, Capability>>;
  /** Fields of a chat request that it refuses (422) or is known to take for something else; `tools+stream` and `tools+stream+logprobs`: those together. */
  readonly refusedFields: readonly string[];
  /** How an assistant's beginning is continued. */
  readonly prefill: 'flags' | 'automatic' | null;
  /** Whether an answer that continues a prefill comes with the prefill itself, as a stream and as a whole; not there: not found. */
  readonly prefillRepeats?: { readonly streamed: boolean; readonly whole: boolean };
  /** How the reference can be scored; see `scoring/`. */
  readonly scoring: ScoringRecipe | null;
  /** Where rendered prompts and their tokens come from; see `prompt/`. */
  readonly rendering: RenderingRecipe | null;
  /** Greatest number of alternatives that it gives of a token; null: not known. */
  readonly maxAlternatives: number | null;
  /** LoRA adapters whose scale a request can set (llama.cpp). */
  readonly adapters: readonly { readonly id: number; readonly path: string; readonly scale: number }[];
}

export type ScoringRecipe = 'echo' | 'promptLogprobs' | 'sglangGenerate' | 'tgiGenerate' | 'forced' | 'meanOnly';
export type RenderingRecipe = 'tokenizeMessages' | 'applyTemplate' | 'chatTokenize' | 'debugRender' | 'returnedIds';

export interface ServedModel {
  readonly id: string;
  /** Of an adapter: the model that it belongs to. */
  readonly parent: string | null;
  /** Tokens; null: not told. */
  readonly context: number | null;
}
