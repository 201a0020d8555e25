import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseTree, type Node } from 'jsonc-parser';
import { formatById, type Fields, type Format } from '../../../../src/dataset/format';
import { Conversation } from '../../../../src/editing/turns/conversation';
import { possibleActions } from '../../../../src/editing/turns/possibleActions';
import type { TurnOperation } from '../../../../src/editing/turns/operations';
import { formatRecord } from './arbitraries';
import { attempt } from './edited';
import { mergedSaid, talks, type Said } from './talk';

/** A record with one of its turns. */
const anyTurn = fc.tuple(formatRecord, fc.nat(), fc.nat()).map(([{ id, text }, at, other]) => {
  const format = formatById(id)!;
  const conversation = conversationOf(text, format);
  const turn = at % conversation.turns.length;
  const shown = (): string => `${id}, turn ${turn}: ${text}`;
  return { format, text, conversation, turn, other, [fc.toStringMethod]: shown };
});

function conversationOf(text: string, format: Format): Conversation {
  const value = JSON.parse(text) as Fields;
  return new Conversation({ value, format, sample: format.read(value) });
}

function result(format: Format, text: string, operation: TurnOperation): string | undefined {
  const edited = attempt(format, text, operation);
  return typeof edited === 'string' ? edited : undefined;
}

/** The places of a turn in the whole conversations: in each, or undefined where it is not part of it. */
function placesOf({ sides }: Conversation, turn: number): (number | undefined)[] {
  const prompt = sides.filter((side) => side === 'prompt').length;
  if (!sides.some((side) => side !== 'prompt')) return [turn];
  const chosen = sides.filter((side) => side === 'chosen').length;
  return [
    sides[turn] === 'rejected' ? undefined : turn,
    sides[turn] === 'chosen' ? undefined : turn < prompt ? turn : turn - chosen,
  ];
}

/** ms-swift's pairs tell the prompt from the answer by roles, so that the rejected conversation changes with the chosen one. */
function isSwift(format: Format, text: string): boolean {
  return format.id === 'preference-messages' && text.includes('rejected_response');
}

/** What the record should say after a change of its whole conversations. */
function check(
  format: Format,
  before: string,
  after: string,
  turn: number,
  change: (talk: Said[], at: number) => Said[],
): void {
  const places = placesOf(conversationOf(before, format), turn);
  const wanted = talks(before, format).map((talk, i) => (places[i] === undefined ? talk : change(talk, places[i])));
  const found = talks(after, format);
  if (isSwift(format, before)) assert.deepEqual(found[0], wanted[0]);
  else assert.deepEqual(found, wanted);
}

/** Members of the record that hold no turn, as they are written. */
function othersOf(text: string, { turns, exchanges }: Conversation): string[] {
  const fields = new Set(
    [...turns.flatMap(({ pointers }) => pointers), exchanges?.list ?? ''].map((pointer) => pointer.split('/')[1]),
  );
  return (parseTree(text)!.children ?? [])
    .filter(({ children }) => !fields.has(children![0]!.value as string))
    .map((node) => slice(text, node));
}

/** The messages of all lists, as they are written. */
function messagesOf(text: string, { turns }: Conversation): string[] {
  const root = parseTree(text)!;
  const at = (pointer: string): Node =>
    pointer
      .split('/')
      .slice(1)
      .reduce(
        (node, name) =>
          node.type === 'array'
            ? node.children![Number(name)]!
            : node.children!.findLast(({ children }) => children![0]!.value === name)!.children![1]!,
        root,
      );
  return turns.filter(({ source }) => source).map(({ pointer }) => slice(text, at(pointer)));
}

function slice(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}

const isListed = (conversation: Conversation, turn: number): boolean => conversation.seats[turn]?.kind === 'listed';
const runs = { numRuns: 400 };

