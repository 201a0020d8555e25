/** A JSON object of the data. */
export type Fields = Readonly<Record<string, unknown>>;

/** A message as a chat template gets it: `role` and `content`, perhaps `tool_calls`, `reasoning_content` and further fields. */
export interface ChatMessage extends Fields {
  readonly role: string;
}

/** One message of a conversation, with where it comes from. */
export interface ChatTurn {
  /** The role as the data names it (`gpt`, `human`, …); that of `message` is the one that chat templates know. */
  readonly role: string;
  readonly message: ChatMessage;
  /** JSON Pointers (RFC 6901) of the values that the message was read from. */
  readonly pointers: readonly string[];
  /** Its plain texts, one for each string: content, reasoning, names and arguments of calls. */
  readonly texts: readonly string[];
  /** The object in the data, with the fields by which trainers switch training on and off (`weight`, `loss`, …). */
  readonly source: Fields;
}

export interface Conversation {
  readonly turns: readonly ChatTurn[];
  readonly tools?: readonly object[];
  /** JSON Pointer of the tools. */
  readonly toolsPointer?: string;
  /** Further variables that the record gives the template (`chat_template_kwargs`, TRL and ms-swift). */
  readonly variables?: Fields;
  /** The first turn of the completion, where prompt and completion are told apart. */
  readonly completionFrom?: number;
  /** True for plain strings (`text`, `prompt` and `completion`), which are no messages. */
  readonly isPlainText?: true;
}

/** A record as conversations: one, or the chosen and the rejected one of a preference pair. */
export interface Conversations {
  readonly conversation: Conversation;
  readonly rejected?: Conversation;
}

/** Why a record can't be read, for people, and where. */
export interface Unreadable {
  readonly problem: string;
  readonly pointer: string;
}

export function isUnreadable<T extends object>(value: T | Unreadable): value is Unreadable {
  return 'problem' in value;
}

/** Does the model speak in this turn? */
export function isAnswer(turn: ChatTurn): boolean {
  return turn.message.role === 'assistant';
}
