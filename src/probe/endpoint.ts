/** What a model is to the team: the one that is being trained, the one it was made from, or another. */
export const endpointRoles = ['fine-tuned', 'base', 'other'] as const;
export type EndpointRole = (typeof endpointRoles)[number];

/** A served model, as a user describes it. Its key is none of its parts: keys are kept apart, by origin. */
export interface Endpoint {
  readonly id: string;
  readonly name: string;
  /** The address under which `/chat/completions` lies, without a slash at its end: `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
  /** As the server names it; for vLLM and the like the name of an adapter also. '': the first that the server lists. */
  readonly model: string;
  readonly role: EndpointRole;
  readonly sampling: Sampling;
  /** Further fields of each request's body (`chat_template_kwargs`, `top_k`, …). What the probe itself sets wins. */
  readonly extraBody: Readonly<Record<string, unknown>>;
  /** Further headers. Never a key: those belong to {@link EndpointKey}s. */
  readonly headers: Readonly<Record<string, string>>;
  /** Scales of LoRA adapters by their ids, for each request (llama.cpp); empty: as the server has them. */
  readonly lora: readonly { readonly id: number; readonly scale: number }[];
  /** Seconds without a byte from the server after which a call is given up; 0: never. Until the first byte it may be loading the model. */
  readonly timeout: number;
  /** A file with certificates (PEM) that are trusted besides the system's; null for none. */
  readonly caFile: string | null;
}

/** Null: what the server does by itself. */
export interface Sampling {
  readonly temperature: number | null;
  readonly topP: number | null;
  /** Tokens of an answer. */
  readonly maxTokens: number | null;
  readonly seed: number | null;
  readonly stop: readonly string[];
}

/** The key of an origin (`https://host:port`), which never leaves for another one; undefined if there is none. */
export type EndpointKey = string | undefined;

/** Where a key belongs to. @throws TypeError if the address is none */
export function originOf({ baseUrl }: Pick<Endpoint, 'baseUrl'>): string {
  return new URL(baseUrl).origin;
}
