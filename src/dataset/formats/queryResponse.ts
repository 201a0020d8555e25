import * as l10n from '@vscode/l10n';
import type { ErrorObject } from 'ajv';
import schema from '../../../schemas/query-response.schema.json';
import type { Fields, FormatDefinition, Validator } from '../format';
import { isJsonObject } from '../jsonObject';
import type { Names } from '../names';
import type { Sample, Turn } from '../sample';
import { queryResponse as validateOwn } from '../validators.generated';
import { fieldAt, firstFieldAt, hasField, valueOf, type Place } from './fields';
import { isPlainBeside, isVisibleText } from './ordinary';
import { answerTurns, historyTurns } from './readAlpaca';
import { systemTurns, withBeside } from './readBeside';
import { fieldTurn } from './readMessages';
import { readPair, readSide } from './readPair';

/** What ms-swift reads as the question and as the answer, the first that is there (swift/dataset/preprocessor/core.py). */
const QUERY = ['query', 'prompt', 'input', 'instruction', 'question', 'problem'] as const;
const RESPONSE = [
  'response',
  'answer',
  'output',
  'targets',
  'target',
  'answer_key',
  'answers',
  'solution',
  'text',
].concat(['completion', 'content']);
/** Those by which a dataset is told; the others are too common. */
const TELLING = new Set(['response', 'answer', 'output', 'targets', 'target', 'solution', 'completion']);

/** `query` and `response` with `history` and `system`, or `conversation` of pairs of `human` and `assistant` (ms-swift). */
export const queryResponse: FormatDefinition = {
  id: 'query-response',
  name: 'Query and response',
  purpose: 'sft',
  words: { role: '', content: '', roles: {} },
  isCommon: true,
  messageFields: [],
  schema,
  validate: validator(),
  read,
  recognises,
  isOrdinary: (record, names) =>
    isPlainBeside(record, names) &&
    !hasField(record, names, 'rejected_response') &&
    isVisibleText(valueOf(record, names, 'query')) &&
    isVisibleText(valueOf(record, names, 'response')),
  evidence: ['conversation', ...QUERY, ...RESPONSE],
  snippets: () => [
    {
      label: l10n.t('Query and response'),
      description: l10n.t('a question and its answer'),
      body: '{"query": "$1", "response": "$2"}$0',
    },
    {
      label: l10n.t('Query and response with history'),
      description: l10n.t('a conversation of several turns'),
      body: '{"query": "$3", "response": "$4", "history": [["$1", "$2"]]}$0',
    },
    {
      label: l10n.t('Query and response with system prompt'),
      description: l10n.t('query, response and system'),
      body: '{"system": "$3", "query": "$1", "response": "$2"}$0',
    },
  ],
};

function recognises(record: Fields, names: Names): boolean {
  if (isPairList(valueOf(record, names, 'conversation'))) return true;
  if (Array.isArray(record.options) || Array.isArray(record.choices)) return false;
  const has = (field: string): boolean => typeof valueOf(record, names, field) === 'string';
  return (
    QUERY.some(has) && RESPONSE.some((field) => TELLING.has(field) && has(field)) && !hasField(record, names, 'chosen')
  );
}

function isPairList(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return isJsonObject(first) && 'human' in first && 'assistant' in first;
}

function read(record: Fields, names: Names): Sample {
  const query = firstFieldAt(record, names, QUERY);
  const response = firstFieldAt(record, names, RESPONSE);
  const before = [
    ...systemTurns(record, names),
    ...historyTurns(fieldAt(record, names, 'history')),
    ...pairTurns(fieldAt(record, names, 'conversation')),
    ...(typeof query?.value === 'string' ? [fieldTurn('user', query)] : []),
  ];
  const answers = withLoss(answerTurns(response), fieldAt(record, names, 'loss'));
  const rejected = readSide(fieldAt(record, names, 'rejected_response'), names);
  if (!rejected) return withBeside(record, names, { turns: [...before, ...answers] });
  const chosen = answers[0] && { turns: answers, media: [], pointer: answers[0].pointer };
  return withBeside(record, names, readPair({ turns: before, media: [] }, chosen, rejected));
}

/** The turns of ms-swift's `conversation`: pairs as objects. */
function pairTurns(place: Place | undefined): readonly Turn[] {
  if (!Array.isArray(place?.value)) return [];
  return (place.value as unknown[]).flatMap((pair, i) => {
    if (!isJsonObject(pair)) return [];
    return (['human', 'assistant'] as const).flatMap((key) => {
      const turn = { value: pair[key], pointer: `${place.pointer}/${i}/${key}` };
      return typeof turn.value === 'string' ? [fieldTurn(key === 'human' ? 'user' : 'assistant', turn)] : [];
    });
  });
}

function withLoss(turns: readonly Turn[], loss: Place | undefined): readonly Turn[] {
  if (!loss || loss.value === null) return turns;
  return turns.map((turn) => ({ ...turn, weight: { key: 'loss', ...loss } }));
}

/** Validates records with the names that ms-swift takes for `query` and `response`; what is found is told of the fields as they stand. */
function validator(): Validator {
  const validate: Validator = (value) => {
    const query = aliasIn(value, QUERY);
    const response = aliasIn(value, RESPONSE);
    if (query === undefined && response === undefined) return settle(validate, validateOwn(value), []);
    const own: Record<string, unknown> = { ...(value as Fields) };
    const theirs: (readonly [string, string])[] = [];
    for (const [field, alias] of [['query', query] as const, ['response', response] as const]) {
      if (alias === undefined) continue;
      own[field] = own[alias];
      theirs.push([field, alias]);
    }
    return settle(validate, validateOwn(own), theirs);
  };
  return validate;
}

function settle(validate: Validator, isValid: boolean, theirs: readonly (readonly [string, string])[]): boolean {
  validate.errors = isValid ? null : (validateOwn.errors ?? []).map((error) => theirs.reduce(renamed, error));
  return isValid;
}

function renamed(error: ErrorObject, [own, alias]: readonly [string, string]): ErrorObject {
  return error.instancePath === `/${own}` ? { ...error, instancePath: `/${alias}` } : error;
}

/** The field that stands in for the first of the names; undefined if that one is there, or none is. */
function aliasIn(value: unknown, names: readonly string[]): string | undefined {
  if (!isJsonObject(value) || Object.hasOwn(value, names[0]!)) return undefined;
  return names.find((name) => Object.hasOwn(value, name));
}
