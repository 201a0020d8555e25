/**
 * Special tokens of the chat templates that LLaMA-Factory has (src/llamafactory/data/template.py). Left out are those that belong to other rules:
 * thoughts, tool calls, and the placeholders of media.
 */
const NAMES = [
  ...[
    'im_start',
    'im_end',
    'im_sep',
    'im_middle',
    'user',
    'assistant',
    'system',
    'observation',
    'tool',
    'eot_id',
    'eom_id',
  ],
  ...[
    'start_header_id',
    'end_header_id',
    'begin_of_text',
    'end_of_text',
    'endoftext',
    'startoftext',
    'end',
    'start',
    'message',
  ],
  ...[
    'channel',
    'end_of_sentence',
    'eot',
    'header_start',
    'header_end',
    'start_of_role',
    'end_of_role',
    'START_OF_TURN_TOKEN',
  ],
  ...[
    'END_OF_TURN_TOKEN',
    'CHATBOT_TOKEN',
    'USER_TOKEN',
    'SYSTEM_TOKEN',
    'image_pad',
    'video_pad',
    'audio_pad',
    'vision_start',
  ],
  ...[
    'vision_end',
    'audio_bos',
    'audio_eos',
    'extra_0',
    'eos',
    'bos',
    'return',
    'call',
    'fim_prefix',
    'fim_middle',
    'fim_suffix',
  ],
];
const PLAIN = [
  '<start_of_turn>',
  '<end_of_turn>',
  '<<SYS>>',
  '<</SYS>>',
  '[INST]',
  '[/INST]',
  '[gMASK]',
  ']~b]',
  '[e~[',
];

/** Tokens that are nothing else wherever they stand. */
export const TOKEN = new RegExp(
  [
    `<\\|(?:${NAMES.join('|')})\\|>`,
    '<｜(?:User|Assistant|begin▁of▁sentence|end▁of▁sentence|hy_[^｜<>]{1,40})｜>',
    ...PLAIN.map((token) => token.replace(/[[\]/]/g, '\\$&')),
  ].join('|'),
  'g',
);

/**
 * Tokens that are also HTML or other notation: only at the very start or end of a text, where no such thing can be meant.
 */
export const AT_ENDS = /^(?:<s>|<bos>|<sop>)|(?:<\/s>|<eos>|<eod>)\s*$/g;

/** What a text holds that has one of them. */
export const TOKEN_CLUES = [
  '<|',
  '<｜',
  '<start_of_turn>',
  '<end_of_turn>',
  '<<SYS>>',
  '<</SYS>>',
  '[INST]',
  '[/INST]',
  '[gMASK]',
  '~',
  '<s>',
  '</s>',
  '<bos>',
  '<eos>',
  '<sop>',
  '<eod>',
];

const MAYBE = new RegExp(`${TOKEN.source}|<\\xef\\xbd\\x9c|${AT_ENDS.source}`);

/** True if a text, maybe of bytes, has a token. */
export function mayHaveToken(text: string): boolean {
  return MAYBE.test(text);
}
