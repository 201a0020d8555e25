import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { parseJson } from '../../dataset/formats/readCalls';
import type { Fix, Rule } from '../rule';
import { callSites, isWellFormed, layerOf, placeIn, type CallSite } from './callSites';
import { nodeOf, replaced } from './jsonLayer';
import { outcomeOfArguments, wantedArguments } from './wantedArguments';
import { brief } from '../brief';

export const toolArgsType: Rule = {
  id: 'tool-args-type',
  level: 'error',
  outcomes: { llamafactory: 'altered' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Arguments of the wrong type'),
    what: l10n.t(
      'Arguments of a tool call that are text where the target wants an object, or an object where it wants text; or anything else.',
    ),
    why: l10n.t(
      'LLaMA-Factory turns the arguments into JSON itself: text is encoded a second time, and the model learns "arguments": "{\\"x\\": 1}". OpenAI and mistral take text only. If both occur in one file, Hugging Face datasets 4.0 refuses it.',
    ),
    mend: l10n.t(
      'Write all arguments in the one way that the target wants. The quick fix takes the text apart, or puts the object into text.',
    ),
    faulty: `"function": {"name": "get_weather", "arguments": "{\\"city\\": \\"厦门\\"}"}`,
    sound: `"function": {"name": "get_weather", "arguments": {"city": "厦门"}}`,
  }),
  record(view, report) {
    for (const site of callSites(view)) {
      if (!isWellFormed(site)) continue;
      const message = faultOf(site, wantedArguments(view, site));
      if (message === undefined) continue;
      const fix = fixOf(site);
      report({ message, ...placeIn(site, 'arguments'), fixes: fix ? [fix] : [], ...outcomeOfArguments(view) });
    }
  },
};

function faultOf({ call }: CallSite, wanted: 'object' | 'string' | undefined): string | undefined {
  const { arguments: args } = call;
  const name = brief(call.name ?? '');
  if (typeof args !== 'string' && !isJsonObject(args))
    return l10n.t('The arguments of “{0}” must be an object: {"parameter": value, …}.', name);
  if (typeof args === 'string') {
    const value = parseJson(args);
    // Text that is no JSON has a rule of its own.
    if (value === undefined) return undefined;
    if (!isJsonObject(value)) return l10n.t('The arguments of “{0}” must be an object: {"parameter": value, …}.', name);
    return wanted === 'object'
      ? l10n.t(
          'The arguments of “{0}” are text. LLaMA-Factory needs the object itself, or it encodes the text once more.',
          name,
        )
      : undefined;
  }
  return wanted === 'string'
    ? l10n.t('The arguments of “{0}” must be text that holds the object: {1}.', name, '"{\\"parameter\\": value, …}"')
    : undefined;
}

function fixOf(site: CallSite): Fix | undefined {
  const { call, body } = site;
  const layer = layerOf(site);
  const node = layer && nodeOf(layer, [...body, 'arguments']);
  if (!node) return undefined;
  if (typeof call.arguments !== 'string') {
    if (!isJsonObject(call.arguments)) return undefined;
    const text = JSON.stringify(layer.sourceOf(node));
    return { title: l10n.t('Put the arguments into text'), safety: 'safe', edits: [replaced(layer, node, text)] };
  }
  if (!isJsonObject(parseJson(call.arguments))) return undefined;
  return {
    title: l10n.t('Write the arguments as an object'),
    safety: 'safe',
    edits: [replaced(layer, node, call.arguments.trim())],
  };
}