describe('an edit of a turn', () => {
  it('is possible exactly where it is said to be', () => {
    fc.assert(
      fc.property(anyTurn, ({ format, text, conversation, turn }) => {
        const value = JSON.parse(text) as Fields;
        const can = possibleActions({ value, format, sample: format.read(value) })[turn]!;
        const operations: Record<keyof typeof can, TurnOperation> = {
          setRole: { kind: 'setRole', turn, role: 'user' },
          addAfter: { kind: 'addTurn', after: turn, role: 'user' },
          delete: { kind: 'deleteTurn', turn },
          moveUp: { kind: 'moveTurn', turn, by: -1 },
          moveDown: { kind: 'moveTurn', turn, by: 1 },
          merge: { kind: 'mergeTurn', turn },
          split: splitOf(conversation, turn, 1),
        };
        for (const [action, operation] of Object.entries(operations)) {
          const edited = attempt(format, text, operation);
          const reason = can[action as keyof typeof can];
          // A text of one letter can't be parted, wherever the cursor stands.
          if (action === 'split' && reason === null) continue;
          assert.equal(typeof edited === 'string' ? null : edited.refused, reason, action);
        }
      }),
      runs,
    );
  });

  it('gives a text and takes it back, byte for byte', () => {
    fc.assert(
      fc.property(
        anyTurn,
        fc.nat(),
        fc.string({ unit: 'grapheme' }),
        ({ format, text, conversation, turn }, at, now) => {
          const { pointers } = conversation.turns[turn]!;
          const pointer = pointers[at % pointers.length]!;
          const old = conversation.at(pointer);
          if (typeof old !== 'string') return;
          const after = result(format, text, { kind: 'setText', pointer, text: now });
          if (after === undefined) return;
          assert.equal(conversationOf(after, format).at(pointer), now);
          assert.deepEqual(othersOf(after, conversation), othersOf(text, conversation));
          // The file shows how it is written where the record does not.
          const back = attempt(format, after, { kind: 'setText', pointer, text: old }, [text]) as string;
          // Which answers repeat what follows from the text: each of the two may have become its own.
          if (conversation.isPair) assert.deepEqual(JSON.parse(back), JSON.parse(text));
          else if (!isMixed(text)) assert.equal(back, text);
        },
      ),
      runs,
    );
  });

  it('gives a role, and nothing else', () => {
    fc.assert(
      fc.property(anyTurn, fc.constantFrom('user', 'assistant', 'gpt', '旁白'), ({ format, text, turn }, role) => {
        const after = result(format, text, { kind: 'setRole', turn, role });
        if (after === undefined || isSwift(format, text)) return;
        const names = (talk: Said[], at: number): Said[] => talk.with(at, { ...talk[at]!, name: role });
        const bare = (talk: Said[]): unknown[] => talk.map(({ name, text: own }) => [name, own]);
        const [before, now] = [talks(text, format), talks(after, format)];
        const places = placesOf(conversationOf(text, format), turn);
        const wanted = before.map((talk, i) => (places[i] === undefined ? talk : names(talk, places[i])));
        // A turn that is a call by its role alone says other things under another one.
        if (/function_call|tool_call/.test(text)) return;
        assert.deepEqual(now.map(bare), wanted.map(bare));
      }),
      runs,
    );
  });

  it('adds an empty turn, or an exchange, and deleting it brings the same bytes back', () => {
    fc.assert(
      fc.property(anyTurn, fc.constantFrom('user', 'human', 'tool'), ({ format, text, conversation, turn }, role) => {
        const after = result(format, text, { kind: 'addTurn', after: turn, role });
        if (after === undefined || isSwift(format, text)) return;
        assert.deepEqual(othersOf(after, conversation), othersOf(text, conversation));
        const seat = conversation.seats[turn]!;
        if (conversation.exchanges) {
          return checkExchange(format, text, after, conversation, seat.kind === 'exchange' ? seat.exchange : -1);
        }
        check(format, text, after, turn, (talk, at) => {
          return talk.toSpliced(at + 1, 0, { name: role, text: '', calls: '[]', reasoning: '' });
        });
        const now = conversationOf(after, format);
        const added = now.turns.findIndex(
          (each, i) => i > turn && each.name === role && each.content === '' && isListed(now, i),
        );
        const first = result(format, after, {
          kind: 'deleteTurn',
          turn: isListed(conversation, turn) ? turn + 1 : added,
        });
        assert.equal(first, text);
      }),
      runs,
    );
  });

  it('takes a turn away, or an exchange, and leaves the others as they are written', () => {
    fc.assert(
      fc.property(anyTurn, ({ format, text, conversation, turn }) => {
        const after = result(format, text, { kind: 'deleteTurn', turn });
        if (after === undefined || isSwift(format, text)) return;
        assert.deepEqual(othersOf(after, conversation), othersOf(text, conversation));
        const seat = conversation.seats[turn]!;
        if (seat.kind === 'exchange') {
          const own = conversation.seats.map((each) => each.kind === 'exchange' && each.exchange === seat.exchange);
          const kept = talks(text, format)[0]!.filter((_, i) => !own[i]);
          const pair = conversation.isPair;
          if (!pair)
            assert.deepEqual(
              talks(after, format)[0]!.map(({ text: own }) => own),
              kept.map(({ text: own }) => own),
            );
          return;
        }
        check(format, text, after, turn, (talk, at) => talk.toSpliced(at, 1));
        if (!isListed(conversation, turn) || conversation.isPair) return;
        const at = conversation.turns.slice(0, turn).filter(({ source }) => source).length;
        assert.deepEqual(
          messagesOf(after, conversationOf(after, format)),
          messagesOf(text, conversation).toSpliced(at, 1),
        );
      }),
      runs,
    );
  });

  it('moves a turn, and moving it back brings the same bytes', () => {
    fc.assert(
      fc.property(anyTurn, fc.constantFrom(-1 as const, 1 as const), ({ format, text, conversation, turn }, by) => {
        const after = result(format, text, { kind: 'moveTurn', turn, by });
        if (after === undefined || isSwift(format, text)) return;
        assert.deepEqual(othersOf(after, conversation), othersOf(text, conversation));
        const isExchange = conversation.seats[turn]!.kind === 'exchange';
        if (!isExchange) {
          check(format, text, after, turn, (talk, at) => talk.with(at, talk[at + by]!).with(at + by, talk[at]!));
          if (!conversation.isPair)
            assert.equal(result(format, after, { kind: 'moveTurn', turn: turn + by, by: by < 0 ? 1 : -1 }), text);
        } else {
          const pairs = pairsOf(text, format, conversation);
          const at = (conversation.seats[turn] as { readonly exchange: number }).exchange;
          const swapped = pairs.with(at, pairs[at + by]!).with(at + by, pairs[at]!);
          if (!conversation.isPair) assert.deepEqual(pairsOf(after, format, conversationOf(after, format)), swapped);
          const back = result(format, after, { kind: 'moveTurn', turn: turn + 2 * by, by: by < 0 ? 1 : -1 });
          if (!text.includes('"input"')) assert.equal(back, text);
        }
      }),
      runs,
    );
  });

  it('merges two turns without losing a word or a call', () => {
    fc.assert(
      fc.property(anyTurn, ({ format, text, conversation, turn }) => {
        // Two of one role, one behind the other, are rare: the next one gets the role first.
        const role = conversation.turns[turn]!.name;
        const alike = result(format, text, { kind: 'setRole', turn: turn + 1, role }) ?? text;
        const after = result(format, alike, { kind: 'mergeTurn', turn });
        if (after === undefined || isSwift(format, text)) return;
        assert.deepEqual(othersOf(after, conversation), othersOf(text, conversation));
        const v1Thoughts = format.id === 'llamafactory-v1' && text.includes('reasoning');
        if (v1Thoughts) return;
        check(format, alike, after, turn, (talk, at) => talk.toSpliced(at, 2, mergedSaid(talk[at]!, talk[at + 1]!)));
      }),
      runs,
    );
  });

  it('parts a turn in two, and merging them brings the same bytes back', () => {
    fc.assert(
      fc.property(anyTurn, ({ format, text, conversation, turn, other }) => {
        const operation = splitOf(conversation, turn, other);
        const after = result(format, text, operation);
        if (after === undefined || isSwift(format, text)) return;
        assert.deepEqual(othersOf(after, conversation), othersOf(text, conversation));
        const now = conversationOf(after, format);
        assert.equal(now.turns[turn]!.name, now.turns[turn + 1]!.name);
        const whole = conversation.turns[turn]!.content;
        const [first, second] = [now.turns[turn]!.content, now.turns[turn + 1]!.content];
        assert.ok(whole === first + second || whole === `${first}\n\n${second}`);
        if (whole !== first + second && !Array.isArray(conversation.turns[turn]!.source![format.names.content]))
          assert.equal(result(format, after, { kind: 'mergeTurn', turn }), text);
      }),
      runs,
    );
  });
});

