import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import type { Tools } from '../../dataset/sample';
import type { Fix, Report, Rule } from '../rule';
import type { RecordView } from '../view';
import { faultMessage, repairJson } from './repairJson';
import { takesAnyTools } from './takesAnyTools';
import { targetName } from '../targetName';

export const toolsJson: Rule = {
  id: 'tools-json',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'yes',
  claims: ({ instancePath }, view) => instancePath === view.sample.tools?.pointer,
  page: () => ({
    title: l10n.t('Tools that can’t be read'),
    what: l10n.t(
      'Declared tools that are no list: text that is not JSON or blank, or one tool that stands alone; for LLaMA-Factory also a list that is not text, for OpenAI text that should be a list.',
    ),
    why: l10n.t(
      'LLaMA-Factory parses the field as JSON text: a blank text ends the whole run with a RuntimeError, an object with an AttributeError, a list that is not text with a TypeError.',
    ),
    mend: l10n.t(
      'Write a list of tools as JSON text, "[]" or null if there are none. The quick fix puts it into text, into a list, or sets null.',
    ),
    faulty: `{"conversations": […], "tools": " "}`,
    sound: `{"conversations": […], "tools": "[{\\"name\\": \\"get_weather\\", …}]"}`,
  }),
  record(view, report) {
    const { tools } = view.sample;
    if (!tools) return;
    const found = tools.form === 'text' ? faultInText(view, tools) : faultInValue(view, tools);
    if (!found) return;
    const any = tools.form === 'text' ? takesAnyTools(view) : undefined;
    const isTaken = any === 'text' || (any === 'json' && isJsonObject(tools.value));
    report({ pointer: tools.pointer, ...view.span(tools.pointer), ...found, ...(isTaken && { outcome: null }) });
  },
};

type Found = Pick<Report, 'message' | 'fixes' | 'outcome'> & Partial<Report>;

function faultInText(view: RecordView, tools: Tools): Found | undefined {
  if (Array.isArray(tools.value) && view.target !== 'openai') return undefined;
  const text = view.embedded(tools.pointer);
  if (!text) return undefined;
  const span = view.span(tools.pointer);
  if (text.text.trim() === '') {
    return {
      message: l10n.t('“{0}” is a blank text. Write null if there are no tools.', nameOf(tools)),
      fixes: [{ title: l10n.t('Set it to null'), safety: 'safe', edits: [{ ...span, text: 'null' }] }],
    };
  }
  if (tools.value === undefined) {
    const { fault, edits } = repairJson(text.text);
    const fixes: Fix[] = edits
      ? [
          {
            title: l10n.t('Mend the JSON of the tools'),
            safety: 'preview',
            edits: edits.map((edit) => text.edit(edit)),
          },
        ]
      : [];
    return {
      message: l10n.t('The tools are not JSON. {0}', fault ? faultMessage(fault) : ''),
      ...(fault && text.spanOf(fault)),
      fixes,
    };
  }
  const end = text.text.length;
  if (isJsonObject(tools.value)) {
    const edits = [text.edit({ start: 0, end: 0, text: '[' }), text.edit({ start: end, end, text: ']' })];
    return { message: MESSAGES.loneTool(), fixes: [{ title: l10n.t('Put it into a list'), safety: 'safe', edits }] };
  }
  if (!Array.isArray(tools.value)) return { message: MESSAGES.noList(tools) };
  return {
    message: l10n.t('{0} needs the tools as a list, not as text.', targetName(view.target ?? 'openai')),
    fixes: [
      { title: l10n.t('Write the tools as a list'), safety: 'safe', edits: [{ ...span, text: text.text.trim() }] },
    ],
  };
}

function faultInValue(view: RecordView, tools: Tools): Found | undefined {
  const { start, end } = view.span(tools.pointer);
  const source = view.piece.text.slice(start, end);
  const mustBeText = isReadAsText(view);
  const isObject = isJsonObject(tools.value);
  if (!isObject && !Array.isArray(tools.value)) return { message: MESSAGES.noList(tools) };
  if (!isObject && !mustBeText) return undefined;
  const list = isObject ? `[${source}]` : source;
  const title = mustBeText ? l10n.t('Put the tools into text') : l10n.t('Put it into a list');
  const edit = { start, end, text: mustBeText ? JSON.stringify(list) : list };
  return {
    message: mustBeText
      ? l10n.t(
          'LLaMA-Factory needs the tools as JSON text, not as {0} itself.',
          isObject ? l10n.t('an object') : l10n.t('a list'),
        )
      : MESSAGES.loneTool(),
    fixes: [{ title, safety: 'safe', edits: [edit] }],
  };
}

/** LLaMA-Factory's alpaca and sharegpt formattings parse the field; `openai` takes values too (src/llamafactory/data/converter.py). */
const READ_AS_TEXT: ReadonlySet<string> = new Set([
  'alpaca',
  'sharegpt',
  'preference-alpaca',
  'preference-sharegpt',
  'kto-alpaca',
  'kto-sharegpt',
]);

/** These formats are LLaMA-Factory's: without another target they are meant for it. */
function isReadAsText({ format, target }: RecordView): boolean {
  return (target ?? 'llamafactory') === 'llamafactory' && READ_AS_TEXT.has(format.id);
}

const MESSAGES = {
  loneTool: () => l10n.t('The tools must be a list, even if there is only one.'),
  noList: (tools: Tools) => l10n.t('“{0}” must be a list of tools, as JSON text.', nameOf(tools)),
};

function nameOf({ pointer }: Tools): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}
