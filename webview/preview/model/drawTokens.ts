import * as l10n from '@vscode/l10n';
import type { ModelSequence } from '../../../src/protocol/preview';
import { partsOf } from '../../ui/invisible';
import { runsOf, type TokenRange, type TokenRun } from './tokenBlocks';

/** How texts are drawn. */
export interface Drawing {
  readonly showsInvisible: boolean;
}

/** Draws tokens as text: one element for neighbours in the same state. */
export function drawRuns(sequence: ModelSequence, range: TokenRange, drawing: Drawing): DocumentFragment {
  return draw(sequence, range, (element, run) => appendText(element, run.text, drawing));
}

/** Draws each token in an element of its own, with its index in `data-token`. */
export function drawTokens(sequence: ModelSequence, range: TokenRange, drawing: Drawing): DocumentFragment {
  const { texts, joined } = sequence;
  return draw(sequence, range, (element, { from, to }) => {
    for (let index = from; index < to; index++) {
      const token = span('token');
      token.dataset['token'] = String(index);
      if (texts[index] === '') token.classList.add('part');
      if (joined[index]) token.classList.add('joined');
      appendText(token, texts[index]!, drawing);
      element.append(token);
    }
  });
}

function draw(
  sequence: ModelSequence,
  range: TokenRange,
  fill: (element: HTMLElement, run: TokenRun) => void,
): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let before = stateBefore(sequence, range.from);
  for (const run of runsOf(sequence, range)) {
    const element = span('run');
    element.classList.toggle('special', run.isSpecial);
    element.classList.toggle('trained', run.isTrained);
    element.classList.toggle('cut', run.isCut);
    const state = stateOf(run.isTrained, run.isCut);
    if (state !== before) fragment.append(spoken(state));
    before = state;
    fill(element, run);
    fragment.append(element);
  }
  return fragment;
}

function stateBefore({ trained, cut, turn }: ModelSequence, index: number): string | undefined {
  return index > 0 && turn[index] === turn[index - 1]
    ? stateOf(trained[index - 1] === 1, cut[index - 1] === 1)
    : undefined;
}

function stateOf(isTrained: boolean, isCut: boolean): string {
  const trained = isTrained ? l10n.t('trained') : l10n.t('not trained');
  return isCut ? `${trained}, ${l10n.t('cut off')}` : trained;
}

/** For screen readers: the state of the text that follows. */
function spoken(state: string): HTMLElement {
  const element = span('spoken');
  element.textContent = ` ${state}: `;
  return element;
}

/** The text itself stays in the page as it is, so that it can be selected and copied; marks are drawn by the style sheet. */
function appendText(parent: HTMLElement, text: string, { showsInvisible }: Drawing): void {
  for (const line of text.split(/(\n)/)) {
    if (line === '') continue;
    if (line === '\n') parent.append(span('feed', line));
    else if (!showsInvisible) parent.append(line);
    else parent.append(...partsOf(line).map((part) => (typeof part === 'string' ? part : mark(part))));
  }
}

function mark({
  character,
  glyph,
  title,
}: {
  readonly character: string;
  readonly glyph: string;
  readonly title: string;
}): HTMLElement {
  const element = span('invisible', character);
  element.dataset['glyph'] = glyph;
  element.title = title;
  return element;
}

function span(name: string, text = ''): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = text;
  return element;
}
