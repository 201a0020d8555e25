import { answer, call, capabilities, endpoint, probeCase, probeState, token, waiting } from './probeStates.mjs';
import { panelState, sample, turn } from './states.mjs';

/**
 * @typedef {import('../../src/protocol/preview').PreviewSample} PreviewSample
 * @typedef {import('../../src/protocol/preview').ModelView} ModelView
 */

const roles = /** @type {const} */ (['system', 'user', 'assistant', 'tool', 'other']);

/**
 * A state in which every string that comes from data, and those that the server makes of it, say one of these texts.
 *
 * @param {readonly string[]} texts at least one
 * @returns {import('../../src/protocol/panel').PanelState}
 */
export function hostileState(texts) {
  const first = hostileSample(texts);
  const pair = { ...hostileSample(texts.slice(1).concat(texts)), isPair: true };
  const other = {
    ...pair,
    turns: pair.turns.map((each, i) => ({
      ...each,
      side: i % 2 ? /** @type {const} */ ('chosen') : /** @type {const} */ ('rejected'),
    })),
  };
  const [text = ''] = texts;
  return panelState(first, {
    name: text,
    uri: `file:///data/${encodeURIComponent(text.toWellFormed())}.jsonl`,
    query: { filter: 'all', search: text },
    searchFault: text,
    isReviewing: true,
    other: { record: 1, name: text, sample: other },
  });
}

/**
 * A preference pair of such texts, to be compared word by word.
 *
 * @param {readonly string[]} texts
 */
export function hostilePair(texts) {
  const made = hostileSample(texts);
  const turns = texts.flatMap((text, i) => [
    turn({ side: 'chosen', pointer: `/chosen/${i}` }, text),
    turn({ side: 'rejected', pointer: `/rejected/${i}` }, `${text} ${texts[i + 1] ?? text}`),
  ]);
  return panelState({ ...made, turns, isPair: true });
}

/**
 * A record that can't be read, and a file without records.
 *
 * @param {string} text
 */
export function hostileEnds(text) {
  return [
    panelState(sample({ turns: [], unreadable: { reason: text, text } }), { name: text }),
    panelState(sample(), { name: text, sample: { kind: 'none', message: text } }),
  ];
}

/**
 * @param {readonly string[]} texts
 * @returns {PreviewSample}
 */
function hostileSample(texts) {
  const media = texts.map((name, i) => ({
    kind: /** @type {const} */ ('image'),
    name,
    pointer: `/images/${i}`,
    uri: null,
    reason: name,
  }));
  const findings = texts.map((text, i) => ({
    rule: text,
    level: /** @type {const} */ ('error'),
    message: text,
    pointer: `/messages/${i}`,
    fixes: [text, text],
  }));
  const [text = ''] = texts;
  return sample({
    formatId: text,
    format: text,
    turns: texts.map((each, i) => hostileTurn(each, i)),
    verdict: { value: text, pointer: '/label' },
    tools: {
      pointer: '/tools',
      tools: texts.map((each) => ({ name: each, description: each, parameters: json(each) })),
      text,
    },
    media,
    labels: { types: texts, kinds: texts, isMarked: true, variantOf: text },
    fields: texts.map((each) => ({ name: each, pointer: `/${each}`, value: each })),
    findings,
    tokens: {
      ...{ tokenizer: text, template: text, target: text, cutoff: 10, exact: false, status: 'dropped', reason: text },
      ...{ tokens: 10, trained: 5, kept: 5, keptTrained: 2, rejected: null },
    },
    roles: texts,
    review: {
      ...{ verdict: 'needs-work', note: text, reviewer: text, at: '2026-01-01T00:00:00Z' },
      progress: { records: 10, accepted: 1, rejected: 1, needsWork: 1 },
    },
  });
}

/**
 * @param {string} text
 * @param {number} i
 */
function hostileTurn(text, i) {
  const role = roles[i % roles.length] ?? 'other';
  return turn(
    {
      ...{ role, name: text, isKnown: role !== 'other', pointer: `/messages/${i}`, callId: text, weight: text },
      reasoning: { text, pointer: `/messages/${i}/reasoning` },
      calls: [{ name: text, arguments: json(text), id: text, pointer: `/messages/${i}/tool_calls/0` }],
      callsAreText: i % 2 === 1,
      media: [i],
      findings: [i],
      tokens: { tokens: 3, trained: 1, kept: 2, keptTrained: 1, lostThought: i % 2 === 0 },
      can: { setRole: text, addAfter: null, delete: null, moveUp: text, moveDown: null, merge: text, split: text },
    },
    text,
  );
}

/**
 * Arguments of a call, with keys that would like to be more than keys.
 *
 * @param {string} text
 */
