import { isCase, type NoCase, type ProbeCase } from '../../../probe/cases/probeCase';
import type { CaseName } from '../../../probe/batch/resultLine';
import type { RunWish } from '../../../protocol/probeRuns';

/** So many cases are looked at, spread evenly. */
const LOOKED_AT = 24;

/** A few of many. */
export function someOf(names: readonly CaseName[]): readonly CaseName[] {
  if (names.length <= LOOKED_AT) return names;
  return Array.from({ length: LOOKED_AT }, (_, i) => names[Math.floor((i * names.length) / LOOKED_AT)]!);
}

/**
 * About how many tokens the calls will take: prompts, and answers as long as their references. Null: none of the cases is there.
 *
 * @param looked some of the cases
 * @param cases how many there are
 */
export function estimatedTokens(
  looked: readonly (ProbeCase | NoCase)[],
  cases: number,
  { endpoints, tries, measures }: Pick<RunWish, 'endpoints' | 'tries' | 'measures'>,
): number | null {
  const found = looked.filter(isCase);
  if (found.length === 0) return null;
  const ofOne = found.reduce((sum, probe) => sum + tokensOf(probe), 0) / found.length;
  const isAsked = measures.some(({ kind }) => kind !== 'nll');
  const scores = measures.some(({ kind }) => kind === 'nll') ? 1 : 0;
  const judges = measures.filter(({ kind }) => kind === 'judge').length;
  const total = cases * endpoints.length * ofOne * ((isAsked ? tries * (1 + judges) : 0) + scores);
  return rounded(total);
}

function tokensOf({ messages, tools, reference }: ProbeCase): number {
  return textTokens(JSON.stringify([messages, tools])) + textTokens(reference.content + reference.reasoning);
}

/** As most vocabularies of today have it: some four letters to a token, and more than half a token for each character of Chinese, Japanese or Korean. */
function textTokens(text: string): number {
  const wide = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return wide * 0.65 + (text.length - wide) / 4;
}

/** Two digits that count: it is not known any better. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
