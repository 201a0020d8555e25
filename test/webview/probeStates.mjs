/**
 * @typedef {import('../../src/protocol/probe').ProbeState} ProbeState
 * @typedef {import('../../src/protocol/probe').ProbeCall} ProbeCall
 * @typedef {import('../../src/protocol/probe').ProbeCase} ProbeCase
 * @typedef {import('../../src/protocol/probe').ProbeEndpoint} ProbeEndpoint
 * @typedef {import('../../src/protocol/probe').Answer} Answer
 * @typedef {import('../../src/protocol/probe').AnswerToken} AnswerToken
 * @typedef {import('../../src/protocol/probe').Capabilities} Capabilities
 * @typedef {import('../../src/protocol/probe').ReferenceScore} ReferenceScore
 */

/** Of the sample that `states.mjs` makes. */
const DIGEST = 'd'.repeat(64);

export const REFERENCE = 'Air scatters short waves more than long ones, so the sky is blue.';

const usual = { temperature: null, topP: null, maxTokens: null, seed: null, stop: [] };

/** @param {Partial<Record<keyof Capabilities['abilities'], string>>} [lacks] why it can't, by what it can't do @returns {Capabilities} */
export function capabilities(lacks = {}) {
  /** @type {readonly (keyof Capabilities['abilities'])[]} */
  const names = [
    'logprobs',
    'prefill',
    'scoring',
    'renderedPrompt',
    'tokenise',
    'tools',
    'usageInStream',
    'tokenIdPrompt',
  ];
  const abilities = names.map((name) => [
    name,
    { has: name in lacks ? 'no' : 'yes', why: lacks[name] ?? 'It was seen to.' },
  ]);
  return {
    ...{ server: 'vllm', version: '0.11.0', askedAt: '2026-03-01T10:00:00Z', models: [], refusedFields: [] },
    ...{ prefill: 'flags', scoring: 'echo', rendering: 'tokenizeMessages', maxAlternatives: 20, adapters: [] },
    abilities: Object.fromEntries(abilities),
  };
}

/** @param {Partial<ProbeEndpoint>} [changes] @returns {ProbeEndpoint} */
export function endpoint(changes = {}) {
  return {
    ...{ id: 'tuned', name: 'Tuned', model: 'demo-tuned', role: 'fine-tuned', sampling: usual },
    capabilities: capabilities(),
    ...changes,
  };
}

export const base = endpoint({ id: 'base', name: 'Base', model: 'demo-base', role: 'base' });

/** @param {Partial<ProbeCase>} [changes] @returns {ProbeCase} */
export function probeCase(changes = {}) {
  return {
    ...{ record: 2, key: 'k', turn: 1, tools: null, variables: null, rejected: null, taskTypes: [], kinds: [] },
    ...{ isMarked: false, turnCount: 2 },
    messages: [
      { role: 'system', content: 'You are a patient teacher.' },
      { role: 'user', content: 'Why is the sky blue?' },
    ],
    reference: {
      ...{ content: REFERENCE, reasoning: '', calls: [] },
      message: { role: 'assistant', content: REFERENCE },
    },
    ...changes,
  };
}

/** @param {Partial<Answer>} [changes] @returns {Answer} */
export function answer(changes = {}) {
  return {
    ...{
      state: 'finished',
      fault: null,
      reasoning: '',
      calls: [],
      finish: 'stop',
      tokens: null,
      tokensAreLossy: false,
    },
    content: 'Air scatters short waves more than others, so the sky looks blue.',
    ...{ usage: { prompt: 24, completion: 17 }, firstTokenMs: 120, totalMs: 980, model: 'demo-tuned' },
    sent: { sampling: { ...usual, temperature: 0.7, seed: 7 }, model: 'demo-tuned', stream: true, leftOut: [] },
    ...changes,
  };
}

/** @param {Partial<ProbeCall>} [changes] @returns {ProbeCall} */
export function call(changes = {}) {
  return {
    ...{ id: 'c1', group: 'g1', turn: 1, try: 0, at: '2026-03-01T10:00:00Z', messages: null, prefill: '' },
    ...{ progress: 'done', elapsed: 980, answer: answer(), judgement: null, isBest: null },
    endpoint: { id: 'tuned', name: 'Tuned', model: 'demo-tuned', role: 'fine-tuned' },
    ...changes,
  };
}

/** A call of which nothing has come. @param {Partial<ProbeCall>} [changes] */
export function waiting(changes = {}) {
  const none = answer({ content: '', finish: null, usage: null, firstTokenMs: null, totalMs: 0, model: null });
  return call({ progress: 'waiting', elapsed: 0, answer: none, ...changes });
}

/** @param {Partial<ProbeState>} [changes] @returns {ProbeState} */
export function probeState(changes = {}) {
  return {
    ...{
      endpoints: [endpoint(), base],
      locked: null,
      digest: DIGEST,
      turns: [1],
      case: probeCase(),
      calls: [],
      classes: [],
    },
    ...changes,
  };
}

/**
 * A token of a text, with how likely it was.
 *
 * @param {string} text
 * @param {number} probability
 * @param {Readonly<Record<string, number>>} [others] alternatives with their probabilities
 * @returns {AnswerToken}
 */
export function token(text, probability, others = {}) {
  const told = (/** @type {string} */ each, /** @type {number} */ value) => ({
    ...{ text: each, bytes: [...new TextEncoder().encode(each)], id: each.length + 100 * each.charCodeAt(0) },
    logprob: Math.log(value),
  });
  const alternatives = Object.entries({ [text]: probability, ...others }).map(([each, value]) => told(each, value));
  return { ...told(text, probability), alternatives: alternatives.sort((a, b) => b.logprob - a.logprob) };
}

/** The tokens of the usual answer. */
export const tokens = [
  token('Air', 0.97, { The: 0.02 }),
  token(' scatters', 0.81, { ' bends': 0.1 }),
  token(' short', 0.6, { ' blue': 0.35 }),
  token(' waves', 0.93),
  token(' more', 0.99),
  token(' than', 0.995),
  token(' others', 0.12, { ' long': 0.7, ' red': 0.1 }),
  token(',', 0.45, { '.': 0.5 }),
  token(' so', 0.7),
  token(' the', 0.98),
  token(' sky', 0.99),
  token(' looks', 0.01, { ' is': 0.9 }),
  token(' blue', 0.95),
  token('.', 0.999),
];

/** @type {ReferenceScore} */
export const score = {
  recipe: 'echo',
  tokens: [
    { ...token('Air', 0.9), rank: 1 },
    { ...token(' scatters', 0.3, { ' is': 0.5 }), rank: 2 },
    { ...token(' short', 0.004), rank: 57 },
    { ...token('.', 0.8), rank: 1 },
  ],
  end: { ...token('<|im_end|>', 0.98), rank: 1 },
  ...{ count: 4, meanNll: 1.7626, perplexity: 5.8275, movedBoundary: 1, note: null },
};
