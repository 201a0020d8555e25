import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { allTurns } from '../../dataset/sample';
import type { Report, Rule } from '../rule';
import type { RecordView } from '../view';
import { bodyOf, callLayer, callSites, isLone, placeIn, type CallSite } from './callSites';
import { shapeFix } from './shapeFix';
import { templateOf } from './templateOf';
import { brief } from '../brief';

const IN_CALLS = /\/(?:tool_calls|function_call)(?:\/|$)/;

export const toolCallShape: Rule = {
  id: 'tool-call-shape',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'yes',
  claims: ({ instancePath }) => IN_CALLS.test(instancePath),
  page: () => ({
    title: l10n.t('Malformed tool call'),
    what: l10n.t(
      'A tool call without name or arguments, with them under other keys (“parameters”), or with a “function” around them where there should be none, or none where there should be one.',
    ),
    why: l10n.t(
      "LLaMA-Factory takes “name” and “arguments” and ends the whole run with “KeyError: 'arguments'” if one is missing; mistral-finetune refuses the record.",
    ),
    mend: l10n.t(
      'As text (function_call) a call is {"name": …, "arguments": {…}}; in tool_calls it is {"id": …, "type": "function", "function": {"name": …, "arguments": …}}. The quick fix renames keys and moves them.',
    ),
    faulty: `{"from": "function_call", "value": "{\\"name\\": \\"get_weather\\", \\"parameters\\": {\\"city\\": \\"厦门\\"}}"}`,
    sound: `{"from": "function_call", "value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {\\"city\\": \\"厦门\\"}}"}`,
  }),
  record(view, report) {
    reportNumber(view, report);
    for (const site of callSites(view)) {
      const message = faultOf(site);
      if (message === undefined) continue;
      const fix = shapeFix(site);
      report({ message, ...placeIn(site), fixes: fix ? [fix] : [] });
    }
    for (const { instancePath, keyword } of view.errorsOf(toolCallShape)) {
      if (keyword !== 'type' || /\/tool_calls\/\d/.test(instancePath)) continue;
      const message = l10n.t('Tool calls are a list of objects with id, type and function.');
      report({ message, pointer: instancePath, ...view.span(instancePath) });
    }
  },
};

/** Turns whose number of calls is the fault: none in a list, or more than the template can write. */
function reportNumber(view: RecordView, report: (finding: Report) => void): void {
  const isSingle = templateOf(view)?.toolFormat === 'glm4';
  for (const { calls } of allTurns(view.sample)) {
    if (calls?.form === 'text' && Array.isArray(calls.value) && calls.value.length === 0) {
      const layer = callLayer(view, calls.pointer);
      const span = layer ? layer.spanOf(layer.root) : view.span(calls.pointer);
      const message = l10n.t('This turn should call a tool, but its list of calls is empty.');
      // An empty text is trained.
      report({ message, pointer: calls.pointer, ...span, outcome: null });
    } else if (isSingle && calls && calls.calls.length > 1) {
      const message = l10n.t('The template “{0}” can’t write several calls in one turn.', view.template!);
      report({ message, pointer: calls.pointer, ...view.span(calls.pointer) });
    }
  }
}

function faultOf(site: CallSite): string | undefined {
  const body = bodyOf(site);
  if (!body) return l10n.t('A tool call is an object with name and arguments.');
  const isInList = site.calls.form === 'list' && !isLone(site);
  const isNested = isJsonObject(site.call.source) && body !== site.call.source;
  if (isNested && !isInList)
    return l10n.t('Name and arguments must stand in the call itself here, not in a “function” around them.');
  const missing = missingOf(body);
  if (missing !== undefined) return missing;
  if (!isNested && isInList)
    return l10n.t('In tool_calls, name and arguments stand in “function”: {"type": "function", "function": {…}}.');
  return undefined;
}

function missingOf(body: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof body.name !== 'string' || body.name === '') {
    return body.name === undefined
      ? l10n.t('The tool call has no “name”.')
      : l10n.t('The “name” of the tool call must be the name of a tool, as text.');
  }
  if (body.arguments !== undefined) return undefined;
  return body.parameters === undefined
    ? l10n.t(
        'The call of “{0}” has no “arguments”. A call without any is written with "arguments": {}.',
        brief(body.name),
      )
    : l10n.t('The call of “{0}” has “parameters” in place of “arguments”.', brief(body.name));
}
