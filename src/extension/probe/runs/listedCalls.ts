import type { ResultFile } from '../../../host/probe/resultFile';
import type { CallLine } from '../../../probe/batch/resultLine';
import { chosenCalls } from '../../../probe/report/chosenCalls';
import type { ListCallsParams, ListedCall, ListedCalls } from '../../../protocol/probeRuns';

/** Texts are shown up to this length, in UTF-16 units; the file of results has all of them. */
const LONGEST = 40_000;
/** Calls that are told at once. */
const MOST = 100;

/** Some of the calls behind a number, with their texts, which are read from the file. */
export async function listCalls(file: ResultFile, params: ListCallsParams): Promise<ListedCalls> {
  const { book } = file;
  const run = book.run(params.run);
  if (!run) return { total: 0, calls: [] };
  const chosen = chosenCalls(run, book, params);
  const from = Math.max(0, Math.trunc(params.from));
  const page = chosen.slice(from, from + Math.min(MOST, Math.max(0, Math.trunc(params.count))));
  const calls: ListedCall[] = [];
  for (const entry of page) {
    const judgement = book.judgement(entry.id);
    const said = judgement ? { class: judgement.class, note: judgement.note } : null;
    calls.push(listed(await file.readCall(entry), said));
  }
  return { total: chosen.length, calls };
}

function listed(line: CallLine, judgement: ListedCall['judgement']): ListedCall {
  const { id, record, turn, taskTypes, kinds, endpoint, state, fault, measures, totalMs, usage, messages } = line;
  const { content, reasoning = '', calls } = line.reference;
  const { answer } = line;
  return {
    ...{
      id,
      record,
      turn,
      try: line.try,
      taskTypes,
      kinds,
      endpoint,
      state,
      fault,
      measures,
      totalMs,
      usage,
      judgement,
    },
    reference: { content: shortened(content), reasoning: shortened(reasoning), calls },
    answer: { ...answer, content: shortened(answer.content), reasoning: shortened(answer.reasoning ?? '') },
    messages: messages.map((message) =>
      typeof message.content === 'string' ? { ...message, content: shortened(message.content) } : message,
    ),
  };
}

/** No character is torn apart. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const code = text.charCodeAt(LONGEST - 1);
  return `${text.slice(0, code >= 0xd800 && code < 0xdc00 ? LONGEST - 1 : LONGEST)}…`;
}
