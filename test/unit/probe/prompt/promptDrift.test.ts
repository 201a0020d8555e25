import assert from 'node:assert/strict';
import { promptDrift } from '../../../../src/probe/prompt/promptDrift';
import type { OwnPrompt, PromptDrift, ServedPrompt } from '../../../../src/probe/prompt/servedPrompt';

/** Tokens are words and special ones; ids follow from their texts. */
function tokens(text: string): string[] {
  return text.match(/<[^>]+>|\s|[^\s<]+/g) ?? [];
}
const known = new Map<string, number>();
function idOf(piece: string): number {
  if (!known.has(piece)) known.set(piece, known.size);
  return known.get(piece)!;
}

function own(text: string): OwnPrompt {
  const pieces = tokens(text);
  return { text, ids: pieces.map(idOf), pieces, tokenizer: 'toy', template: 'toy', target: null, note: null };
}

function served(text: string, pieces: readonly string[] | null = tokens(text)): ServedPrompt {
  return { recipe: 'applyTemplate', text, ids: pieces?.map(idOf) ?? null, pieces };
}

const chat = '<|im_start|>user\nHi there<|im_end|>\n<|im_start|>assistant\n';

function cause(drift: PromptDrift): string {
  assert.equal(drift.isSame, false);
  return drift.cause ?? '';
}

describe('how a server’s prompt differs from ours', () => {
  it('not at all', () => {
    const same = promptDrift(own(chat), served(chat));
    const count = tokens(chat).length;
    assert.deepEqual(same, { isSame: true, by: 'ids', at: null, ours: count, theirs: count, cause: null });
    assert.equal(promptDrift(own(chat), served(chat, null)).by, 'text');
    assert.equal(promptDrift(own(chat), served(chat, null)).isSame, true);
  });

  it('by a system prompt that the template adds', () => {
    const theirs = `<|im_start|>system\nYou are Qwen, created by Alibaba Cloud.<|im_end|>\n${chat}`;
    const drift = promptDrift(own(chat), served(theirs));
    assert.equal(drift.at, 1);
    assert.match(cause(drift), /adds a system prompt.*You are Qwen/);
    assert.match(cause(promptDrift(own(theirs), served(chat))), /leaves out a system prompt/);
    const other = theirs.replace('Qwen, created by Alibaba Cloud', 'a poet');
    assert.equal(promptDrift(own(theirs), served(other)).isSame, false);
  });

  it('by a start token that is missing, added or doubled', () => {
    assert.match(cause(promptDrift(own(`<s>${chat}`), served(chat))), /leaves out the start token "<s>"/);
    assert.match(cause(promptDrift(own(chat), served(`<s>${chat}`))), /puts "<s>" before/);
    assert.match(cause(promptDrift(own(`<s>${chat}`), served(`<s><s>${chat}`))), /"<s>" is there twice/);
    assert.match(cause(promptDrift(own(`<s>${chat}`), served(chat, null))), /lacks the start token "<s>"/);
  });

  it('is told in spite of a start token that only tokens show', () => {
    const theirs = `<|im_start|>system\nYou are Qwen.<|im_end|>\n${chat}`;
    const drift = promptDrift(own(`<s>${chat}`), { ...served(theirs), ids: tokens(`<s>${theirs}`).map(idOf) });
    assert.match(cause(drift), /adds a system prompt.*You are Qwen/);
  });

  it('by the date', () => {
    const dated = (date: string): string => `<|im_start|>system\nToday Date: ${date}<|im_end|>\n${chat}`;
    assert.match(
      cause(promptDrift(own(dated('26 Jul 2024')), served(dated('21 Nov 2026')))),
      /date: 26 Jul 2024 here, 21 Nov 2026 on the server/,
    );
    assert.match(cause(promptDrift(own(dated('2024-07-26')), served(dated('2024-07-27')))), /date/);
  });

  it('by thoughts', () => {
    const off = `${chat}<think>\n\n</think>\n\n`;
    assert.match(cause(promptDrift(own(chat), served(off))), /server’s template writes .*enable_thinking/);
    assert.match(cause(promptDrift(own(off), served(chat))), /Only Tuneset’s prompt has .*enable_thinking/);
  });

  it('by what starts the answer', () => {
    const bare = chat.slice(0, chat.lastIndexOf('<|im_start|>'));
    const drift = promptDrift(own(chat), served(bare));
    assert.equal(drift.at, drift.theirs);
    assert.match(cause(drift), /leaves out .*assistant.*starts the answer/);
    assert.match(cause(promptDrift(own(bare), served(chat))), /where the answer starts/);
  });

  it('by white space only, and by tokens only', () => {
    assert.match(cause(promptDrift(own(chat), served(chat.replace('user\n', 'user\n\n')))), /white space/);
    const split = [...tokens(chat).slice(0, -2), 'assis', 'tant', '\n'];
    assert.match(cause(promptDrift(own(chat), served(chat, split))), /The text is the same, its tokens are not/);
  });

  it('by tools, by another template, by what doesn’t fit', () => {
    const tools = chat.replace('Hi', '# Tools {"type": "function", "function": {}} Hi');
    assert.match(cause(promptDrift(own(chat), served(tools))), /Only the server writes the tools/);
    assert.match(cause(promptDrift(own(chat), served('<|user|>\nHi there<|assistant|>\n'))), /another chat template/);
    const long = chat.replace('Hi', 'word '.repeat(500));
    assert.match(cause(promptDrift(own(long), served(chat.replace('Hi there', 'there')))), /context/);
  });

  it('without a cause that is known', () => {
    const drift = promptDrift(own(chat), served(chat.replace('there', 'here')));
    assert.equal(drift.isSame, false);
    assert.equal(drift.cause, null);
    assert.equal(
      promptDrift(own(chat), { ...served(chat.replace('there', 'x')), text: null, pieces: null }).cause,
      null,
    );
  });
});
