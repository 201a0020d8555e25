import assert from 'node:assert/strict';
import { formatById, openFormat, type Fields, type Format } from '../../../src/dataset/format';
import { recordSearch } from '../../../src/dataset/search/recordSearch';

const SHAREGPT = formatById('sharegpt')!;
const MESSAGES = formatById('messages')!;
const ALPACA = formatById('alpaca')!;

const TALK = {
  conversations: [
    { from: 'human', value: 'What is 2 + 2? See /tmp/a.txt' },
    { from: 'gpt', value: 'Four. Not "five"\nAnd not Six.' },
  ],
  meta: { lang: 'en', score: 12 },
  note: '加法',
};
const CALL = {
  messages: [
    { role: 'user', content: 'weather?' },
    {
      role: 'assistant',
      content: '',
      reasoning_content: 'I need Paris',
      tool_calls: [{ id: 'c1', function: { name: 'getWeather', arguments: '{"city":"Paris"}' } }],
    },
    { role: 'tool', content: '' },
  ],
};

/** Whether a search finds a record; what is wrong with the search, if it can't be read. */
function finds(search: string, record: unknown, format: Format = SHAREGPT, json = JSON.stringify(record)): unknown {
  const made = recordSearch(search);
  if (!made) return 'all';
  if ('fault' in made) return made.fault;
  return made.matches(json, () => (typeof record === 'object' ? (record as Fields) : undefined), format);
}

describe('the search for records', () => {
  it('finds every record without a word', () => {
    assert.deepEqual(
      ['', '   ', '""'].map((search) => finds(search, TALK)),
      ['all', 'all', 'all'],
    );
  });

  it('looks for all words, in any text, but not in keys', () => {
    const found = ['four', '2 four', 'four seven', 'conversations', '12', '加法', 'en'].map((search) =>
      finds(search, TALK),
    );
    assert.deepEqual(found, [true, true, false, false, true, true, true]);
  });

  it('takes words in quotes as they are, also while the quote is still open', () => {
    const found = ['"not six"', '"six not"', '"and not', '"2 + 2"'].map((search) => finds(search, TALK));
    assert.deepEqual(found, [true, false, true, true]);
  });

  it('tells upper and lower case apart only where the search has upper case', () => {
    const found = ['SIX', 'Six', 'six', 'FOUR four'].map((search) => finds(search, TALK));
    assert.deepEqual(found, [false, true, true, false]);
  });

  it('looks where a field is named, also inside of others', () => {
    const searches = ['field:note 加法', 'field:value four', 'field:meta.lang en', 'field:lang en', 'field:note four'];
    assert.deepEqual(
      searches.map((search) => finds(search, TALK)),
      [true, true, true, true, false],
    );
    assert.equal(finds('field:output b', { instruction: 'b', output: 'a' }, ALPACA), false);
    assert.equal(finds('field:"my field" b', { 'my field': 'b' }, ALPACA), true);
  });

  it('looks in what somebody says, named as the data does or by the usual roles', () => {
    const searches = ['role:gpt four', 'role:assistant four', 'role:assistant contains four', 'role:human four'];
    assert.deepEqual(
      searches.map((search) => finds(search, TALK)),
      [true, true, true, false],
    );
    const inCall = ['role:assistant paris', 'role:assistant getWeather', 'role:user paris', 'role:assistant need'];
    assert.deepEqual(
      inCall.map((search) => finds(search, CALL, MESSAGES)),
      [true, true, false, true],
    );
    const custom = openFormat({ id: 'sharegpt', mapping: { moreRoles: { 旁白: 'other' } } })!;
    const told = { conversations: [{ from: '旁白', value: '夜里' }] };
    assert.equal(finds('role:旁白 夜里', told, custom), true);
  });

  it('combines places: what stands behind a place is looked for there', () => {
    const searches = ['加法 role:gpt four', 'role:human 2 role:gpt four', 'role:human four role:gpt 2'];
    assert.deepEqual(
      searches.map((search) => finds(search, TALK)),
      [true, true, false],
    );
  });

  it('finds records that have something in a place of which nothing more is said', () => {
    const searches = ['role:tool', 'role:user', 'field:reasoning_content', 'field:nothing'];
    assert.deepEqual(
      searches.map((search) => finds(search, CALL, MESSAGES)),
      [false, true, true, false],
    );
  });

  it('takes what stands between slashes for a regular expression', () => {
    const searches = ['/not\\s+six/', '/^four/', '/^F/', '/^f/', '/five"$/m', '/SIX/i', '/two|four/', '/\\S{30}/'];
    assert.deepEqual(
      searches.map((search) => finds(search, TALK)),
      [true, true, true, true, true, true, true, false],
    );
    assert.equal(finds('role:gpt /^what/', TALK), false);
  });

  it('takes paths for words', () => {
    assert.deepEqual(
      ['/tmp/a.txt', '/tmp', '/etc/b.txt'].map((search) => finds(search, TALK)),
      [true, true, false],
    );
  });

  it('says what is wrong with a search', () => {
    assert.match(String(finds('/(/', TALK)), /^“\(” is no regular expression: /);
    assert.equal(finds('role: x', TALK), 'Write a name behind “role:”.');
  });

  it('finds what JSON writes with escapes, however it is written', () => {
    const json = JSON.stringify(TALK)
      .replace('加法', '\\u52a0\\u6cd5')
      .replaceAll('/', '\\/')
      .replace('Four', '\\u0046our');
    const searches = ['加法', '/tmp/a.txt', '"\\"', '"not \\', 'four', 'Four', 'Five'];
    assert.deepEqual(
      searches.map((search) => finds(search, JSON.parse(json), SHAREGPT, json)),
      [true, true, false, false, true, true, false],
    );
  });

  it('looks through the text of a record that is broken', () => {
    const json = '{"instruction": "hello';
    assert.deepEqual(
      ['hello', 'world', 'field:instruction', 'role:user hello'].map((search) =>
        finds(search, undefined, ALPACA, json),
      ),
      [true, false, false, false],
    );
  });
});
