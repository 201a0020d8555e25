import * as l10n from '@vscode/l10n';

/** What of an answer is trained. */
export type TrainedPart =
  /** What the template's generation markers enclose; without markers as `completion`. */
  | 'marked'
  /** Everything behind the generation prompt: the message and what the template ends it with. */
  | 'completion'
  /** What depends on the message, and the first EOS token within three tokens behind it. */
  | 'content-and-eos';

/** How a trainer makes token ids and labels of a conversation. One entry for each, no code elsewhere. */
export interface Trainer {
  /** Tokens; the trainer's own default. Undefined: as many as the model takes. */
  readonly cutoff?: number;
  /** What is done with longer samples: the end is cut, or the sample is left out. */
  readonly overCutoff: 'truncate' | 'drop';
  /** Why a longer sample is left out, in the trainer's words if it has any. */
  readonly tooLong: (tokens: number, cutoff: number) => string;
  /** Why a sample is left out of which truncation left nothing trained. Undefined: it stays. */
  readonly nothingLeft?: (cutoff: number) => string;
  /** The error at a sample without answers, where only answers are to be trained. Undefined: none. */
  readonly noAnswer?: string;
  /** What is trained if nothing else is asked for. */
  readonly trains: 'everything' | 'answers';
  /** Are only completions trained where records tell them from prompts? */
  readonly trainsCompletionsOnly: boolean;
  readonly part: TrainedPart;
  /** Does it need generation markers to train answers only? Without them it stops, or takes another template (TRL, chat_template_utils). */
  readonly needsMarkers: boolean;
  /** Fields of a message that switch it on or off, the first that is there decides. */
  readonly switches: readonly string[];
  /** Do the switches work for other messages than answers, too? */
  readonly switchesAll: boolean;
  /** What stays trained of the history when it is masked: the last answer, or all answers behind the last user message. */
  readonly unmasked: 'last-answer' | 'last-round';
  /** Are stretches with and without loss tokenised apart, so that no token lies across their border? */
  readonly tokenizesApart: boolean;
  /** Is the first token never trained? */
  readonly skipsFirst: boolean;
  /** Are plain strings (`prompt`, `completion`) made messages? Otherwise they are joined as they are. */
  readonly chatsPlainText: boolean;
  /** Does a plain text get an EOS token if it has none? */
  readonly endsPlainText: boolean;
  /** Are arguments of function calls that are JSON text parsed before the template gets them? */
  readonly parsesArguments: boolean;
}

export type TrainerId = 'trl' | 'ms-swift' | 'axolotl' | 'openai';

export const trainers: Readonly<Record<TrainerId, Trainer>> = {
  // trl/trainer/sft_config.py (max_length 1024, truncation_mode keep_start, assistant_only_loss, completion_only_loss) and sft_trainer.py
  // (`_prepare_dataset`, `tokenize_fn`); rows without trained tokens after truncation go without a word.
  trl: {
    cutoff: 1024,
    overCutoff: 'truncate',
    tooLong: () => '',
    nothingLeft: (cutoff) =>
      l10n.t('TRL leaves this record out without a message: nothing within the first {0} tokens is trained.', cutoff),
    noAnswer:
      "You're using `assistant_only_loss=True`, but at least one example has no assistant tokens. This usually means the tokenizer's chat " +
      "template doesn't generate assistant masks — it may be missing the `{% generation %}` keyword. Please check the template and ensure " +
      "it's correctly configured to support assistant masking.",
    trains: 'everything',
    trainsCompletionsOnly: true,
    part: 'marked',
    needsMarkers: true,
    switches: [],
    switchesAll: false,
    unmasked: 'last-answer',
    tokenizesApart: false,
    skipsFirst: false,
    chatsPlainText: false,
    endsPlainText: true,
    parsesArguments: false,
  },
  // swift/template/base.py (`_encode_truncated`, `_encode`, `_add_dynamic_eos`), swift/loss_scale/base.py (strategies default, last_round,
  // all), swift/template/template_inputs.py; truncation_strategy delete, max_length: the model's.
  'ms-swift': {
    overCutoff: 'drop',
    tooLong: (tokens, cutoff) => `Current length of row(${tokens}) is larger than the max_length(${cutoff}).`,
    trains: 'answers',
    trainsCompletionsOnly: false,
    part: 'completion',
    needsMarkers: false,
    switches: ['loss', 'loss_scale'],
    switchesAll: false,
    unmasked: 'last-round',
    tokenizesApart: true,
    skipsFirst: true,
    chatsPlainText: true,
    endsPlainText: true,
    parsesArguments: true,
  },
  // src/axolotl/prompt_strategies/chat_template.py (roles_to_train assistant, train_on_eos turn, `find_turn`), sequence_len 512,
  // excess_length_strategy drop. `train` is the field of the documentation's examples for `message_field_training`.
  axolotl: {
    cutoff: 512,
    overCutoff: 'drop',
    tooLong: (tokens, cutoff) =>
      l10n.t('Axolotl leaves this record out: {0} tokens are more than sequence_len, {1}.', tokens, cutoff),
    trains: 'answers',
    trainsCompletionsOnly: false,
    part: 'content-and-eos',
    needsMarkers: false,
    switches: ['train', 'training'],
    switchesAll: true,
    unmasked: 'last-answer',
    tokenizesApart: false,
    skipsFirst: false,
    chatsPlainText: false,
    endsPlainText: true,
    parsesArguments: true,
  },
  // OpenAI's guide "Supervised fine-tuning", token limits: examples are cut at their end, at 65,536 tokens for gpt-4.1 and gpt-4o; API
  // reference, `weight`. `loss_weight` is what Volcengine Ark and Aliyun Bailian call it. How OpenAI renders a conversation isn't public.
  openai: {
    cutoff: 65_536,
    overCutoff: 'truncate',
    tooLong: () => '',
    trains: 'answers',
    trainsCompletionsOnly: false,
    part: 'marked',
    needsMarkers: false,
    switches: ['weight', 'loss_weight'],
    switchesAll: false,
    unmasked: 'last-answer',
    tokenizesApart: false,
    skipsFirst: false,
    chatsPlainText: false,
    endsPlainText: false,
    parsesArguments: false,
  },
};
