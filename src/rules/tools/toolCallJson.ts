import * as l10n from '@vscode/l10n';
import { thoughtLength } from '../../dataset/formats/readCalls';
import { allTurns } from '../../dataset/sample';
import type { Report, Rule } from '../rule';
import type { Fault } from '../syntax/fault';
import type { RecordView } from '../view';
import { readTags } from '../thinking/thoughtTags';
import { brief } from '../brief';
import { faultMessage, repairJson } from './repairJson';
import { templateOf } from './templateOf';
import { hasCallTags } from './toolCallBlocks';

export const toolCallJson: Rule = {
  id: 'tool-call-json',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Tool call that is not JSON'),
    what: l10n.t(
      'A turn that calls tools (function_call) whose text is not JSON: a call as in a program, a sentence around it, single quotes, a comma too many.',
    ),
    why: l10n.t(
      'LLaMA-Factory parses the text to write it in the way of the model’s template. If it can’t, the whole run ends with “RuntimeError: Invalid JSON format in function message”.',
    ),
    mend: l10n.t(
      'Write {"name": …, "arguments": {…}}, or a list of such objects for several calls. The quick fix mends quotes, commas and the like.',
    ),
    faulty: `{"from": "function_call", "value": "{'name': 'get_weather', 'arguments': {}}"}`,
    sound: `{"from": "function_call", "value": "{\\"name\\": \\"get_weather\\", \\"arguments\\": {}}"}`,
  }),
  record(view, report) {
    const takesNoThought = templateOf(view)?.systemInUser === true;
    for (const { calls, content, isKnown } of allTurns(view.sample)) {
      // Of a role that nobody knows it is not sure that it calls tools.
      if (calls?.form !== 'text' || !isKnown) continue;
      if (calls.value === undefined) reportBroken(view, calls.pointer, report);
      else if (takesNoThought && content.includes('<think>')) {
        const message = l10n.t(
          'The template “{0}” takes nothing but JSON in a call of a tool, no thought in front.',
          view.template!,
        );
        report({ message, pointer: calls.pointer, ...view.span(calls.pointer) });
      }
    }
  },
};

function reportBroken(view: RecordView, pointer: string, report: (finding: Report) => void): void {
  const whole = view.embedded(pointer);
  // Tags that are wrong have rules of their own.
  if (!whole || hasCallTags(whole.text) || readTags(whole.text).kind === 'unbalanced') return;
  const call = view.embedded(pointer, thoughtLength(whole.text))!;
  const { fault, edits } = repairJson(call.text);
  const isLikeJson = /^\s*[{[]/.test(call.text);
  const title = l10n.t('Mend the JSON of the tool call');
  report({
    message: messageOf(fault, isLikeJson, call.text),
    pointer,
    ...(fault && isLikeJson ? call.spanOf(fault) : view.span(pointer)),
    fixes: edits ? [{ title, safety: 'preview', edits: edits.map((edit) => call.edit(edit)) }] : [],
  });
}

function messageOf(fault: Fault | undefined, isLikeJson: boolean, text: string): string {
  if (!fault) return l10n.t('This turn should call a tool, but it is empty.');
  if (isLikeJson) return l10n.t('The tool call is not JSON. {0}', faultMessage(fault));
  return l10n.t(
    '“{0}” is not JSON. A tool call is written {"name": …, "arguments": {…}}, with nothing around it but a thought in front.',
    brief(text),
  );
}
