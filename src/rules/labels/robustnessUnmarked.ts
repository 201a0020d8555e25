import * as l10n from '@vscode/l10n';
import { listOf } from '../../dataset/listOf';
import { labelEdits } from '../../labels/labelEdits';
import { markerValue, USUAL_KINDS } from '../../labels/marker';
import { LONGEST, noiseIn, type Noise } from '../../labels/noise';
import { brief } from '../brief';
import { spanIn, textsOf, type TextPart } from '../content/texts';
import { isBlank } from '../isBlank';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';

/** Signs that a message names. */
const MOST_SIGNS = 3;

export const robustnessUnmarked: Rule = {
  id: 'robustness-unmarked',
  level: 'info',
  fix: 'offer',
  isAboutLabels: true,
  judgesPrompts: true,
  page: () => ({
    title: l10n.t('Noisy prompt without a robustness marker'),
    what: l10n.t(
      'A prompt that looks noisy (a usual misspelling, a sentence that breaks off, pinyin or needless English in Chinese, words of chats, signs in rows) with an answer that does not, in a record without a robustness marker. Quotations, code and what follows a colon are left out, and prompts about spelling. It is on where tuneset.json speaks of labels.',
    ),
    why: l10n.t(
      'Robustness data teaches the model to serve people who type in a hurry. Without a marker, somebody who cleans the data takes it for an oversight and mends it away; and if it is one, it should be mended.',
    ),
    mend: l10n.t('If the prompt is meant to be so, mark the record; the quick fix does. If not, mend the prompt.'),
    faulty: `{"instruction": "waht is teh capital of France", "output": "The capital of France is Paris."}`,
    sound: `{"instruction": "waht is teh capital of France", "output": "The capital of France is Paris.", "robustness": "typo"}`,
  }),
  suspects: (text) => noiseIn(hasBytes(text) ? firstLine(text) : text).length > 0,
  record(view, report) {
    const { labelReader, labels } = view;
    if (!labelReader || !labels || labels.kinds.length > 0 || view.format.purpose === 'text') return;
    const noisy = noisyPrompts(view);
    const [first] = noisy;
    if (!first || !hasSoundAnswer(view)) return;
    const kinds = kindsOf(noisy.flatMap(({ noise }) => noise));
    const signs = noisy.flatMap(({ part, noise }) => noise.map((each) => signText(part.text, each)));
    const [{ start, end }] = first.noise;
    report({
      message: l10n.t(
        'The prompt looks noisy, its answer does not: {0}. If that is meant, mark the record.',
        listOf([...new Set(signs)], MOST_SIGNS),
      ),
      pointer: first.part.pointer,
      ...spanIn(view, first.part, start, end),
      fixes: [markAs(view, kinds)],
    });
  },
};

interface NoisyPrompt {
  readonly part: TextPart;
  readonly noise: readonly [Noise, ...Noise[]];
}

/** What people say first in each turn; what follows in another field is what they speak of. */
function noisyPrompts(view: RecordView): NoisyPrompt[] {
  const seen = new Set<unknown>();
  return textsOf(view).flatMap((part) => {
    const { turn, text } = part;
    if (turn.role !== 'user' || seen.has(turn)) return [];
    seen.add(turn);
    const [noise, ...others] = noiseIn(text).filter(({ sign }) => sign !== 'breaks-off' || text === turn.content);
    return noise ? [{ part, noise: [noise, ...others] }] : [];
  });
}

/** The answers say something, and are better written. */
function hasSoundAnswer(view: RecordView): boolean {
  const { turns, preference } = view.sample;
  const answers = [...turns, ...(preference?.chosen?.turns ?? [])].filter(({ role }) => role === 'assistant');
  return answers.length > 0 && answers.every(({ content }) => !isBlank(content) && noiseIn(content).length === 0);
}

function kindsOf(noise: readonly Noise[]): string[] {
  return USUAL_KINDS.filter((kind) => noise.some((each) => each.kind === kind));
}

function signText(text: string, { sign, start, end, meant }: Noise): string {
  const said = brief(text.slice(start, end));
  switch (sign) {
    case 'misspelled':
      return l10n.t('“{0}” for “{1}”', said, meant!);
    case 'pinyin':
      return l10n.t('“{0}” is pinyin', said);
    case 'mixed':
      return l10n.t('“{0}” mixes languages', said);
    case 'breaks-off':
      return l10n.t('it breaks off after “{0}”', said);
    case 'slang':
      return l10n.t('“{0}” is a word of chats', said);
    case 'repeated':
      return l10n.t('“{0}” in a row', said);
    case 'spaced':
      return l10n.t('“{0}” has spaces between its characters', said);
  }
}

function markAs(view: RecordView, kinds: readonly string[]): Fix {
  const { field } = view.labelReader!.settings.robustness;
  const edits = labelEdits(view.piece, new Map([[field, markerValue(kinds)]]));
  return { title: l10n.t('Mark as robustness data: {0}', listOf(kinds)), safety: 'preview', edits };
}

/** True for what may be bytes of UTF-8, one in each unit. */
function hasBytes(text: string): boolean {
  return BYTES.test(text);
}

/** A first byte is followed by one at least that is none; in characters, both together are rare. */
const BYTES = /^[\0-\xff]*?[\xc2-\xf4][\x80-\xbf]/;
/** Three bytes make one UTF-16 unit or more. */
const bytes = new Uint8Array(3 * (LONGEST + 2));
const decoder = new TextDecoder();

/** The first line of a text in bytes, as far as it is looked at; what follows it says no more than that it is not noise. */
function firstLine(text: string): string {
  const end = Math.min(text.length, bytes.length);
  let length = 0;
  while (length < end && text.charCodeAt(length) !== 0x0a) bytes[length] = text.charCodeAt(length++);
  return decoder.decode(bytes.subarray(0, length));
}
