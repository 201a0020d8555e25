import * as l10n from '@vscode/l10n';
import type { Fields, Format } from '../../dataset/format';
import { valueOf } from '../../dataset/formats/fields';
import { thoughtLength } from '../../dataset/formats/readCalls';
import { jsonOf } from '../../dataset/jsonIn';
import { isJsonObject } from '../../dataset/jsonObject';
import type { Sample, Turn } from '../../dataset/sample';
import { nodeAt, treeOf } from '../../dataset/tree';
import type { LabelReader } from '../../labels/labelReader';
import { markerOf } from '../../labels/marker';
import { taskTypeText } from '../../labels/taskType';
import type { NoCase, ProbeCase, Reference } from './probeCase';
import { readMessages, requestMessage, type ReadMessage } from './requestMessages';
import type { JsonAt } from './requestCalls';
import { requestTools } from './requestTools';

/** A record that a model is to be asked for. */
export interface CaseSource {
  /** 0-based. */
  readonly record: number;
  /** See `review/recordKey.ts`. */
  readonly key: string;
  /** The record's JSON. */
  readonly text: string;
  readonly format: Format;
  readonly labels: LabelReader;
}

/** `last`: the last of the assistant's turns that are trained; `all`: each of them; a number: that one, by its index in `allTurns` of the sample. */
export type WantedTurns = 'last' | 'all' | number;

/** The places of a record that a model can be asked for; one {@link NoCase} if there is none. */
export function casesOf(source: CaseSource, wanted: WantedTurns): readonly (ProbeCase | NoCase)[] {
  try {
    return read(source, wanted);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    const isDeep = error instanceof RangeError;
    return [
      noCase(source, isDeep ? l10n.t('The record is nested too deeply.') : l10n.t('The record is no valid JSON.')),
    ];
  }
}

/** The assistant's turns that a model can be asked for, by their indices in `allTurns` of the sample. Of a pair it is the chosen answer's first. */
export function askedTurns({ turns, preference }: Sample): readonly number[] {
  if (preference) {
    const first = (preference.chosen?.turns ?? []).findIndex(isAnswer);
    return first < 0 ? [] : [turns.length + first];
  }
  // Calls in a turn of their own belong to the answer before them.
  return turns.flatMap((turn, i) => (isAnswer(turn) && !(isBareCall(turn) && isAnswer(turns[i - 1])) ? [i] : []));
}

/** How many turns an answer is made up of: one, and calls behind it in turns of their own. */
export function turnsOfAnswer({ turns, preference }: Sample, turn: number): number {
  const all = [...turns, ...(preference?.chosen?.turns ?? [])];
  const end = all.findIndex((each, i) => i > turn && !(isAnswer(each) && isBareCall(each)));
  return (end < 0 ? all.length : end) - turn;
}

/** The turns, by their indices in `allTurns` of the sample, that each of the messages of a record's cases is read from; undefined if it has none. */
export function caseTurns(text: string, format: Format): readonly (readonly number[])[] | undefined {
  const value = JSON.parse(text) as unknown;
  if (!isJsonObject(value)) return undefined;
  const { turns, preference } = format.read(value);
  const messages = readMessages([...turns, ...(preference?.chosen?.turns ?? [])], jsonByPointer(text));
  return 'problem' in messages ? undefined : messages.map((message) => message.turns);
}

function read(source: CaseSource, wanted: WantedTurns): readonly (ProbeCase | NoCase)[] {
  const value: unknown = JSON.parse(source.text);
  if (!isJsonObject(value)) return [noCase(source, l10n.t('The record is no JSON object.'))];
  const sample = source.format.read(value);
  const problem = problemOf(sample);
  if (problem !== undefined) return [noCase(source, problem)];
  const turns = chosenTurns(sample, wanted);
  if (turns.length === 0) return [noCase(source, l10n.t('It has no answer that a model could be asked for.'))];
  const about = factsOf(source, value, sample);
  if ('problem' in about) return [about];
  return turns.map((turn) => caseAt(about, turn));
}

/** Why no turn of a record can be asked for. */
function problemOf({ turns, preference, label, isPlainText, media }: Sample): string | undefined {
  if (isPlainText && turns.length < 2) return l10n.t('It is one text, without a prompt.');
  if (label?.value === false) return l10n.t('Its answer is marked as a bad one, so there is no reference.');
  const isInMessage = ({ pointer }: { readonly pointer: string }): boolean =>
    [...turns, ...(preference?.chosen?.turns ?? []), ...(preference?.rejected?.turns ?? [])].some(
      (turn) => turn.source && pointer.startsWith(`${turn.pointer}/`),
    );
  return media?.some((each) => each.items.length > 0 && !isInMessage(each)) ? unsentMedia() : undefined;
}

