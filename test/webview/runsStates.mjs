/**
 * @typedef {import('../../src/protocol/probeRuns').RunsState} RunsState
 * @typedef {import('../../src/protocol/probeRuns').ShownRun} ShownRun
 * @typedef {import('../../src/protocol/probeRuns').RunReport} RunReport
 * @typedef {import('../../src/protocol/probeRuns').ReportGroup} ReportGroup
 * @typedef {import('../../src/protocol/probeRuns').ListedCall} ListedCall
 * @typedef {import('../../src/protocol/probe').ProbeEndpoint} ProbeEndpoint
 */

const sampling = { temperature: 0, topP: null, maxTokens: 512, seed: 1, stop: [] };

/** @type {readonly ProbeEndpoint[]} */
export const endpoints = [
  { id: 'tuned', name: 'Qwen3 after SFT', model: 'demo-tuned', role: 'fine-tuned', sampling, capabilities: null },
  { id: 'base', name: 'Qwen3', model: 'demo-base', role: 'base', sampling, capabilities: null },
];

/** @type {RunReport['plan']} */
export const plan = {
  kind: 'run',
  version: 1,
  id: 'run-2',
  name: 'after epoch 2',
  at: '2026-11-20T09:30:00.000Z',
  dataset: 'train.jsonl',
  selection: '10 of each task type',
  cases: 500,
  endpoints: endpoints.map(({ id, name, model, role }) => ({
    ...{ id, name, model, role, sampling, lora: [] },
    baseUrl: 'http://127.0.0.1:8000/v1',
  })),
  sampling: {},
  tries: 1,
  measures: [{ kind: 'normalised' }, { kind: 'rougeL' }, { kind: 'nll' }, { kind: 'contains', text: '```json' }],
  limits: { concurrency: 8, requestsPerMinute: null, tokensPerMinute: null, tokens: null },
};

/**
 * @param {ReportGroup['dimension']} dimension
 * @param {string} name
 * @param {number} calls
 * @param {number} value
 * @param {boolean} [hasBefore]
 * @returns {ReportGroup[]}
 */
export function groups(dimension, name, calls, value, hasBefore = false) {
  return endpoints.map(({ id }, i) => ({
    dimension,
    name,
    endpoint: id,
    calls,
    failed: i,
    truncated: 0,
    measures: {
      normalised: {
        count: calls,
        mean: value * (i ? 0.4 : 1),
        error: 0.03,
        ...shared(value, 0.8, hasBefore),
      },
      rougeL: {
        count: calls,
        mean: value * (i ? 0.6 : 1),
        error: 0.02,
        ...shared(value, 1, hasBefore),
      },
      nll: { count: calls, mean: (1 - value) * (i ? 4 : 2), error: 0.1, ...shared(1 - value, 1, hasBefore) },
      'contains:```json': { count: 0, mean: 0, error: null },
    },
  }));
}

/**
 * @param {number} value
 * @param {number} by
 * @param {boolean} hasBefore
 */
function shared(value, by, hasBefore) {
  return hasBefore ? { shared: { cases: 40, now: value, before: value * by, error: 0.02 } } : {};
}

/**
 * @param {Partial<RunReport>} [changes]
 * @returns {RunReport}
 */
export function report(changes = {}) {
  return {
    plan,
    state: 'completed',
    done: 1000,
    failed: 3,
    truncated: 2,
    total: 1000,
    usage: { prompt: 123_456, completion: 65_432 },
    medianFirstTokenMs: 182,
    medianTotalMs: 2740,
    groups: [
      ...groups('all', '', 500, 0.61),
      ...groups('taskType', '逻辑推理 - 常识推理', 200, 0.72),
      ...groups('taskType', 'summarising', 200, 0.55),
      ...groups('taskType', '', 100, 0.33),
      ...groups('kind', 'typo', 60, 0.4),
      ...groups('kind', '', 440, 0.64),
      ...groups('turnCount', '2', 300, 0.7),
      ...groups('turnCount', '10', 200, 0.5),
      ...groups('failure', '', 990, 0.6),
      ...groups('failure', 'over-fitted', 10, 0.1),
    ],
    ...changes,
  };
}

