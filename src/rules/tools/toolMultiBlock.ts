import * as l10n from '@vscode/l10n';
import type { EmbeddedJson } from '../../dataset/embeddedJson';
import type { Edit } from '../../dataset/edits';
import { isJsonObject } from '../../dataset/jsonObject';
import { parseJson, thoughtLength } from '../../dataset/formats/readCalls';
import { allTurns } from '../../dataset/sample';
import type { Fix, Report, Rule } from '../rule';
import type { RecordView } from '../view';
import { templateOf } from './templateOf';
import { callBlocks, hasCallTags, type CallBlock } from './toolCallBlocks';

export const toolMultiBlock: Rule = {
  id: 'tool-multi-block',
  level: 'error',
  outcomes: { llamafactory: 'altered' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Tags around a tool call'),
    what: l10n.t(
      'A turn that calls tools (function_call) whose text has <tool_call> tags of its own, once or several times.',
    ),
    why: l10n.t(
      'The tags belong to the chat template, which puts them around the call by itself. Of several blocks LLaMA-Factory takes the first, writes it anew and puts it behind the others: what is trained is mangled, without a word.',
    ),
    mend: l10n.t('Write the call as JSON without tags, several calls as a JSON list. The quick fix does.'),
    faulty: `{"from": "function_call", "value": "<tool_call>{\\"name\\": \\"a\\", \\"arguments\\": {}}</tool_call><tool_call>{\\"name\\": \\"b\\", \\"arguments\\": {}}</tool_call>"}`,
    sound: `{"from": "function_call", "value": "[{\\"name\\": \\"a\\", \\"arguments\\": {}}, {\\"name\\": \\"b\\", \\"arguments\\": {}}]"}`,
  }),
  record(view, report) {
    for (const { calls } of allTurns(view.sample)) {
      if (calls?.form !== 'text' || calls.value !== undefined) continue;
      const whole = view.embedded(calls.pointer);
      if (!whole || !hasCallTags(whole.text)) continue;
      const text = view.embedded(calls.pointer, thoughtLength(whole.text))!;
      const blocks = callBlocks(text.text);
      const fix = blocks.length > 0 ? withoutTags(text, blocks) : undefined;
      report({
        message:
          blocks.length > 1
            ? l10n.t(
                'There are {0} <tool_call> blocks in one turn. Write several calls as one JSON list, without tags.',
                blocks.length,
              )
            : l10n.t(
                'The <tool_call> tags are the chat template’s; it adds them itself. Write the call as JSON, without tags.',
              ),
        pointer: calls.pointer,
        ...view.span(calls.pointer),
        fixes: fix ? [fix] : [],
        ...outcomeOf(blocks, view),
      });
    }
  },
};

/** LLaMA-Factory looks for one block between the template's own words; without that, the text is no JSON to it. */
function outcomeOf(blocks: readonly CallBlock[], view: RecordView): Pick<Report, 'outcome'> {
  const template = templateOf(view);
  const isSought = !template || (!template.systemInUser && template.toolCallWords[0] === '<tool_call>');
  if (blocks.length === 0 || !isSought) return view.target === 'llamafactory' ? { outcome: 'crash' } : {};
  return blocks.length > 1 ? {} : { outcome: null };
}

/** Keeps what stands in the blocks, as a list if there are several. Text outside of them goes, which is shown first. */
function withoutTags(text: EmbeddedJson, blocks: readonly CallBlock[]): Fix | undefined {
  const sources = blocks.map(({ inner }) => text.text.slice(inner.start, inner.end));
  if (!sources.every((source) => isJsonObject(parseJson(source)))) return undefined;
  const isList = blocks.length > 1;
  const ends = [0, ...blocks.map(({ inner }) => inner.end)];
  const edits: Edit[] = blocks.map(({ inner }, i) => ({
    start: ends[i]!,
    end: inner.start,
    text: i > 0 ? ', ' : isList ? '[' : '',
  }));
  edits.push({ start: ends.at(-1)!, end: text.text.length, text: isList ? ']' : '' });
  const outside = blocks.map(({ start }, i) => text.text.slice(i === 0 ? 0 : blocks[i - 1]!.end, start));
  const isBare = [...outside, text.text.slice(blocks.at(-1)!.end)].every((between) => between.trim() === '');
  return {
    title: isList ? l10n.t('Make it a list of calls') : l10n.t('Remove the tags'),
    safety: isBare ? 'safe' : 'preview',
    edits: edits.map((edit) => text.edit(edit)),
  };
}