function unsentMedia(): string {
  return l10n.t('It has images or other media that are no texts and no web addresses. They can’t be sent.');
}

function chosenTurns(sample: Sample, wanted: WantedTurns): readonly number[] {
  const asked = askedTurns(sample);
  if (typeof wanted === 'number') return asked.includes(wanted) ? [wanted] : [];
  const turns = [...sample.turns, ...(sample.preference?.chosen?.turns ?? [])];
  const first = sample.completionFrom ?? 0;
  const trained = asked.filter((i) => i >= first && !isSwitchedOff(turns[i]!));
  return wanted === 'all' ? trained : trained.slice(-1);
}

/** What is the same for all cases of a record. */
interface Facts {
  readonly source: CaseSource;
  readonly sample: Sample;
  readonly jsonAt: JsonAt;
  /** Of prompt and answer; of a pair with the chosen one. */
  readonly messages: readonly ReadMessage[];
  readonly common: Pick<ProbeCase, 'record' | 'key' | 'tools' | 'variables' | 'taskTypes' | 'kinds' | 'isMarked'>;
}

function factsOf(source: CaseSource, value: Fields, sample: Sample): Facts | NoCase {
  const { record, key, text, format, labels } = source;
  const tools = requestTools(sample.tools);
  if (typeof tools === 'string') return noCase(source, tools);
  const variables = valueOf(value, format.names, 'chat_template_kwargs');
  const { types, kinds } = labels.of(value);
  const jsonAt = jsonByPointer(text);
  const messages = readMessages([...sample.turns, ...(sample.preference?.chosen?.turns ?? [])], jsonAt);
  if ('problem' in messages) return noCase(source, messages.problem);
  return {
    ...{ source, sample, jsonAt, messages },
    common: {
      ...{ record, key, tools, kinds },
      variables: isJsonObject(variables) ? variables : null,
      taskTypes: types.map((type) => taskTypeText(type, labels.settings.taskType)),
      isMarked: markerOf(value, labels.settings.robustness) !== undefined,
    },
  };
}

/** Gives the JSON at pointers into a record, as it is written. */
function jsonByPointer(text: string): JsonAt {
  let root: ReturnType<typeof treeOf>;
  return (pointer) => {
    root ??= treeOf(text);
    const node = root && nodeAt(root, pointer);
    return node ? jsonOf(text, node) : '';
  };
}

function caseAt({ source, messages, common, ...facts }: Facts, turn: number): ProbeCase | NoCase {
  const at = messages.findIndex((message) => message.turns.includes(turn));
  const prompt = messages.slice(0, at);
  const problem = promptProblem(prompt);
  if (problem !== undefined) return noCase(source, problem);
  const reference = referenceOf(messages[at]!);
  if (!reference) return noCase(source, l10n.t('Its answer has parts that are no text.'));
  return {
    ...common,
    turn,
    messages: prompt.map(requestMessage),
    reference,
    rejected: rejectedOf(facts),
    turnCount: prompt.filter(({ role }) => role === 'user' || role === 'assistant').length + 1,
  };
}

/** The first message of a pair's rejected answer. */
function rejectedOf({ sample: { turns, preference }, jsonAt }: Pick<Facts, 'sample' | 'jsonAt'>): Reference | null {
  if (!preference?.rejected) return null;
  const messages = readMessages([...turns, ...preference.rejected.turns], jsonAt);
  if ('problem' in messages) return null;
  const first = messages.find(({ role, turns: from }) => role === 'assistant' && from.some((i) => i >= turns.length));
  return (first && referenceOf(first)) ?? null;
}

function promptProblem(prompt: readonly ReadMessage[]): string | undefined {
  const last = prompt.at(-1);
  if (!last) return l10n.t('Nothing stands before its answer.');
  return last.role === 'assistant' ? l10n.t('Another answer stands right before this one.') : undefined;
}

/** Undefined for one that is not a text. */
function referenceOf(message: ReadMessage): Reference | undefined {
  const { content, reasoning, calls } = message;
  if (content !== null && typeof content !== 'string') return undefined;
  return {
    content: content ?? '',
    reasoning,
    calls: calls.map(({ name, arguments: args }) => ({ name, arguments: args })),
    message: requestMessage(message),
  };
}

function isAnswer(turn: Turn | undefined): boolean {
  return turn?.role === 'assistant';
}

/** Calls and nothing else. */
function isBareCall({ calls, content, pointers }: Turn): boolean {
  if (!calls || calls.calls.length === 0) return false;
  const isCall = calls.form === 'text' && pointers.includes(calls.pointer);
  return content === '' || (isCall && thoughtLength(content) === 0);
}

function isSwitchedOff({ weight }: Turn): boolean {
  return weight?.value === 0 || weight?.value === false;
}

function noCase({ record }: CaseSource, problem: string): NoCase {
  return { record, problem };
}