/**
 * @param {Partial<ShownRun>} [changes]
 * @param {Partial<RunReport>} [reportChanges]
 * @returns {ShownRun}
 */
export function shown(changes = {}, reportChanges = {}) {
  return {
    report: report(reportChanges),
    comparedWith: null,
    inFlight: 0,
    remaining: null,
    waiting: null,
    pausedBecause: null,
    faults: [],
    classes: { 'over-fitted': 7, 'the team’s own': 2 },
    ...changes,
  };
}

/** @type {RunsState['runs']} */
const runs = [
  { plan, state: 'completed', done: 1000, total: 1000, failed: 3 },
  {
    plan: { ...plan, id: 'run-1', name: '', at: '2026-11-18T17:05:00.000Z' },
    ...{ state: /** @type {const} */ ('completed'), done: 1000, total: 1000, failed: 0 },
  },
];

/**
 * What the extension tells the view of runs.
 *
 * @param {Partial<RunsState>} [changes]
 * @returns {RunsState}
 */
export function runsState(changes = {}) {
  return {
    uri: 'file:///data/train.jsonl',
    name: 'train.jsonl',
    resultFile: 'train.probe.jsonl',
    endpoints,
    locked: null,
    runs,
    shown: null,
    unreadable: 0,
    query: { filter: 'untagged', search: 'json' },
    selected: null,
    types: [
      { name: '逻辑推理 - 常识推理', records: 4000 },
      { name: 'summarising', records: 3200 },
      { name: '', records: 800 },
    ],
    records: 8000,
    ...changes,
  };
}

/**
 * @param {Partial<ListedCall>} [changes]
 * @returns {ListedCall}
 */
export function call(changes = {}) {
  return {
    id: 'call-1',
    record: 11,
    turn: 1,
    try: 0,
    taskTypes: ['逻辑推理 - 常识推理'],
    kinds: ['typo'],
    endpoint: { id: 'tuned', name: 'Qwen3 after SFT', role: 'fine-tuned', model: 'demo-tuned' },
    state: 'finished',
    fault: null,
    measures: {
      normalised: { value: 0 },
      rougeL: { value: 0.413 },
      nll: { value: 2.25 },
      'contains:```json': { value: null, note: 'There was no answer.' },
    },
    totalMs: 2310,
    usage: { prompt: 61, completion: 44 },
    reference: {
      content: '天空是蓝色的，因为空气散射短波。Short waves are scattered more.',
      reasoning: '',
      calls: [],
    },
    answer: {
      content: '天空是红色的，因为空气散射长波。Long waves are scattered more.',
      reasoning: 'They ask for the colour of the sky.',
      calls: [],
      finish: 'stop',
    },
    messages: [
      { role: 'system', content: 'You are a patient teacher of physics.' },
      { role: 'user', content: '天空为什么是蓝色的？ Why is the sky blue?' },
    ],
    judgement: null,
    ...changes,
  };
}

/** Calls of all kinds. */
export const calls = [
  call(),
  call({
    id: 'call-2',
    record: 12,
    judgement: { class: 'over-fitted', note: 'always says red' },
  }),
  call({
    id: 'call-3',
    record: 13,
    state: 'failed',
    fault: { kind: 'server', message: 'The server failed.', detail: '{"error":"CUDA out of memory"}', status: 500 },
    answer: { content: '', reasoning: '', calls: [], finish: null },
    measures: {},
  }),
  call({
    id: 'call-4',
    record: 14,
    try: 1,
    state: 'truncated',
    fault: { kind: 'truncated', message: 'The answer ended before the server said so.', detail: null, status: 200 },
    answer: {
      content: '',
      reasoning: '',
      calls: [{ id: 'c1', name: 'weather', arguments: '{"city":"上海"}' }],
      finish: null,
    },
  }),
];