function json(text) {
  const quoted = JSON.stringify(text);
  return `{\n  "__proto__": {"polluted": ${quoted}},\n  "constructor": {"prototype": {"polluted": ${quoted}}},\n  ${quoted}: ${quoted}\n}`;
}

/**
 * What the model would see of such texts.
 *
 * @param {readonly string[]} texts
 * @returns {ModelView}
 */
export function hostileModel(texts) {
  const pieces = texts.flatMap((text) => text.match(/[^]{1,5}/gu) ?? []).slice(0, 3000);
  const [text = ''] = texts;
  const counts = { tokens: 100, trained: 50, kept: 80, keptTrained: 40 };
  /** @param {(i: number) => boolean} is @returns {(0 | 1)[]} */
  const flags = (is) => pieces.map((_, i) => (is(i) ? 1 : 0));
  return {
    ...{ digest: 'd'.repeat(64), tokenizer: text, template: text, target: text, cutoff: 10, exact: false, note: text },
    ...{ templates: texts, defaults: { template: text, thinking: 'keep', cutoff: 10 }, hasThinking: true },
    sequences: [
      {
        ...{ side: null, status: 'failed', reason: text, total: pieces.length + 1 },
        ...{
          ids: pieces.map((_, i) => i),
          texts: pieces,
          joined: flags(() => false),
          special: flags((i) => i % 7 === 0),
        },
        ...{
          trained: flags((i) => i % 3 === 0),
          cut: flags((i) => i > 100),
          turn: pieces.map((_, i) => i % texts.length),
        },
        turns: texts.map((each) => ({ role: each, pointers: [`/${each}`], ...counts })),
        counts,
      },
    ],
  };
}

/**
 * A record of a file, as JSON, that has such texts wherever it can.
 *
 * @param {readonly string[]} texts
 */
export function hostileRecord(texts) {
  const messages = texts.map((text, i) => ({
    role: i % 5 === 4 ? text : i % 2 ? 'assistant' : 'user',
    content:
      i % 3 === 2
        ? [
            { type: 'text', text },
            { type: text, [text]: text },
          ]
        : text,
    ...(i % 7 === 1 ? { tool_calls: [{ id: text, type: 'function', function: { name: text, arguments: text } }] } : {}),
    ...(i % 11 === 3 ? { reasoning_content: text } : {}),
  }));
  const tools = texts.map((name) => ({
    type: 'function',
    function: { name, description: name, parameters: { [name]: name } },
  }));
  const [text = ''] = texts;
  return JSON.stringify({
    messages,
    tools,
    images: texts,
    task_type: text,
    robustness: text,
    variant_of: text,
    [text]: text,
  });
}

/**
 * A probe in which endpoints, prompts, references and answers say such texts.
 *
 * @param {readonly string[]} texts at least one
 */
export function hostileProbe(texts) {
  const all = texts.join('\n\n');
  const [text = ''] = texts;
  const calls = texts.map((each) => ({ id: each, name: each, arguments: json(each) }));
  const pieces = (all.match(/[^]{1,9}/gu) ?? [])
    .slice(0, 400)
    .map((each, i) => token(each, (i % 9) / 9 + 0.01, { [text]: 0.3 }));
  const abilities = capabilities({ prefill: text, logprobs: text, scoring: text, renderedPrompt: text });
  const reference = { content: all, reasoning: all, calls, message: { role: 'assistant', content: all } };
  const said = answer({
    ...{ content: `${text}\n${all}`, reasoning: all, calls, finish: text, tokens: pieces, model: text },
    sent: { sampling: { ...answer().sent.sampling, stop: texts }, model: text, stream: true, leftOut: texts },
  });
  const fault = { kind: /** @type {const} */ ('server'), message: text, detail: all, status: 500 };
  const who = { id: text, name: text, model: text, role: /** @type {const} */ ('other') };
  const judgement = { class: text, note: text };
  return probeState({
    ...{ turns: [0, 1], classes: texts },
    endpoints: [
      endpoint({ id: text, name: text, model: text, capabilities: abilities }),
      endpoint({ id: 'b', name: text }),
    ],
    case: probeCase({
      ...{ reference, rejected: reference, taskTypes: texts },
      messages: texts.flatMap((each) => [
        { role: each, content: each },
        { role: 'user', content: [{ type: 'text', text: each }] },
      ]),
    }),
    calls: [
      call({ id: 'a', group: 'g0', endpoint: who, prefill: text, answer: said, judgement }),
      call({ id: 'b', group: 'g1', endpoint: who, prefill: text, answer: said, judgement }),
      call({ id: 'c', group: 'g1', try: 1, endpoint: who, answer: answer({ state: 'failed', content: all, fault }) }),
      waiting({ id: 'd', group: 'g1', try: 2, endpoint: who, progress: 'receiving', answer: answer({ content: all }) }),
    ],
  });
}
