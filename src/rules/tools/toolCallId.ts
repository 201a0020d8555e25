import * as l10n from '@vscode/l10n';
import type { Edit } from '../../dataset/edits';
import { isJsonObject } from '../../dataset/jsonObject';
import { allTurns, type ToolCall, type Turn } from '../../dataset/sample';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { nodeOf, recordLayer, replaced, withProperty } from './jsonLayer';
import { canReadCalls, exchangesOf, resultsWanted, type Exchange } from './exchanges';
import { brief } from '../brief';

export const toolCallId: Rule = {
  id: 'tool-call-id',
  level: 'warning',
  levels: { openai: 'error', llamafactory: 'info' },
  outcomes: { llamafactory: 'ignored' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Ids of tool calls'),
    what: l10n.t(
      'In records whose calls have ids: a call without one, an id that two calls share, a result whose tool_call_id is missing or that of no call before it. For OpenAI ids must be there.',
    ),
    why: l10n.t(
      'OpenAI and mistral-common refuse a result that answers no call (mistral’s ids are exactly nine letters and digits). Trainers that tell several results apart by their ids mix them up. LLaMA-Factory doesn’t look at ids.',
    ),
    mend: l10n.t(
      'Give each call an id of its own, and its result the same as tool_call_id. The quick fix numbers the calls and pairs the results in their order.',
    ),
    faulty: `"tool_calls": [{"id": "call_1", …}]}, {"role": "tool", "tool_call_id": "call_7", "content": "21"}`,
    sound: `"tool_calls": [{"id": "call_1", …}]}, {"role": "tool", "tool_call_id": "call_1", "content": "21"}`,
  }),
  record(view, report) {
    const turns = allTurns(view.sample);
    const hasIds = turns.some(
      ({ callId, calls }) => callId !== undefined || calls?.calls.some(({ id }) => id !== undefined),
    );
    if (!hasIds && view.target !== 'openai') return;
    const used = new Map<string, number>();
    for (const { id } of turns.flatMap(({ calls }) => calls?.calls ?? [])) {
      if (typeof id === 'string') used.set(id, (used.get(id) ?? 0) + 1);
    }
    const told = new Set<string>();
    for (const exchange of exchangesOf(view)) {
      // How many results there are is told first.
      const isShort = exchange.before && exchange.results.length < resultsWanted(exchange.before);
      if (isShort && exchange.after) continue;
      const fault = faultOf(exchange, used);
      if (!fault || told.has(fault.pointer)) continue;
      told.add(fault.pointer);
      const fix = renumbered(view, exchange, used);
      report({ ...fault, ...view.span(fault.pointer), fixes: fix ? [fix] : [] });
    }
  },
};

/** The first fault of an exchange whose calls stand in a list. Results too few or too many have rules of their own. */
function faultOf(
  { before, results }: Exchange,
  used: ReadonlyMap<string, number>,
): { message: string; pointer: string } | undefined {
  const calls = callsOf(before);
  if (!calls || !before || !canReadCalls(before)) return undefined;
  for (const { id, pointer } of calls) {
    if (!isId(id)) return { message: l10n.t('This tool call has no id.'), pointer };
    if (used.get(id)! > 1)
      return { message: l10n.t('Two calls have the id “{0}”.', brief(id)), pointer: `${pointer}/id` };
  }
  const ids = calls.map(({ id }) => id as string);
  for (const { callId, pointer } of results.slice(0, calls.length)) {
    // What is no text is told as such.
    if (callId && callId.value !== null && typeof callId.value !== 'string') continue;
    if (!isId(callId?.value))
      return {
        message: l10n.t('This tool result has no “tool_call_id”, so it is open which call it answers.'),
        pointer,
      };
    if (!ids.includes(callId.value))
      return {
        message: l10n.t('No call before this result has the id “{0}”.', brief(callId.value)),
        pointer: callId.pointer,
      };
  }
  return undefined;
}

/** Calls in a list of OpenAI's; its former `function_call` had no ids. */
function callsOf(turn: Turn | undefined): readonly ToolCall[] | undefined {
  const calls = turn?.calls;
  return calls?.form === 'list' && Array.isArray(calls.value) ? calls.calls : undefined;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Keeps the ids of calls that are sound, numbers the others, and gives the results theirs in order; undefined if results don't fit the calls in number. */
function renumbered(
  view: RecordView,
  { before, results }: Exchange,
  used: ReadonlyMap<string, number>,
): Fix | undefined {
  const calls = callsOf(before)!;
  if (results.length !== calls.length || !calls.every(({ source }) => isJsonObject(source))) return undefined;
  const isOrder = results.length === 1 || !resultsFit(calls, results);
  if (!isOrder) return undefined;
  const ids = calls.map(({ id, pointer }) => (isId(id) && used.get(id) === 1 ? id : freshId(pointer, used)));
  const edits = [
    ...calls.flatMap(({ id, pointer }, i) => (id === ids[i] ? [] : setKey(view, pointer, 'id', ids[i]!))),
    ...results.flatMap(({ callId, pointer }, i) =>
      callId?.value === ids[i] ? [] : setKey(view, pointer, 'tool_call_id', ids[i]!),
    ),
  ];
  return { title: l10n.t('Give calls and results ids that match'), safety: 'safe', edits };
}

/** Every result answers a call already. */
function resultsFit(calls: readonly ToolCall[], results: readonly Turn[]): boolean {
  const ids = calls.map(({ id }) => id);
  return (
    new Set(ids).size === ids.length && results.every(({ callId }) => isId(callId?.value) && ids.includes(callId.value))
  );
}

/** `call_1_0`: the first call of the message with index 1. It depends on the place alone, so that it is the same every time. */
function freshId(pointer: string, used: ReadonlyMap<string, number>): string {
  const id = `call_${[...pointer.matchAll(/\/(\d+)/g)].map((match) => match[1]).join('_')}`;
  return used.has(id) ? `${id}_new` : id;
}

function setKey(view: RecordView, pointer: string, key: string, value: string): Edit[] {
  const layer = recordLayer(view, pointer);
  if (!layer) return [];
  const node = nodeOf(layer, [key]);
  return [
    node ? replaced(layer, node, JSON.stringify(value)) : withProperty(layer, layer.root, key, JSON.stringify(value)),
  ];
}
