import * as l10n from '@vscode/l10n';
import type { Report, Rule } from '../rule';
import type { PieceView } from '../view';
import { isOpenToTheEnd, type FaultKind } from './fault';
import { reportOf } from './faultRule';

/** Faults that have a rule of their own. */
const ELSEWHERE: ReadonlySet<FaultKind> = new Set(['line-end-comma', 'not-a-number', 'nul', 'byte-order-mark']);

export const jsonSyntax: Rule = {
  id: 'json-syntax',
  level: 'error',
  fix: 'yes',
  builtinInJson: true,
  page: () => ({
    title: l10n.t('JSON syntax'),
    what: l10n.t(
      'Text that is not JSON: trailing commas, comments, single or smart quotes, Python’s True, False and None, no-break and zero-width spaces between values, line breaks and tabs inside strings, unescaped quotes, open strings and brackets.',
    ),
    why: l10n.t(
      'One such record makes Hugging Face datasets, json.loads and pandas refuse the whole file. pandas reads a raw line break inside a string without complaint and turns it into a comma.',
    ),
    mend: l10n.t(
      'Most kinds have a quick fix that changes only the faulty characters. Open strings and wrong brackets must be closed by hand, because only the author knows where.',
    ),
    faulty: `{'instruction': '你好', 'output': None,}`,
    sound: `{"instruction": "你好", "output": null}`,
  }),
  piece(view, report) {
    const cutOff = isTail(view) ? view.faults.find(isOpenToTheEnd) : undefined;
    for (const fault of view.faults) {
      if (!ELSEWHERE.has(fault.kind) && fault !== cutOff) report(reportOf(fault, fault.kind));
    }
    if (view.context.container === 'array') reportSeparators(view, report);
  },
};

/** The last thing in the file: an open bracket or string there means that the file was cut off. */
export function isTail(view: PieceView): boolean {
  return view.context.next === undefined;
}

/** Commas between elements and the array's own brackets. */
function reportSeparators(view: PieceView, report: (finding: Report) => void): void {
  const { piece, context } = view;
  const valueEnd = { start: Math.max(0, piece.valueEnd - 1), end: piece.valueEnd };
  if (piece.kind === 'close' && context.next !== undefined) {
    report({
      message: l10n.t('The array ends here, but more text follows.'),
      start: piece.valueStart,
      end: piece.valueEnd,
    });
  }
  if (piece.kind !== 'close' && context.next === undefined) {
    report({
      ...valueEnd,
      message: l10n.t('The array is not closed: ] is missing.'),
      fixes: [{ title: l10n.t('Close the array'), safety: 'preview', edits: closeArray(view) }],
    });
  }
  if (piece.kind === 'junk' && piece.text[piece.valueStart] === ',') {
    report(
      reportOf(
        { kind: 'extra-comma', ...valueEnd, edits: [{ start: piece.valueStart, end: piece.valueEnd, text: '' }] },
        'extra-comma',
      ),
    );
  }
  if (piece.kind !== 'record') return;
  if (piece.comma && context.next === 'close') {
    const comma = piece.text.indexOf(',', piece.valueEnd);
    const edits = [{ start: comma, end: comma + 1, text: '' }];
    report(reportOf({ kind: 'trailing-comma', start: comma, end: comma + 1, edits }, 'trailing-comma'));
  } else if (!piece.comma && context.next === 'record') {
    const edits = [{ start: piece.valueEnd, end: piece.valueEnd, text: ',' }];
    report(reportOf({ kind: 'missing-comma', ...valueEnd, edits }, 'missing-comma'));
  }
}

function closeArray(view: PieceView): { start: number; end: number; text: string }[] {
  const { piece } = view;
  const closing = { start: piece.text.length, end: piece.text.length, text: piece.tail === 0 ? ']\n' : '\n]\n' };
  if (!piece.comma) return [closing];
  const comma = piece.text.indexOf(',', piece.valueEnd);
  return [{ start: comma, end: comma + 1, text: '' }, closing];
}
