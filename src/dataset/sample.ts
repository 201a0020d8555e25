/**
 * What a turn is: `tool` is the result of a tool; calls are turns of the assistant; `other` is a role with a name of its own (背景, 旁白, …).
 */
export type Role = 'system' | 'user' | 'assistant' | 'tool' | 'other';

/** One message of a sample. Pointers are JSON Pointers (RFC 6901) into the record. */
export interface Turn {
  readonly role: Role;
  /** The role as the data names it (`human`, `gpt`, `function_call`, `背景`); the role itself where the format has no names for it. */
  readonly name: string;
  /** True if the format, its mapping or the project knows the name. */
  readonly isKnown: boolean;
  /** The text, with parts of type text joined; '' if there is none that can be read. */
  readonly content: string;
  /** The content has parts that are neither text nor thought nor call, such as images. */
  readonly hasOtherParts?: true;
  /** The values that the content was read from, in the order in which they were joined. */
  readonly pointers: readonly string[];
  /** The message; of a turn that is a field of the record, that field. */
  readonly pointer: string;
  /** The message as it stands; absent where the turn is a field of the record. */
  readonly source?: Readonly<Record<string, unknown>>;
  /** Where the role stands, if it stands anywhere. */
  readonly rolePointer?: string;
  readonly calls?: Calls;
  /** A thought in a field of its own (`reasoning_content`, parts of type `reasoning`). */
  readonly reasoning?: { readonly text: string; readonly pointer: string };
  /** What switches the training of the turn on or off (`weight`, `loss`, `loss_weight`, `train`), as it stands in the data. */
  readonly weight?: { readonly key: string; readonly value: unknown; readonly pointer: string };
  /** Of a tool's result: which call it answers. */
  readonly callId?: { readonly value: unknown; readonly pointer: string };
}

/** The calls of a turn: a list in the message (`tool_calls`), or JSON text (ShareGPT's `function_call`). */
export interface Calls {
  readonly form: 'list' | 'text';
  /** The list, or the string that holds the text. */
  readonly pointer: string;
  /** The value of the list or of the text without a thought in front of it; undefined if the text is no JSON. */
  readonly value: unknown;
  /** What could be read of it. */
  readonly calls: readonly ToolCall[];
}

export interface ToolCall {
  /** The call as it stands; what holds name and arguments may be its `function`. */
  readonly source: unknown;
  /** In a list: the call. In a text: the string that holds it; `path` tells where in it. */
  readonly pointer: string;
  /** Where the call stands in the value of the text; empty for a lone call, and in a list. */
  readonly path: readonly (string | number)[];
  readonly name: string | undefined;
  /** The arguments as they stand: an object, or a string that holds one; undefined if there are none. */
  readonly arguments: unknown;
  readonly id: unknown;
}

/** The tools that a record declares. */
export interface Tools {
  /** The field, or the string that holds them as JSON. */
  readonly pointer: string;
  readonly form: 'value' | 'text';
  /** What stands there, parsed if it is a text; undefined if the text is no JSON. */
  readonly value: unknown;
  /** The text is nothing but white space. */
  readonly isBlank?: true;
}

/** One of the answers of a preference pair. */
export interface Answer {
  readonly turns: readonly Turn[];
  /** Where both answers repeat the prompt: what stands before the turns in this one. */
  readonly repeated?: readonly Turn[];
  /** The field. */
  readonly pointer: string;
}

export type MediumKind = 'image' | 'video' | 'audio';

/** The images, videos or audios of a record, in the order in which the placeholders name them. */
export interface Media {
  readonly kind: MediumKind;
  /** The field, or the message's part. */
  readonly pointer: string;
  readonly items: readonly { readonly value: unknown; readonly pointer: string }[];
}

/** A record read through its format: one conversation, oldest turn first. */
export interface Sample {
  /** Of a preference pair: what both answers follow. */
  readonly turns: readonly Turn[];
  /** Index of the first turn of the completion, where the format tells it from the prompt. */
  readonly completionFrom?: number;
  /** The turns are texts and no messages: a text for pre-training, or prompt and completion as strings. */
  readonly isPlainText?: true;
  readonly tools?: Tools;
  readonly preference?: { readonly chosen?: Answer; readonly rejected?: Answer };
  /** Whether the answer is desired (KTO). */
  readonly label?: { readonly value: unknown; readonly pointer: string };
  readonly media?: readonly Media[];
}

/** Every turn of a sample, those of both answers of a pair too. */
export function allTurns({ turns, preference }: Sample): readonly Turn[] {
  return preference ? [...turns, ...(preference.chosen?.turns ?? []), ...(preference.rejected?.turns ?? [])] : turns;
}
