import * as l10n from '@vscode/l10n';
import type { RenderingRecipe } from '../capabilities';
import type { ProbeCase, RequestMessage } from '../cases/probeCase';
import type { Piece } from '../prompt/pieces';
import { endsByFollowing, type Render, type Rendered } from '../prompt/render';
import { UnreadableError } from '../unknownJson';
import { commonEnd, commonStart, findBoundary } from './boundary';

/** A whole conversation in tokens, and which of them are the reference answer. */
export interface ReferenceTokens {
  readonly ids: readonly number[];
  /** One for each id; null: not told. */
  readonly pieces: readonly Piece[] | null;
  /** The text of all ids, for servers that take text only; null: not told. */
  readonly text: string | null;
  /** Index of the answer's first token that is scored, and of the first behind its last one. */
  readonly start: number;
  readonly end: number;
  /** Index of the token that ends the turn; null: there is none, or it can't be found. */
  readonly endOfTurn: number | null;
  readonly movedBoundary: number;
  /** What there is to know of it, for people. */
  readonly notes: readonly string[];
}

/** The answers between which turns are compared, to see what the template puts around an answer. */
const PLAIN_ANSWERS = ['0', '1'] as const;

/**
 * The tokens of the prompt and of the whole conversation, as the server renders both, and what of the latter is the answer.
 *
 * vLLM's `/tokenize` renders a turn that is ended. With others the answer is rendered as one that is to be continued, since messages behind it
 * may make templates drop its thoughts, and what ends its turn is put behind it.
 *
 * @throws ProbeError; UnreadableError if an answer can't be read
 */
export async function findReference(
  render: Render,
  recipe: RenderingRecipe,
  probeCase: ProbeCase,
  signal: AbortSignal,
): Promise<ReferenceTokens | { readonly reason: string }> {
  const { reference } = probeCase;
  const prompt = withIds(await render(probeCase, 'start', signal));
  const closed = (message: RequestMessage): Promise<Rendered> =>
    render({ ...probeCase, messages: [...probeCase.messages, message] }, 'closed', signal);
  const plain = await Promise.all(
    PLAIN_ANSWERS.map(async (content) => withIds(await closed({ role: 'assistant', content }))),
  );
  const isOpen = recipe !== 'tokenizeMessages' && reference.calls.length === 0;
  const open = isOpen ? await openTurn(render, probeCase, signal) : null;
  const whole =
    open === null
      ? splitEnd(withIds(await closed(reference.message)), plain, endsByFollowing(recipe) ? prompt.ids.length : null)
      : endTurn(open, plain);
  if (whole === null) return { reason: l10n.t('Where the answer ends in the server’s rendering can’t be told.') };
  const added = reference.reasoning === '' && reference.calls.length === 0 ? addedBefore(prompt, plain) : null;
  const boundary = findBoundary(added ?? prompt, whole);
  if (boundary.start >= whole.end) return { reason: l10n.t('The server’s template leaves nothing of the reference.') };
  return {
    ...whole,
    start: boundary.start,
    movedBoundary: boundary.moved,
    notes: [
      ...(boundary.isRewritten ? [rewrittenNote(boundary.start)] : []),
      ...(added === null ? [] : [addedNote(added, prompt)]),
      ...(lacksThoughts(whole, reference.reasoning)
        ? [l10n.t('The server renders the answer without its thoughts.')]
        : []),
    ],
  };
}

interface Tokens {
  readonly ids: readonly number[];
  readonly pieces: readonly Piece[] | null;
  readonly text: string | null;
}

type Whole = Tokens & Pick<ReferenceTokens, 'end' | 'endOfTurn'>;

/** Null if the server doesn't continue answers, so that more is behind the content. */
async function openTurn(render: Render, probeCase: ProbeCase, signal: AbortSignal): Promise<Tokens | null> {
  const { message, content } = probeCase.reference;
  const open = await render({ ...probeCase, messages: [...probeCase.messages, message] }, 'open', signal);
  return open.text === null || open.text.trimEnd().endsWith(content.trim()) ? withIds(open) : null;
}

