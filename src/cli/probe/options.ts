import * as l10n from '@vscode/l10n';
import type { Options, Values } from '../command';
import { seedOption } from '../datasets/options';
import { choiceOptions } from '../labels/choice';
import { labelReadingOptions } from '../labels/labelFiles';
import { measureWords } from './measures';
import { probeReporters } from './reporters';

const endpointOptions = {
  endpoint: {
    kind: 'texts',
    placeholder: 'URL',
    group: 'asking',
    help: () => l10n.t('address of a server, such as {0}; several are compared', 'http://127.0.0.1:8000/v1'),
  },
  model: {
    kind: 'texts',
    placeholder: 'name',
    group: 'asking',
    help: () => l10n.t('model or adapter, one for each endpoint; else the first that the server lists'),
  },
  'key-env': {
    kind: 'texts',
    placeholder: 'variable',
    group: 'asking',
    help: () => l10n.t('environment variable with the key of each endpoint; else {0} for the first', 'TUNESET_API_KEY'),
  },
  'ca-file': {
    kind: 'text',
    placeholder: 'file',
    group: 'asking',
    help: () => l10n.t('certificates (PEM) to trust besides the usual ones'),
  },
  timeout: {
    kind: 'number',
    group: 'asking',
    help: () => l10n.t('seconds without a byte after which a call is given up (default 600; 0: never)'),
  },
  temperature: { kind: 'text', placeholder: 'number', group: 'asking', help: () => l10n.t('0: always the likeliest') },
  'top-p': { kind: 'text', placeholder: '0–1', group: 'asking', help: () => l10n.t('nucleus sampling') },
  'max-tokens': { kind: 'number', group: 'asking', help: () => l10n.t('tokens of an answer') },
  'sampling-seed': { kind: 'text', placeholder: 'N', group: 'asking', help: () => l10n.t('seed for the server') },
  stop: { kind: 'texts', placeholder: 'text', group: 'asking', help: () => l10n.t('text that ends an answer') },
  'extra-body': {
    kind: 'text',
    placeholder: 'JSON',
    group: 'asking',
    help: () =>
      l10n.t('further fields of each request, such as {0}', '{"chat_template_kwargs":{"enable_thinking":false}}'),
  },
} as const satisfies Options;

const judgeOptions = {
  judge: {
    kind: 'text',
    placeholder: 'URL',
    group: 'judging',
    help: () => l10n.t('address of the server of the model that judges, for the measure judge'),
  },
  'judge-model': { kind: 'text', placeholder: 'name', group: 'judging', help: () => l10n.t('the model that judges') },
  'judge-key-env': {
    kind: 'text',
    placeholder: 'variable',
    group: 'judging',
    help: () => l10n.t('environment variable with its key'),
  },
  'judge-prompt': {
    kind: 'text',
    placeholder: 'file',
    group: 'judging',
    help: () => l10n.t('what it is asked, with {0} in it', '{{prompt}}, {{reference}}, {{answer}}'),
  },
  'judge-scale': { kind: 'number', group: 'judging', help: () => l10n.t('the best number it can give (default 10)') },
} as const satisfies Options;

const limitOptions = {
  concurrency: { kind: 'number', group: 'limits', help: () => l10n.t('calls at once (default 4)') },
  'requests-per-minute': { kind: 'number', group: 'limits', help: () => l10n.t('calls in a minute at most') },
  'tokens-per-minute': { kind: 'number', group: 'limits', help: () => l10n.t('tokens in a minute at most, about') },
  'token-limit': { kind: 'number', group: 'limits', help: () => l10n.t('tokens after which it stops, to go on later') },
} as const satisfies Options;

export const probeOptions = {
  'per-type': { kind: 'number', help: () => l10n.t('so many records of each task type, drawn at random') },
  ...seedOption,
  ...choiceOptions,
  turns: {
    kind: 'choice',
    choices: ['last', 'all'],
    help: () => l10n.t('the last answer of each record (default), or every one that is trained'),
  },
  tries: { kind: 'number', help: () => l10n.t('how often each is asked (default 1)') },
  measure: {
    kind: 'texts',
    placeholder: 'measure',
    help: () => l10n.t('how answers are measured (default: exact, rougeL, chrf): {0}', measureWords.join(' ')),
  },
  threshold: {
    kind: 'texts',
    placeholder: 'measure=number',
    help: () =>
      l10n.t('what must be reached, such as exact=0.8, or for nll not exceeded; failed and cut-off calls count as 0'),
  },
  resume: {
    kind: 'switch',
    help: () =>
      l10n.t('go on with the last run of the same wishes, repeating nothing that is done; begin if there is none'),
  },
  'retry-failed': { kind: 'switch', help: () => l10n.t('with --resume: make calls again that failed or were cut off') },
  compare: {
    kind: 'text',
    placeholder: 'run',
    help: () => l10n.t('compare with an earlier run: its id or name, or {0}', 'previous'),
  },
  name: { kind: 'text', placeholder: 'text', help: () => l10n.t('a name for the run') },
  results: {
    kind: 'text',
    placeholder: 'file',
    help: () => l10n.t('where results go; else {0} beside the dataset', '<name>.probe.jsonl'),
  },
  reporter: {
    kind: 'choice',
    choices: probeReporters,
    help: () => l10n.t('tables for people (pretty), or json, markdown or csv'),
  },
  ...endpointOptions,
  ...judgeOptions,
  ...limitOptions,
  ...labelReadingOptions,
} as const satisfies Options;

export type ProbeValues = Values<typeof probeOptions>;
