import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { applyEdits } from '../../../../src/dataset/edits';
import { formatById } from '../../../../src/dataset/format';
import { acceptAnswer } from '../../../../src/editing/answers/acceptAnswer';
import { editedCopy } from '../../../../src/editing/answers/editedCopy';
import { setRejected } from '../../../../src/editing/answers/setRejected';
import { RecordText } from '../../../../src/editing/recordText';
import { isRefused, type EditsOrRefusal } from '../../../../src/editing/refused';
import { formatRecord } from '../turns/arbitraries';

const answerText = fc.constantFrom('', 'new', '新答案', 'a "b"\\', 'x\ny', '😀', '<think>\nt\n</think>\n\nb', '\u2028');
const thought = fc.constantFrom('', 'hm', '想\n想', 'a "b"');
const calls = fc.array(
  fc.record({
    name: fc.constantFrom('add', '查'),
    arguments: fc.constantFrom('{}', '{"n": 1.0}', '{"é":"\\u00e9"}', 'x'),
  }),
  { maxLength: 2 },
);

function read(id: string, text: string): RecordText {
  const record = RecordText.read(text, formatById(id)!);
  assert.ok(!isRefused(record));
  return record;
}

/** What each turn says, one of them left out. */
function others({ conversation }: RecordText, left: number): string[] {
  return conversation.turns
    .map(({ name, content, reasoning, calls: own }) => JSON.stringify([name, content, reasoning?.text, own?.value]))
    .filter((_, i) => i !== left);
}

/** The edited record, after checks that hold for every edit; undefined if it is refused. */
function after(text: string, edits: EditsOrRefusal): string | undefined {
  if (isRefused(edits)) return undefined;
  let end = -1;
  for (const edit of edits) {
    assert.ok(edit.start > end && edit.start <= edit.end && edit.end <= text.length);
    assert.notEqual(text.slice(edit.start, edit.end), edit.text);
    end = edit.end;
  }
  const result = applyEdits(text, edits);
  JSON.parse(result);
  // In JSONL a line end would part the record.
  if (!/[\r\n]/.test(text)) assert.doesNotMatch(result, /[\r\n]/);
  return result;
}

describe('answers of models as data', () => {
  it('change the turn that is meant, and leave all others as they are, in every format and style', () => {
    fc.assert(
      fc.property(
        formatRecord,
        fc.nat(),
        answerText,
        thought,
        calls,
        ({ id, text }, at, content, reasoning, wanted) => {
          const record = read(id, text);
          const { turns } = record.conversation;
          const answers = turns.flatMap(({ role }, i) => (role === 'assistant' ? [i] : []));
          if (answers.length === 0) return;
          const turn = answers[at % answers.length]!;
          const result = after(text, acceptAnswer(record, turn, { content, reasoning, calls: wanted }));
          if (result === undefined) return;
          const now = read(id, result);
          const own = now.conversation.turns[turn]!;
          assert.deepEqual(others(now, turn), others(record, turn));
          assert.deepEqual(
            own.calls?.form === 'list' || wanted.length > 0 ? own.calls!.calls.map(({ name }) => name) : [],
            wanted.map(({ name }) => name),
          );
          if (wanted.length > 0) return;
          const isApart = own.reasoning !== undefined && own.reasoning.text === reasoning;
          const isThought = reasoning !== '' && !isApart;
          assert.equal(own.content, isThought ? `<think>\n${reasoning.trim()}\n</think>\n\n${content}` : content);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('come back to what the record was', () => {
    fc.assert(
      fc.property(formatRecord, fc.nat(), answerText, ({ id, text }, at, content) => {
        const record = read(id, text);
        const answers = record.conversation.turns.flatMap((turn, i) =>
          turn.role === 'assistant' && !turn.calls && !turn.reasoning ? [i] : [],
        );
        if (answers.length === 0) return;
        const turn = answers[at % answers.length]!;
        const old = record.conversation.turns[turn]!.content;
        const accept = (from: RecordText, said: string): EditsOrRefusal =>
          acceptAnswer(from, turn, { content: said, reasoning: '', calls: [] });
        const changed = after(text, accept(record, content));
        if (changed === undefined) return;
        const now = read(id, changed);
        // Both answers of a pair may begin alike by now, and then have this turn and others in common.
        const { pointer } = record.conversation.turns[turn]!;
        if (now.conversation.turns[turn]?.pointer !== pointer || now.conversation.everywhere(pointer).length > 1)
          return;
        const back = after(changed, accept(now, old))!;
        assert.deepEqual(JSON.parse(back), JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('take the place of a rejected answer and of nothing else', () => {
    fc.assert(
      fc.property(formatRecord, answerText, ({ id, text }, content) => {
        const record = read(id, text);
        const turn = record.conversation.sides.indexOf('rejected');
        const result = after(text, setRejected(record, content));
        if (result === undefined || turn < 0) return;
        const now = read(id, result);
        const at = now.conversation.sides.indexOf('rejected');
        assert.equal(now.conversation.turns[at]!.content, content);
        assert.deepEqual(others(now, at), others(record, turn));
      }),
      { numRuns: 500 },
    );
  });

  it('become copies that end with the answer, with other texts before it', () => {
    let made = 0;
    fc.assert(
      fc.property(formatRecord, fc.nat(), answerText, answerText, ({ id, text }, at, asked, answer) => {
        const { turns, sides } = read(id, text).conversation;
        const answers = turns.flatMap(({ role }, i) => (role === 'assistant' && sides[i] !== 'rejected' ? [i] : []));
        const prompts = turns.flatMap(({ role }, i) => (role === 'user' && sides[i] === 'prompt' ? [i] : []));
        if (answers.length === 0 || prompts.length === 0) return;
        const turn = answers[at % answers.length]!;
        const prompt = prompts[0]!;
        if (prompt > turn) return;
        const copy = editedCopy(text, formatById(id)!, [], {
          turn,
          texts: [{ turn: prompt, text: asked }],
          answer: { content: answer, reasoning: '', calls: [] },
        });
        if (typeof copy !== 'string') return;
        made++;
        const { conversation } = read(id, copy);
        const now = conversation.turns[prompt]!;
        // Instruction and input are one text with a line feed between them, unless one is empty.
        assert.equal(now.content, asked);
        assert.equal(conversation.turns[turn]!.content, answer);
        if (!conversation.isPair) assert.equal(conversation.turns.length, turn + 1);
        if (!/[\r\n]/.test(text)) assert.doesNotMatch(copy, /[\r\n]/);
      }),
      { numRuns: 1500 },
    );
    assert.ok(made > 300, String(made));
  });
});
