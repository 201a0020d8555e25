import type { FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import { type Conversation, isAnswer, isUnreadable } from '../chatTemplate/conversation';
import { conversationReader } from '../chatTemplate/conversationReader';
import { measureTokens } from '../chatTemplate/measureTokens';
import { type Measure, type Meter, unused } from '../meter';
import type { Tokenizer } from '../tokenizer';

/**
 * Counts the plain texts of each turn, without any template: nothing is added, and no token lies across two texts. Answers count as
 * trained.
 *
 * @param cutoff tokens; what lies behind is cut. Undefined: no limit.
 * @param format what is known of the records' format
 */
export function plainMeter({
  tokenizer,
  cutoff,
  format,
}: {
  readonly tokenizer: Tokenizer;
  readonly cutoff?: number | undefined;
  readonly format?: FormatWish | undefined;
}): Meter {
  const readConversations = conversationReader(format);
  return {
    measure: (record, withFeed = false) => {
      const read = readConversations(record);
      if (isUnreadable(read)) return unused('failed', read.problem, read.pointer);
      const measure = (conversation: Conversation): Measure => measurePlain(tokenizer, conversation, cutoff, withFeed);
      const main = measure(read.conversation);
      return read.rejected ? { ...main, rejected: measure(read.rejected) } : main;
    },
  };
}

function measurePlain(
  tokenizer: Tokenizer,
  { turns }: Conversation,
  cutoff: number | undefined,
  withFeed: boolean,
): Measure {
  const ids: number[] = [];
  const placed = turns.map((turn) => {
    const from = ids.length;
    for (const text of turn.texts) for (const id of tokenizer.encode(text)) ids.push(id);
    return { role: turn.role, pointers: turn.pointers, from, to: ids.length };
  });
  const isTrained = new Uint8Array(ids.length);
  for (const [i, { from, to }] of placed.entries()) if (isAnswer(turns[i]!)) isTrained.fill(1, from, to);
  const rule = { ...(cutoff !== undefined && { cutoff }), overCutoff: 'truncate', tooLong: () => '' } as const;
  return measureTokens(tokenizer, ids, isTrained, placed, rule, withFeed);
}
