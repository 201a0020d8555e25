import * as l10n from '@vscode/l10n';
import type { OwnPrompt, ServedPrompt } from './servedPrompt';

/** Two prompts, and what lies between their common beginning and their common end. */
interface Difference {
  readonly ours: string;
  readonly theirs: string;
  /** UTF-16 units that both begin with. */
  readonly start: number;
  readonly ourPart: string;
  readonly theirPart: string;
}

/** Each says why texts differ, for people, or null; the first one that knows is right. */
type Cause = (difference: Difference) => string | null;

const THOUGHTS = /<\/?think(?:ing)?>|<\|channel\|>/;
const SYSTEM = /\bsystem\b|<<SYS>>|^\s*(?:You are|你是)/i;
const TOOLS = /"parameters"|"function"|<tools>|# Tools|AVAILABLE_TOOLS/;
const DATE =
  /\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日/g;
/** Characters around a difference in which a date may lie. */
const DATE_REACH = 20;
const MOST_QUOTED = 120;

/** What a start token has to do with it; null: nothing. */
export function startTokenCause(own: OwnPrompt, served: ServedPrompt): string | null {
  const start = own.pieces[0] ?? '';
  if (served.ids === null) {
    // Some servers put the start token before a text only when they tokenise it.
    const isOnlyStart = start !== '' && served.text === own.text.slice(start.length) && own.text.startsWith(start);
    return isOnlyStart
      ? l10n.t('The server’s text lacks the start token {0}. It may add it when it makes tokens of it.', quote(start))
      : null;
  }
  if (isShifted(own.ids, served.ids)) {
    const added = quote(served.pieces?.[0] ?? (served.ids[0] === own.ids[0] ? start : String(served.ids[0])));
    return served.ids[0] === own.ids[0]
      ? l10n.t('The start token {0} is there twice: the template writes it, and the tokenizer adds it.', added)
      : l10n.t('The server puts {0} before everything.', added);
  }
  return isShifted(served.ids, own.ids) ? l10n.t('The server leaves out the start token {0}.', quote(start)) : null;
}

/** The same text, and other tokens. */
export function tokensCause(): string {
  return l10n.t(
    'The text is the same, its tokens are not: another tokenizer, or one that reads special tokens as plain text.',
  );
}

export function textCause(ours: string, theirs: string): string | null {
  const difference = compare(ours, theirs);
  for (const cause of causes) {
    const found = cause(difference);
    if (found !== null) return found;
  }
  return null;
}

const causes: readonly Cause[] = [
  whiteSpace,
  dates,
  thoughts,
  answerStart,
  truncated,
  systemPrompt,
  tools,
  otherTemplate,
];

function whiteSpace({ ours, theirs }: Difference): string | null {
  const bare = (text: string): string => text.replaceAll(/\s+/g, '');
  return bare(ours) === bare(theirs) ? l10n.t('Only white space differs.') : null;
}

function dates({ ours, theirs, start }: Difference): string | null {
  const around = (text: string): string =>
    (text.slice(Math.max(0, start - DATE_REACH), start + DATE_REACH).match(DATE) ?? []).join();
  const [our, their] = [around(ours), around(theirs)];
  if (our === '' || their === '' || our === their) return null;
  return l10n.t('The template writes the date: {0} here, {1} on the server.', our, their);
}

function thoughts({ ourPart, theirPart }: Difference): string | null {
  if (THOUGHTS.test(theirPart) && !THOUGHTS.test(ourPart))
    return l10n.t(
      'The server’s template writes {0}: thinking is switched otherwise (enable_thinking).',
      quote(theirPart),
    );
  if (THOUGHTS.test(ourPart) && !THOUGHTS.test(theirPart))
    return l10n.t('Only Tuneset’s prompt has {0}: thinking is switched otherwise (enable_thinking).', quote(ourPart));
  return null;
}

/** One of them goes on where the other one ends. */
function answerStart({ ours, theirs, ourPart, theirPart, start }: Difference): string | null {
  if (start === theirs.length) return l10n.t('The server leaves out {0}, which starts the answer.', quote(ourPart));
  if (start === ours.length) return l10n.t('The server puts {0} behind, where the answer starts.', quote(theirPart));
  return null;
}

/** A server that cuts what doesn't fit keeps the end (Ollama does so without a word). */
function truncated({ ours, theirs, ourPart, theirPart }: Difference): string | null {
  const isMuch = ourPart.length > ours.length / 4 && ourPart.length > 200;
  return isMuch && theirPart.length < theirs.length / 20
    ? l10n.t(
        'The server leaves out a part of the prompt ({0} characters): it may be more than its context has room for.',
        ourPart.length,
      )
    : null;
}

function systemPrompt({ ourPart, theirPart }: Difference): string | null {
  if (ourPart === '' && SYSTEM.test(theirPart))
    return l10n.t('The server’s template adds a system prompt that the record doesn’t have: {0}', quote(theirPart));
  if (theirPart === '' && SYSTEM.test(ourPart))
    return l10n.t('The server leaves out a system prompt: {0}', quote(ourPart));
  return SYSTEM.test(ourPart) || SYSTEM.test(theirPart)
    ? l10n.t('The system prompts differ: {0} here, {1} on the server.', quote(ourPart), quote(theirPart))
    : null;
}

function tools({ ourPart, theirPart }: Difference): string | null {
  if (TOOLS.test(theirPart) && !TOOLS.test(ourPart)) return l10n.t('Only the server writes the tools.');
  if (TOOLS.test(ourPart) && !TOOLS.test(theirPart)) return l10n.t('The server doesn’t write the tools.');
  return TOOLS.test(ourPart) ? l10n.t('The tools are written otherwise.') : null;
}

function otherTemplate({ start, ours, theirs }: Difference): string | null {
  const opening = /^\s*(?:<[^>\s]{1,40}>|\[[A-Z_]+\])/;
  const [our, their] = [opening.exec(ours)?.[0], opening.exec(theirs)?.[0]];
  if (our === their || start >= Math.max(our?.length ?? 0, their?.length ?? 0)) return null;
  return l10n.t(
    'The server uses another chat template: it begins with {0}, ours with {1}.',
    quote(theirs),
    quote(ours),
  );
}

function compare(ours: string, theirs: string): Difference {
  const most = Math.min(ours.length, theirs.length);
  let start = 0;
  while (start < most && ours[start] === theirs[start]) start++;
  let end = 0;
  while (end < most - start && ours.at(-1 - end) === theirs.at(-1 - end)) end++;
  const part = (text: string): string => text.slice(start, text.length - end);
  return { ours, theirs, start, ourPart: part(ours), theirPart: part(theirs) };
}

/** Does a list begin as the other one does behind its first item? */
function isShifted(short: readonly number[], long: readonly number[]): boolean {
  const length = Math.min(short.length, 8);
  return length > 0 && short.slice(0, length).every((id, index) => long[index + 1] === id);
}

function quote(text: string): string {
  return JSON.stringify(text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text);
}
