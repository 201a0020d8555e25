import * as assert from 'node:assert/strict';
import { DatasetText } from '../../../src/dataset/datasetText';
import { formatById } from '../../../src/dataset/format';
import { labelOf } from '../../../src/server/features/outline';
import { fixtureText } from '../dataset/formatRecords';

/** What the outline shows of each record of a format's fixture. */
function labels(id: string): string[] {
  const pieces = [...new DatasetText(fixtureText(`${id}.jsonl`)).pieces.placed()];
  return pieces.filter(({ piece }) => piece.kind === 'record').map(({ piece }) => labelOf(piece, formatById(id)!));
}

describe('the outline', () => {
  it('shows what the user says last, in every format', () => {
    assert.deepEqual(labels('alpaca'), ['Translate to French. the sea', '给我讲一个关于灯塔的句子。', 'And a lake?']);
    assert.equal(labels('sharegpt')[1], '它有几只眼睛？');
    assert.equal(labels('messages')[3], 'What is this?');
    assert.equal(labels('llamafactory-v1')[4], 'Hi');
    assert.deepEqual(new Set(labels('preference-messages')), new Set(['Name a tree.']));
    for (const id of ['preference-alpaca', 'preference-sharegpt']) assert.equal(labels(id)[0], 'Name a colour.');
    for (const id of ['kto-alpaca', 'kto-sharegpt', 'kto-messages']) assert.equal(labels(id)[0], 'Name a fish.');
    assert.deepEqual(labels('prompt-completion').slice(0, 2), ['The sky is', 'What colour is the sky?']);
    assert.equal(labels('query-response')[2], 'Which river runs through Prague?');
  });

  it('shows the beginning of a text without turns', () => {
    assert.deepEqual(labels('text'), ['Herons wait for fish in shallow water.', '鹭在浅水里等鱼。']);
  });
});
