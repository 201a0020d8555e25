import { jsonIn } from '../../dataset/jsonIn';
import { isJsonObject } from '../../dataset/jsonObject';
import { thoughtLength } from '../../dataset/formats/readCalls';
import { allTurns, type Calls, type ToolCall, type Turn } from '../../dataset/sample';
import { valueAt } from '../../editing/pointers';
import { possibleActions } from '../../editing/turns/possibleActions';
import type { PreviewCall, PreviewTurn } from '../../protocol/preview';
import { laidOut, laidOutIfJson } from './laidOut';
import type { RecordSource } from './recordSource';

/** The turns of a record without what is known of them from elsewhere: media, findings, tokens. */
export function previewTurns(record: RecordSource): PreviewTurn[] {
  const { sample } = record;
  const chosenFrom = sample.turns.length;
  const rejectedFrom = chosenFrom + (sample.preference?.chosen?.turns.length ?? 0);
  const actions = possibleActions(record);
  return allTurns(sample).map((turn, i) => {
    const texts = textsOf(turn, record);
    return {
      side: i < chosenFrom ? 'prompt' : i < rejectedFrom ? 'chosen' : 'rejected',
      role: turn.role,
      name: turn.name,
      isKnown: turn.isKnown,
      pointer: turn.pointer,
      texts,
      reasoning: turn.reasoning ?? null,
      calls: turn.calls ? previewCalls(turn.calls, record) : [],
      callsAreText: turn.calls !== undefined && areText(turn.calls, texts),
      callId: turn.callId ? record.shownAt(turn.callId.pointer, turn.callId.value) : null,
      weight: turn.weight ? `${turn.weight.key}: ${record.shownAt(turn.weight.pointer, turn.weight.value)}` : null,
      ...{ media: [], findings: [], tokens: null },
      can: actions[i]!,
    };
  });
}

function textsOf({ pointers }: Turn, { value }: RecordSource): PreviewTurn['texts'] {
  return pointers.flatMap((pointer) => {
    const text = valueAt(value, pointer);
    return typeof text === 'string' ? [{ pointer, text }] : [];
  });
}

/** True if the texts say nothing but what the calls do. */
function areText({ form, calls }: Calls, texts: PreviewTurn['texts']): boolean {
  const isCall = ({ pointer, text }: PreviewTurn['texts'][number]): boolean =>
    calls.some((call) => call.pointer === pointer) && thoughtLength(text) === 0;
  return form === 'text' && texts.length > 0 && texts.every(isCall);
}

function previewCalls({ form, calls }: Calls, record: RecordSource): PreviewCall[] {
  const texts = new Map<string, ReturnType<typeof jsonIn>>();
  const inText = (pointer: string): ReturnType<typeof jsonIn> => {
    let json = texts.get(pointer);
    if (!json) {
      const text = valueAt(record.value, pointer) as string;
      texts.set(pointer, (json = jsonIn(text.slice(thoughtLength(text)))));
    }
    return json;
  };
  return calls.map((call) => {
    const id = typeof call.id === 'string' || typeof call.id === 'number' ? String(call.id) : null;
    return { name: call.name ?? null, id, ...argumentsOf(call, form, record, inText) };
  });
}

/** @param inText gives the JSON in the string that a pointer names */
function argumentsOf(
  { arguments: given, source, pointer, path }: ToolCall,
  form: Calls['form'],
  record: RecordSource,
  inText: (pointer: string) => ReturnType<typeof jsonIn>,
): Pick<PreviewCall, 'arguments' | 'pointer'> {
  const isNested = isJsonObject(source) && isJsonObject(source.function);
  const isThere = given !== undefined;
  if (typeof given === 'string') {
    const at = form === 'list' ? `${pointer}${isNested ? '/function' : ''}/arguments` : pointer;
    return { arguments: laidOutIfJson(given), pointer: at };
  }
  // What is no call has no arguments: then it is shown as a whole.
  const isWhole = !isThere && !isJsonObject(source);
  if (!isThere && !isWhole) return { arguments: '', pointer };
  const inside = isWhole ? [] : [...(isNested ? ['function'] : []), 'arguments'];
  if (form === 'list') {
    const at = pointer + inside.map((name) => `/${name}`).join('');
    return { arguments: laidOut(record.jsonAt(at)), pointer: at };
  }
  return { arguments: laidOut(inText(pointer)([...path, ...inside])), pointer };
}