/** States that differ in what they show. @type {Readonly<Record<string, RunsState>>} */
export const runsGallery = {
  setup: runsState(),
  'setup with a selection': runsState({ selected: [3, 4, 8] }),
  'setup without endpoints': runsState({ endpoints: [], runs: [], query: null }),
  locked: runsState({ locked: 'Nothing is sent to a model while this workspace is not trusted.' }),
  interrupted: runsState({
    unreadable: 2,
    runs: [{ plan: { ...plan, id: 'run-3' }, state: 'interrupted', done: 300, total: 1000, failed: 1 }, ...runs],
  }),
  running: runsState({
    shown: shown(
      { inFlight: 8, remaining: 95_000, faults: [{ message: 'The server failed.', count: 3 }] },
      { state: 'running', done: 420 },
    ),
  }),
  paused: runsState({
    shown: shown(
      {
        pausedBecause: 'Qwen3 failed 5 times in a row: There is no way to 127.0.0.1:8000.',
        faults: [{ message: 'There is no way to 127.0.0.1:8000.', count: 5 }],
      },
      { state: 'paused', done: 420 },
    ),
  }),
  completed: runsState({ shown: shown() }),
  compared: runsState({
    shown: shown(
      { comparedWith: 'run-1' },
      {
        groups: [...groups('all', '', 500, 0.6, true), ...groups('taskType', 'summarising', 500, 0.6, true)],
      },
    ),
  }),
  'nothing yet': runsState({ shown: shown({ classes: {} }, { state: 'running', done: 0, failed: 0, groups: [] }) }),
};

/**
 * A state, and calls, in which every text that comes from data, servers or people says one of these.
 *
 * @param {readonly string[]} texts at least one
 */
export function hostileRuns(texts) {
  const [text = ''] = texts;
  const measure = { count: 2, mean: 0.5, error: 0.1 };
  /** @type {RunReport['plan']} */
  const hostile = {
    ...{ ...plan, id: text, name: text, selection: text, at: text, dataset: text },
    endpoints: plan.endpoints.slice(0, 1).map((one) => ({ ...one, id: text, name: text, model: text, baseUrl: text })),
    measures: [
      { kind: 'contains', text },
      { kind: 'judge', endpoint: text, prompt: text, scale: 10 },
    ],
  };
  const reportGroups = texts.map((name) => ({
    ...{ dimension: /** @type {const} */ ('taskType'), name, endpoint: text, calls: 2, failed: 1, truncated: 0 },
    measures: { [`contains:${text}`]: measure, [`judge:${text}`]: measure },
  }));
  const state = runsState({
    ...{ name: text, uri: `file:///${encodeURIComponent(text.toWellFormed())}`, resultFile: text, locked: text },
    endpoints: endpoints.slice(0, 1).map((one) => ({ ...one, id: text, name: text, model: text })),
    runs: [{ plan: { ...hostile, id: `${text}2` }, state: 'interrupted', done: 1, total: 2, failed: 0 }],
    query: { filter: 'all', search: text },
    types: [{ name: text, records: 1 }],
    unreadable: 1,
    shown: shown(
      { pausedBecause: text, faults: [{ message: text, count: 1 }], classes: { [text]: 1 } },
      { plan: hostile, groups: reportGroups, state: 'paused' },
    ),
  });
  const listed = texts.map((each, i) =>
    call({
      id: `call-${i}`,
      taskTypes: [each],
      kinds: [each],
      endpoint: { id: text, name: each, role: 'other', model: each },
      state: 'failed',
      fault: { kind: 'server', message: each, detail: each, status: 500 },
      measures: { [`contains:${text}`]: { value: 0.5, note: each }, [`judge:${text}`]: { value: null, note: each } },
      reference: { content: each, reasoning: each, calls: [{ name: each, arguments: each }] },
      answer: {
        ...{ content: `${each} ${texts[i + 1] ?? ''}`, reasoning: each, finish: each },
        calls: [{ id: each, name: each, arguments: each }],
      },
      messages: [
        { role: each, content: each },
        { role: 'user', content: [{ type: 'text', text: each }], tool_calls: [{ function: { name: each } }] },
      ],
      judgement: { class: each, note: each },
    }),
  );
  return { state, listed };
}

/** @typedef {ReturnType<typeof hostileRuns>} HostileRuns */
