import * as l10n from '@vscode/l10n';
import type { Fix, Rule } from '../rule';
import { templateOf } from '../tools/templateOf';
import type { RecordView } from '../view';
import { isAnswer, isCallText, textsWith, type TurnText } from './answerTexts';

type Tags = readonly [open: string, close: string];

const USUAL: Tags = ['<think>', '</think>'];

/** Tags that models or prompts put around thoughts. */
const ALL: readonly Tags[] = [
  USUAL,
  ...['thinking', 'thought', 'thoughts', 'reasoning', 'reason', 'Think', 'THINK', 'Thinking', 'seed:think'].map(
    (name): Tags => [`<${name}>`, `</${name}>`],
  ),
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
];

const OPENINGS = ALL.map(([open]) => open);

export const thinkOtherTag: Rule = {
  id: 'think-other-tag',
  level: 'warning',
  clues: OPENINGS,
  fix: 'offer',
  page: () => ({
    title: l10n.t('Another tag around the thought'),
    what: l10n.t(
      'An answer that begins with a thought between other tags than <think>: <thinking>, <reasoning>, <thought>, ◁think▷ and the like.',
    ),
    why: l10n.t(
      'Templates and trainers look for the tags of their model, which most often are <think> and </think>. With others, the thought is trained as part of the answer and stays in the history.',
    ),
    mend: l10n.t('Rename the tags to those of the model’s template; the quick fix does.'),
    faulty: `{"from": "gpt", "value": "<thinking>2 and 2</thinking>4"}`,
    sound: `{"from": "gpt", "value": "<think>2 and 2</think>4"}`,
  }),
  record(view, report) {
    const own = ownTags(view);
    for (const said of textsWith(view, OPENINGS, isAnswer)) {
      const start = /^\s*/.exec(said.content)![0].length;
      const tags = ALL.find(([open]) => open !== own[0] && said.content.startsWith(open, start));
      const text = tags && said.located();
      if (!text) continue;
      const fix = renamed(said, tags, own, start);
      report({
        message: messageOf(tags, own, view),
        pointer: said.pointer,
        ...text.spanOf({ start, end: start + tags[0].length }),
        fixes: fix ? [fix] : [],
        ...(own !== USUAL && isCallText(said.turn) && { outcome: 'crash' as const }),
      });
    }
  },
};

/** The tags of the template that is named, without the line breaks that belong to them. */
function ownTags(view: RecordView): Tags {
  const template = templateOf(view);
  const [open, close] = template?.thoughtWords ?? USUAL;
  return open.trim() === USUAL[0] ? USUAL : [open.trim(), close.trim()];
}

function messageOf([open]: Tags, own: Tags, { template }: RecordView): string {
  return own === USUAL
    ? l10n.t('Thoughts stand between <think> and </think>; “{0}” is text like any other to most templates.', open)
    : l10n.t(
        'The template “{0}” knows thoughts between “{1}” and “{2}”; “{3}” is text like any other to it.',
        template!,
        ...own,
        open,
      );
}

function renamed({ content, located }: TurnText, [open, close]: Tags, own: Tags, start: number): Fix | undefined {
  const end = content.indexOf(close, start);
  const text = located();
  if (!text || end < 0 || content.includes(own[0])) return undefined;
  const edits = [
    { start, end: start + open.length, text: own[0] },
    { start: end, end: end + close.length, text: own[1] },
  ].map((edit) => text.edit(edit));
  return { title: l10n.t('Rename the tags to {0} and {1}', ...own), safety: 'preview', edits };
}
