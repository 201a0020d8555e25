import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { proseOf } from './prose';
import { quoted, spanIn, textsOf, type TextPart } from './texts';

/** Texts that stand for something that was to be written; compared in lower case, without what surrounds them. */
const STANDING_FOR = new Set(
  ['noinput', 'no input', 'no output', 'nooutput', 'todo', 'tbd', 'tba', 'fixme', 'xxx', 'xxxx', 'n/a', 'placeholder']
    .concat(['lorem ipsum', 'text here', 'your text here', 'your answer here'])
    .concat(['待补充', '待定', '待填写', '待完善', '占位', '占位符', '此处填写', '无输入']),
);
const LONGEST = 24;
/** How they begin, in bytes of UTF-8 too: most short texts fail here at once. */
const BEGINNING =
  /^[^a-z]{0,9}(?:no ?(?:in|out)put|to ?do|tb[da]|fixme|xxx|n\/a|placeholder|lorem|text|your|[待占此无]|\xe5\xbe\x85|\xe5\x8d\xa0|\xe6\xad\xa4|\xe6\x97\xa0)/i;
const IS_FIRST = new Uint8Array(256);
for (const character of 'nNtTfFxXpPlLyY<[({ \t\n\xe5\xe6\xef\xe3') IS_FIRST[character.charCodeAt(0)] = 1;
/** The slot of a template that is filled with what its name says, left as it is. */
const DOUBLE = /(?<![\w\\{}^_$%])\{\{\s*([\p{L}_][\p{L}\p{N}_ -]{1,30}?)\s*\}\}(?![\w{}])/gu;
const SINGLE =
  /(?<![\w\\{}^_$"'%])\{(?:input|instruction|question|query|context|text|user_input|prompt|document|输入|问题|指令|内容)\}(?![\w{}"'])/g;
const MAYBE_SLOT = /\{\{|\{(?:input|instruction|question|query|context|text|user_input|prompt|document|[^\x00-\x7f])/;
/** Slots that LLaMA-Factory fills itself; template-slot-in-text tells of them. */
const OF_TRAINER = new Set(['content', 'idx']);
/** Who writes of templates means what stands there. */
const ABOUT_TEMPLATES =
  /template|jinja|vue|angular|handlebars|mustache|placeholder|f-string|format\(|variable|html|liquid|helm|github actions|模板|占位|变量|<\/|\bdef \b|=>|;\s*$/im;
/** Who asks for them gets them. */
const ASKS_FOR_TEMPLATES = /template|jinja|handlebars|mustache|placeholder|f-string|curly|braces|模板|占位|花括号/i;

export const placeholderText: Rule = {
  id: 'placeholder-text',
  level: 'warning',
  fix: 'no',
  judgesPrompts: true,
  page: () => ({
    title: l10n.t('Placeholder left in the text'),
    what: l10n.t(
      'A text that stands for one still to be written (“TODO”, “<noinput>”, “N/A”, “待补充”), or a slot that was never filled, such as “{{name}}” or “{input}”. Code and formulas are left out, and texts about templates.',
    ),
    why: l10n.t(
      'The model learns to write the placeholder. LLaMA-Factory’s identity.json has “{{name}}” and “{{author}}”, which everybody must replace; the cleaned Alpaca data had thousands of “<noinput>”.',
    ),
    mend: l10n.t('Write what is meant. Where there is no input, leave the field empty.'),
    faulty: `{"instruction": "Who are you?", "output": "I am {{name}}."}`,
    sound: `{"instruction": "Who are you?", "output": "I am Tuna."}`,
  }),
  clues: ['{'],
  confirms: (text) => text.includes('{') && MAYBE_SLOT.test(text),
  suspectsShort: (text) =>
    text.length > 2 && isFirst(text.charCodeAt(0)) && BEGINNING.test(text) && isPlaceholder(text),
  record(view, report) {
    const asked = new Asked(view);
    for (const part of textsOf(view)) {
      const found = placeholders(part);
      if (found.length > 0 && part.turn.role === 'assistant' && asked.isFor(part.text)) continue;
      for (const { start, end } of found) {
        report({
          message: l10n.t('“{0}” is a placeholder: put in what it stands for.', quoted(part.text.slice(start, end))),
          pointer: part.pointer,
          ...spanIn(view, part, start, end),
        });
      }
    }
  },
};

function isFirst(unit: number): boolean {
  return unit > 0xff || IS_FIRST[unit] === 1;
}

function isPlaceholder(text: string): boolean {
  const word = text
    .trim()
    .replace(/^[<[({（【]+|[>\])}）】.。!！]+$/g, '')
    .trim()
    .toLowerCase();
  return STANDING_FOR.has(word) || STANDING_FOR.has(inUtf16(word));
}

/** A text whose units are the bytes of UTF-8, decoded; others as they are. */
function inUtf16(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\x00-\xff]/.test(text)) return text;
  return new TextDecoder().decode(Uint8Array.from(text, (unit) => unit.charCodeAt(0)));
}

function placeholders({ turn, text }: TextPart): { start: number; end: number }[] {
  if (text.length <= LONGEST && isPlaceholder(text))
    return isAnswerToChoice(turn.role, text) ? [] : [{ start: 0, end: text.length }];
  if (!text.includes('{')) return [];
  const prose = proseOf(text);
  if (ABOUT_TEMPLATES.test(prose)) return [];
  const isAsked = turn.role === 'user' || turn.role === 'system';
  const slots = [...prose.matchAll(DOUBLE)].filter(([, name]) => !OF_TRAINER.has(name!));
  return [...slots, ...(isAsked ? prose.matchAll(SINGLE) : [])].map((slot) => ({
    start: slot.index,
    end: slot.index + slot[0].length,
  }));
}

/** What the user says in a record. */
class Asked {
  private questions: readonly string[] | undefined;
  private asksForTemplates = false;
  private readonly words = new Map<string, boolean>();

  constructor(private readonly view: RecordView) {}

  /** True for an answer about templates, or one that takes up a word of the question. */
  isFor(text: string): boolean {
    this.questions ??= this.read();
    const word = text.length <= LONGEST ? text.trim().toLowerCase() : '';
    let isNamed = this.words.get(word);
    if (isNamed === undefined) {
      isNamed = word !== '' && this.questions.some((question) => question.includes(word));
      this.words.set(word, isNamed);
    }
    return isNamed || this.asksForTemplates;
  }

  /** The questions in lower case. */
  private read(): string[] {
    const questions = this.view.sample.turns.filter(({ role }) => role === 'user').map(({ content }) => content);
    this.asksForTemplates = questions.some((question) => ASKS_FOR_TEMPLATES.test(question));
    return questions.map((question) => question.toLowerCase());
  }
}

/** “N/A” may be the right answer where one is to choose. */
function isAnswerToChoice(role: string, text: string): boolean {
  return role === 'assistant' && /^\W*n\/a\W*$/i.test(text);
}
