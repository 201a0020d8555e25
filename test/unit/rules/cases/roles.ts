import type { Case, Cases } from './case';

const USER = '{"role": "user", "content": "1+1?"}';
const ANSWER = '{"role": "assistant", "content": "2"}';
const SOUND = messages(USER, ANSWER);

function messages(...list: string[]): string {
  return `{"messages": [${list.join(', ')}]}`;
}

function conversation(...list: string[]): string {
  const turns = list.map((turn) => turn.split(':')).map(([from, value]) => `{"from": "${from}", "value": "${value}"}`);
  return `{"conversations": [${turns.join(', ')}]}`;
}

/** A case of messages whose fault stands where `part` does. */
function inMessages(faulty: string, part: string, rest: Partial<Case> = {}): Case {
  return { faulty, at: [`0:${faulty.indexOf(part)}`], sound: SOUND, format: 'messages', ...rest };
}

function inConversation(faulty: string, part: string, rest: Partial<Case> = {}): Case {
  return inMessages(faulty, part, { sound: conversation('human:1+1?', 'gpt:2'), format: 'sharegpt', ...rest });
}

const twoSystems = messages('{"role": "system", "content": "A"}', '{"role": "system", "content": "B"}', USER, ANSWER);
const weighted = (answer: string, later = ''): string =>
  messages(USER, `{"role": "assistant", "content": "2"${answer}}`, ...(later ? [USER, later] : []));
const pair = '"chosen": {"from": "gpt", "value": "2"}, "rejected": {"from": "gpt", "value": "3"}}';

export const roles: Cases = {
  'role-unknown': inConversation(conversation('user:1+1?', 'gpt:2'), '"user"', {
    mended: conversation('human:1+1?', 'gpt:2'),
  }),
  'role-key-missing': inMessages(messages('{"content": "1+1?"}', ANSWER), '{"content": "1+1?"}'),
  'message-not-object': inMessages(messages('"1+1?"'), '"1+1?"'),
  'first-turn-not-user': inConversation(conversation('gpt:Hi', 'human:1+1?', 'gpt:2'), '"gpt"', {
    mended: conversation('human:1+1?', 'gpt:2'),
  }),
  'roles-not-alternating': {
    ...inConversation(conversation('human:a\\\\b', 'human:c', 'gpt:2'), '"human", "value": "c"'),
    mended: conversation('human:a\\\\b\\n\\nc', 'gpt:2'),
  },
  'system-not-first': inMessages(messages(USER, '{"role": "system", "content": "A"}', ANSWER), '"system"', {
    mended: messages('{"role": "system", "content": "A"}', USER, ANSWER),
  }),
  'multiple-systems': inMessages(twoSystems, '"system", "content": "B"', {
    mended: messages('{"role": "system", "content": "A\\n\\nB"}', USER, ANSWER),
  }),
  'last-turn-not-assistant': inMessages(
    messages(USER, ANSWER, '{"role": "user", "content": "Bye"}'),
    '"user", "content": "Bye"',
    {
      mended: SOUND,
    },
  ),
  'no-assistant-turn': inMessages(messages(USER), '[{"role"'),
  'no-user-turn': inMessages(messages(ANSWER), '"assistant"'),
  'no-system': inMessages(SOUND, '{"messages"', {
    sound: messages('{"role": "system", "content": "A"}', USER, ANSWER),
    options: { levels: { 'no-system': 'info' } },
  }),
  'turn-parity': {
    faulty: `${conversation('human:1+1?', 'gpt:5').slice(0, -1)}, ${pair}`,
    at: ['0:64'],
    sound: `${conversation('human:1+1?').slice(0, -1)}, ${pair}`,
    format: 'preference-sharegpt',
  },
  'message-extra-key': inMessages(messages('{"role": "user", "content": "1+1?", "id": 7}', ANSWER), '7}', {
    sound: messages('{"role": "system", "content": "A"}', USER, ANSWER),
    mended: SOUND,
    options: { target: 'openai', levels: { 'no-system': 'off' } },
  }),
  'message-weight-value': inMessages(weighted(', "weight": "1"'), '"1"}', { mended: weighted(', "weight": 1') }),
  'no-trainable-turn': inMessages(weighted(', "weight": 0'), '0}'),
  'last-turn-untrained': inMessages(weighted('', '{"role": "assistant", "content": "3", "train": false}'), 'false'),
};