/**
 * Puts what ends a turn behind an answer that is open: one token of it, or, for servers that take text and tell no tokens' texts, all that
 * stands behind an answer.
 */
function endTurn(open: Tokens, [plain, other]: readonly Tokens[]): Whole {
  const end = open.ids.length;
  const from = plain!.ids.length - commonEnd(plain!.ids, other!.ids);
  const at = endToken(plain!, from);
  if (at === null) return { ...open, end, endOfTurn: null };
  if (open.text !== null && plain!.pieces === null) {
    const tail = commonTail(plain!.text ?? '', other!.text ?? '');
    return { ids: [...open.ids, ...plain!.ids.slice(from)], pieces: null, text: open.text + tail, end, endOfTurn: end };
  }
  const tail = plain!.pieces?.slice(from, at + 1);
  const pieces = open.pieces === null || tail === undefined ? null : [...open.pieces, ...tail];
  const ids = [...open.ids, ...plain!.ids.slice(from, at + 1)];
  return { ids, pieces, text: null, end, endOfTurn: end + at - from };
}

function commonTail(a: string, b: string): string {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++;
  return a.slice(a.length - length);
}

/**
 * Where the answer ends in a turn that is ended: before what it has in common with the end of another answer's turn; or, where another message
 * follows, at the first token that ends turns. Null if that can't be told apart from the end of what follows.
 *
 * @param followedFrom index of the answer's first token, if another message follows
 */
function splitEnd(closed: Tokens, [plain, other]: readonly Tokens[], followedFrom: number | null): Whole | null {
  const ending = commonEnd(plain!.ids, other!.ids);
  if (followedFrom === null) {
    const end = closed.ids.length - Math.min(ending, commonEnd(closed.ids, plain!.ids));
    return { ...closed, end, endOfTurn: endToken(closed, end) };
  }
  const at = endToken(plain!, plain!.ids.length - ending);
  const end = at === null ? -1 : closed.ids.indexOf(plain!.ids[at]!, followedFrom);
  if (end === -1 || closed.ids.lastIndexOf(plain!.ids[at!]!) === end) return null;
  return { ...closed, end, endOfTurn: end };
}

/** The token of an ending that ends the turn: its first one that isn't blank. */
function endToken({ ids, pieces }: Tokens, from: number): number | null {
  if (from >= ids.length) return null;
  const ink = pieces?.findIndex((piece, index) => index >= from && piece.text.trim() !== '') ?? from;
  return ink === -1 ? from : ink;
}

/**
 * What the template writes before every finished answer, the prompt included; null if that is no more than the prompt and blanks. Qwen3's puts
 * an empty block of thoughts there: it is not part of the reference.
 */
function addedBefore(prompt: Tokens, [first, second]: readonly Tokens[]): Tokens | null {
  const length = commonStart(first!.ids, second!.ids);
  const isLonger = length > prompt.ids.length && commonStart(first!.ids, prompt.ids) === prompt.ids.length;
  const pieces = first!.pieces?.slice(0, length) ?? null;
  if (!isLonger || pieces === null) return null;
  const text = textOf(pieces);
  return text.slice(textOf(pieces.slice(0, prompt.ids.length)).length).trim() === ''
    ? null
    : { ids: first!.ids.slice(0, length), pieces, text };
}

function addedNote(added: Tokens, prompt: Tokens): string {
  const text = JSON.stringify(textOf(added.pieces!.slice(prompt.ids.length)));
  return l10n.t('The server’s template writes {0} before the answer; it is not scored.', text);
}

function rewrittenNote(start: number): string {
  return l10n.t(
    'The server’s template writes a finished answer otherwise than the start of a new one, from token {0} on.',
    start + 1,
  );
}

/** Servers continue an answer from its content; thoughts may get lost on the way. */
function lacksThoughts({ text, pieces }: Tokens, reasoning: string): boolean {
  const known = text ?? (pieces === null ? null : textOf(pieces));
  return reasoning.trim() !== '' && known !== null && !known.includes(reasoning.trim());
}

function withIds({ ids, pieces, text }: Rendered): Tokens {
  if (ids === null) throw new UnreadableError('The server tells no token ids.');
  return { ids, pieces, text };
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}
