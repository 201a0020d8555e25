/**
 * @typedef {import('../../src/protocol/panel').PanelState} PanelState
 * @typedef {import('../../src/protocol/preview').PreviewSample} PreviewSample
 * @typedef {import('../../src/protocol/preview').PreviewTurn} PreviewTurn
 */

/**
 * What the extension tells the view to show.
 *
 * @param {PreviewSample} sample
 * @param {Partial<PanelState>} [changes]
 * @returns {PanelState}
 */
export function panelState(sample, changes = {}) {
  return {
    uri: 'file:///data/train.jsonl',
    name: 'train.jsonl',
    sample: { kind: 'sample', sample },
    query: { filter: 'all', search: '' },
    found: null,
    searchFault: null,
    isPinned: false,
    isReviewing: false,
    other: null,
    isReadonly: false,
    mediaUris: {},
    ...changes,
  };
}

/**
 * A record as the server would tell it, made by hand: for what no real record is like.
 *
 * @param {Partial<PreviewSample>} [changes]
 * @returns {PreviewSample}
 */
export function sample(changes = {}) {
  const turns = changes.turns ?? [turn({ role: 'user', name: 'user', pointer: '/messages/0' }, 'Hello?'), turn()];
  return {
    place: {
      version: 1,
      record: 2,
      records: 10,
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 100 } },
      digest: 'd'.repeat(64),
    },
    formatId: 'messages',
    format: 'Messages',
    unreadable: null,
    isPair: false,
    verdict: null,
    tools: null,
    media: [],
    labels: { types: [], kinds: [], isMarked: false, variantOf: null },
    fields: [],
    findings: [],
    tokens: null,
    roles: ['system', 'user', 'assistant', 'tool'],
    review: null,
    ...changes,
    turns,
  };
}

/**
 * A turn with one text.
 *
 * @param {Partial<PreviewTurn>} [changes]
 * @param {string} [text]
 * @returns {PreviewTurn}
 */
export function turn(changes = {}, text = 'Hello! How can I help?') {
  const pointer = changes.pointer ?? '/messages/1';
  return {
    side: 'prompt',
    role: 'assistant',
    name: 'assistant',
    isKnown: true,
    pointer,
    texts: [{ pointer: `${pointer}/content`, text }],
    reasoning: null,
    calls: [],
    callsAreText: false,
    callId: null,
    weight: null,
    media: [],
    findings: [],
    tokens: null,
    can: { setRole: null, addAfter: null, delete: null, moveUp: null, moveDown: null, merge: null, split: null },
    ...changes,
  };
}
