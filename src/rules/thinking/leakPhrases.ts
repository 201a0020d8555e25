/** How models begin to think when nobody is to read it; what follows in an answer by chance is left out. */
export const PHRASES: readonly string[] = [
  ...[
    'Okay, the user',
    'Okay, so the user',
    'Ok, the user',
    'OK, the user',
    'Alright, the user',
    'Alright, so the user',
  ],
  ...[
    'Okay, I need to',
    'Okay, so I need to',
    'Alright, so I need to',
    'Okay, let me',
    'Okay, let’s see',
    "Okay, let's see",
  ],
  ...[
    'Hmm, the user',
    'Hmm, I',
    'Hmm, let me',
    'Let me think',
    'The user is asking',
    'The user wants',
    'The user asked',
    'The user asks',
  ],
  ...[
    'First, I need to understand',
    'First, I need to figure out',
    'I need to figure out what the user',
    'We need to answer',
    'Wait, the user',
  ],
  ...[
    '好的，用户',
    '好，用户',
    '好的,用户',
    '嗯，用户',
    '嗯，我',
    '嗯，这',
    '嗯，让我',
    '用户问的是',
    '用户让我',
    '用户想让',
    '用户希望我',
    '用户要求我',
  ],
  ...[
    '首先，我需要理解',
    '首先，我需要弄清',
    '首先，用户',
    '让我想想',
    '让我思考',
    '我需要先理解',
    '我现在需要',
    '好的，我现在需要',
    '好的，我需要先',
  ],
  ...['好的，让我想', '好的，首先我需要', '好，我现在需要'],
];

/** The phrase with which a text goes on from a place, white space aside. */
export function leakAt(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
  const start = from + /^\s*/.exec(text.slice(from))![0].length;
  const phrase = PHRASES.find((each) => text.startsWith(each, start));
  if (phrase === undefined) return undefined;
  const end = start + phrase.length;
  if (SAID_ALOUD.has(phrase) && text.length - start < SHORTEST_THOUGHT) return undefined;
  return OF_USERS.test(phrase) && !WHAT_USERS_DO.test(text.slice(end, end + 8)) ? undefined : { start, end };
}

/** Answers speak of users too, of what they may do rather than of what they ask. */
const OF_USERS = /^(?:好的?|嗯|首先)[，,]用户$/;
const WHAT_USERS_DO =
  /^(?:问|想|让|要|说|给|发|提|询|希望|现在|正在|刚|又|输入|需要我|这|之前|上传|请|的(?:问题|请求|输入|要求|提问|消息))/;

/** What people say too, in answers of a few lines. */
const SAID_ALOUD = new Set([
  'Hmm, I',
  'Hmm, let me',
  'Let me think',
  '嗯，我',
  '嗯，这',
  '嗯，让我',
  '让我想想',
  '让我思考',
]);
const SHORTEST_THOUGHT = 200;
