import * as l10n from '@vscode/l10n';
import type { Format } from '../../dataset/format';
import type { FileFacts } from '../fileFacts';
import type { Outcome, Rule, Spot } from '../rule';
import type { RecordView } from '../view';
import { ITEMS, nameOf, placesIn, valuesIn, type Path, type Place } from './places';
import { isMixed } from './valueGroups';

/** Fields that hold answers, and other fields that hold text, by the formats' own names. */
const ANSWERS = ['output', 'response', 'completion', 'chosen', 'rejected', 'rejected_response'];
const TEXTS = [...ANSWERS, 'instruction', 'input', 'prompt', 'query', 'system', 'text'];

export const columnAllDates: Rule = {
  id: 'column-all-dates',
  level: 'error',
  levels: { openai: 'off' },
  outcomes: { llamafactory: 'crash' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Column of dates only'),
    what: l10n.t('A field for text whose every value is an ISO date, such as 2024-01-01 or 2024-01-01T10:00:00Z.'),
    why: l10n.t(
      'Hugging Face datasets reads a JSONL field that is nothing but dates as timestamps: LLaMA-Factory then drops every record whose answer is one, and stops at such a prompt. If the first 10 MB are dates and text follows, the file does not load.',
    ),
    mend: l10n.t(
      'One value that is more than a date is enough, within the first 10 MB: a sentence, or a full stop behind the date. The quick fix adds that to the first one.',
    ),
    faulty: `{"instruction": "When?", "output": "2024-01-01"}`,
    sound: `{"instruction": "When?", "output": "On 2024-01-01."}`,
  }),
  file(facts, report) {
    const { columns, format, container, target } = facts;
    // An array is read otherwise up to datasets 4.0, which LLaMA-Factory uses.
    if (!format || (container === 'array' && target === 'llamafactory')) return;
    for (const place of placesIn(columns, () => true)) {
      const on = place.column.kinds.get('date');
      if (!on || !isText(format, place.path) || !isReadAsDates(place, facts)) continue;
      report({
        message: messageOf(place),
        on,
        spot: (view) => firstDate(view, place.path),
        ...(target === 'llamafactory' ? { outcome: outcomeOf(isAnswer(format, place.path), facts) } : {}),
      });
    }
  },
};

/** Answers that are no text drop their records, prompts end the run; unless the file does not load, or every record comes to grief in another way. */
function outcomeOf(isAnswer: boolean, { columns, fates }: FileFacts): Outcome | null {
  const { kept, dropped, failed, unknown } = fates;
  const [others, these] = isAnswer ? [failed, dropped] : [dropped, failed];
  if (others > 0 && kept + these + unknown === 0) return null;
  if ([...placesIn(columns, () => true)].some(({ column }) => isMixed(column))) return null;
  return isAnswer ? 'dropped' : 'crash';
}

function messageOf({ path, column }: Place): string {
  return column.kinds.has('string') || column.kinds.has('json')
    ? l10n.t(
        '“{0}” holds nothing but dates in the first 10 MB: Hugging Face datasets makes timestamps of them, and stops at the text that follows. Let one of them be more than a date.',
        nameOf(path),
      )
    : l10n.t(
        '“{0}” holds nothing but dates: Hugging Face datasets makes timestamps of them, which are no text. Let one of them be more than a date.',
        nameOf(path),
      );
}

function isReadAsDates({ column }: Place, { container }: FileFacts): boolean {
  for (const [kind, total] of column.kinds) {
    if (kind === 'date' || kind === 'null') continue;
    if ((kind !== 'string' && kind !== 'json') || container !== 'jsonl' || total.isEarly) return false;
  }
  return column.kinds.get('date')!.isEarly;
}

function isText(format: Format, path: Path): boolean {
  const [field, ...rest] = path;
  const { names, messageFields } = format;
  if (rest.length === 0) return TEXTS.some((own) => names.field(own) === field && field !== undefined);
  if (field === names.field('history')) return rest.length === 2 && rest.every((part) => part === ITEMS);
  const isOfMessages = messageFields.some((own) => names.field(own) === field);
  const inMessage = rest[0] === ITEMS ? rest.slice(1) : rest;
  return isOfMessages && inMessage.length === 1 && inMessage[0] === names.content;
}

function isAnswer({ names }: Format, path: Path): boolean {
  return path.length === 1 && ANSWERS.some((own) => names.field(own) === path[0]);
}

function firstDate(view: RecordView, path: Path): Spot {
  for (const { kind, pointer } of valuesIn(view.value, path)) {
    if (kind !== 'date') continue;
    const span = view.span(pointer);
    const edits = [{ start: span.end - 1, end: span.end - 1, text: '.' }];
    return {
      pointer,
      ...span,
      fixes: [{ title: l10n.t('Add a full stop, so that it stays text'), safety: 'preview', edits }],
    };
  }
  return view.span('');
}
