import * as l10n from '@vscode/l10n';
import { asBytes } from '../clues';
import type { Rule } from '../rule';
import { answersOf, quoted, spanIn, textFix } from './texts';

/** The languages whose names stand in front of the caption of a block of code. */
const LANGUAGES = [
  '',
  'python',
  'java',
  'javascript',
  'bash',
  'shell',
  'sql',
  'json',
  'html',
  'css',
  'xml',
  'c',
  'cpp',
  'csharp',
].concat([
  'go',
  'rust',
  'php',
  'ruby',
  'r',
  'kotlin',
  'swift',
  'typescript',
  'yaml',
  'matlab',
  'lua',
  'scss',
  'vbnet',
  'perl',
]);
/** Captions of buttons that were copied with a conversation; each fills a line (cf. FastChat's clean_sharegpt). */
const CAPTION = new RegExp(
  `^(?:(?:${LANGUAGES.join('|')})(?:Copy code|复制代码)|Copy\\d+ chars / \\d+ words|Regenerate response|Share Prompt|重新生成)[ \\t]*$`,
  'gm',
);
/** The number of the answer among several, in the first or the last line. */
const PAGE = /^\d{1,2} \/ \d{1,2}$/;

const IN_BYTES = ['复制代码', '重新生成'].map(asBytes);

export const copyCodeResidue: Rule = {
  id: 'copy-code-residue',
  level: 'warning',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Left-over captions of buttons'),
    what: l10n.t(
      'A line of an answer that is the caption of a button: “Copy code”, “Regenerate response”, “1 / 2” in the first or the last line.',
    ),
    why: l10n.t('It was copied from a web page together with the conversation, and the model learns to write it.'),
    mend: l10n.t('Remove the line; the quick fix does.'),
    faulty: `{"instruction": "Print 1 in Python.", "output": "Copy code\\nprint(1)"}`,
    sound: `{"instruction": "Print 1 in Python.", "output": "print(1)"}`,
  }),
  clues: [
    ...['Copy code', ' / ', '\nCopy', '\nRegenerate response', '\nShare Prompt', '\n重新生成'],
    ...LANGUAGES.map((language) => `\n${language}复制代码`),
  ],
  confirms: (text) =>
    isPageNumbered(text) || text.search(CAPTION) >= 0 || IN_BYTES.some((caption) => text.includes(caption)),
  record(view, report) {
    for (const part of answersOf(view)) {
      const { text } = part;
      const lines = [...captions(text), ...pageNumbers(text)].sort((a, b) => a.start - b.start);
      const [first] = lines;
      if (!first) continue;
      const edits = lines.map(({ start, end }) => ({ ...wholeLine(text, start, end), text: '' }));
      report({
        message: l10n.t(
          '“{0}” is the caption of a button that was copied too.',
          quoted(text.slice(first.start, first.end)),
        ),
        pointer: part.pointer,
        ...spanIn(view, part, first.start, first.end),
        fixes: textFix(view, part, { title: l10n.t('Remove the left-over captions'), safety: 'safe' }, edits),
      });
    }
  },
};

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function captions(text: string): Stretch[] {
  return [...text.matchAll(CAPTION)].map(({ index, 0: line }) => ({ start: index, end: index + line.length }));
}

function pageNumbers(text: string): Stretch[] {
  const first = text.indexOf('\n');
  if (first < 0) return [];
  const lines = [
    { start: 0, end: first },
    { start: text.lastIndexOf('\n') + 1, end: text.length },
  ];
  return lines.filter(({ start, end }) => PAGE.test(text.slice(start, end)));
}

/** Cheap enough to be asked of every text: looks at no more than a few characters at its ends. */
function isPageNumbered(text: string): boolean {
  const { length } = text;
  const isSlash = (at: number): boolean => text.charCodeAt(at) === 47 && text.charCodeAt(at - 1) === 32;
  const isAtEnd = isDigit(text.charCodeAt(length - 1)) && (isSlash(length - 3) || isSlash(length - 4));
  const isAtStart = isDigit(text.charCodeAt(0)) && (isSlash(2) || isSlash(3));
  return (isAtEnd || isAtStart) && pageNumbers(text).length > 0;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** The line with one of the line feeds around it. */
function wholeLine(text: string, start: number, end: number): Stretch {
  if (end < text.length) return { start, end: end + 1 };
  return { start: Math.max(0, start - 1), end };
}
