/** A message of a chat request: `role`, `content`, perhaps `tool_calls`, `tool_call_id`, `reasoning_content`. */
export interface RequestMessage extends Readonly<Record<string, unknown>> {
  readonly role: string;
}

/** One place of a record that a model can be asked for: what comes before an assistant's turn, and that turn as the reference. */
export interface ProbeCase {
  /** 0-based. */
  readonly record: number;
  /** What the record says, hashed; see `review/recordKey.ts`. Results follow their records by it. */
  readonly key: string;
  /** Index of the turn in `PreviewSample.turns` (allTurns of the sample); of a pair, the first turn of the chosen answer. */
  readonly turn: number;
  /** What is sent, oldest first. */
  readonly messages: readonly RequestMessage[];
  /** Tool definitions in OpenAI's shape; null for none. */
  readonly tools: readonly object[] | null;
  /** `chat_template_kwargs` of the record. */
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly reference: Reference;
  /** Further references that are as good: none today but a pair's rejected answer is told as such. */
  readonly rejected: Reference | null;
  /** Task types as text, and kinds of the robustness marker. */
  readonly taskTypes: readonly string[];
  readonly kinds: readonly string[];
  readonly isMarked: boolean;
  /** Turns of the user and the assistant up to and with the reference. */
  readonly turnCount: number;
}

export interface Reference {
  readonly content: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
  /** The assistant's message as a request has it. */
  readonly message: RequestMessage;
}

/** Why a record can't be asked for; `problem`: for people. */
export interface NoCase {
  readonly record: number;
  readonly problem: string;
}

export function isCase(result: ProbeCase | NoCase): result is ProbeCase {
  return !('problem' in result);
}