/** Questions with their answers. */
function pairsOf(text: string, format: Format, { seats }: Conversation): string[][] {
  const texts = talks(text, format)[0]!.map((turn) => turn.text);
  const ofExchanges = texts.filter((_, i) => seats[i]?.kind === 'exchange');
  return ofExchanges.flatMap((question, i) => (i % 2 === 0 ? [[question, ofExchanges[i + 1]!]] : []));
}

/** A cut in the first text of a turn. */
function splitOf(conversation: Conversation, turn: number, at: number): TurnOperation {
  const [pointer = ''] = conversation.turns[turn]!.pointers;
  const text = conversation.at(pointer);
  const length = typeof text === 'string' ? text.length : 0;
  return { kind: 'splitTurn', turn, pointer, at: 1 + (at % Math.max(1, length - 1)) };
}

/** The texts of the exchanges with an empty one behind that of an index; deleting it brings them back. */
function checkExchange(
  format: Format,
  text: string,
  after: string,
  conversation: Conversation,
  exchange: number,
): void {
  const texts = (json: string): string[] => talks(json, format)[0]!.map((turn) => turn.text);
  const first = conversation.seats.findIndex(({ kind }) => kind === 'exchange') - 1;
  const behind =
    exchange < 0
      ? first
      : conversation.seats.findLastIndex(
          (seat, i) => seat.kind === 'exchange' && seat.exchange === exchange && conversation.sides[i] !== 'rejected',
        );
  assert.deepEqual(texts(after), texts(text).toSpliced(behind + 1, 0, '', ''));
  const deleted = result(format, after, { kind: 'deleteTurn', turn: behind + 1 });
  const hasList = conversation.at(conversation.exchanges!.list) !== undefined;
  if (hasList && !conversation.exchanges!.isLast(exchange)) assert.equal(deleted, text);
  else assert.deepEqual(texts(deleted!), texts(text));
}

/** Some characters are escaped, and others beyond ASCII are not. */
function isMixed(text: string): boolean {
  return /\\u(?!00[0-7])/.test(text) && /[\u0080-\uffff]/.test(text);
}
