import * as l10n from '@vscode/l10n';
import { isJson } from '../../dataset/isJson';
import type { Reference } from '../cases/probeCase';
import { canonicalJson } from '../../review/canonicalJson';
import type { Measured } from './measure';
import type { MeasuredAnswer } from './measureAnswer';

type Calls = readonly { readonly name: string; readonly arguments: string }[];

/** True if an answer is JSON, alone or in a fence of code; or if it calls, and its arguments are. */
export function isJsonAnswer({ content, calls }: Pick<MeasuredAnswer, 'content' | 'calls'>): boolean {
  if (content.trim() === '' && calls.length > 0) return calls.every((call) => isJson(call.arguments));
  return isJson(jsonIn(content));
}

/** Whether an answer says the same JSON as the reference, and calls the same. */
export function isSameJson(
  answer: Pick<MeasuredAnswer, 'content' | 'calls'>,
  reference: Pick<Reference, 'content' | 'calls'>,
): Measured {
  const isCalling = reference.calls.length > 0;
  const wanted = exactJson(jsonIn(reference.content));
  if (isCalling && wanted === undefined) return { value: isSameCalls(answer.calls, reference.calls) ? 1 : 0 };
  if (wanted === undefined) return { value: null, note: l10n.t('The reference is no JSON.') };
  const isSame = exactJson(jsonIn(answer.content)) === wanted && isSameCalls(answer.calls, reference.calls);
  return { value: isSame ? 1 : 0 };
}

/** Calls are the same by names and arguments, whatever their order and the order of keys. */
export function isSameCalls(a: Calls, b: Calls): boolean {
  if (a.length !== b.length) return false;
  const said = a.map(callText).toSorted();
  const wanted = b.map(callText).toSorted();
  return said.every((text, i) => text === wanted[i]);
}

function callText(call: Calls[number]): string {
  return JSON.stringify([call.name, exactJson(call.arguments) ?? call.arguments]);
}

/** What stands in the only fence of code of a text; the whole text without one. */
function jsonIn(text: string): string {
  const fences = [...text.matchAll(/^[ \t]*(`{3,}|~{3,})[^\n`]*\n([^]*?)\n?^[ \t]*\1[ \t]*$/gm)];
  return fences.length === 1 ? fences[0]![2]! : text;
}

/** JSON's text as all have it that say the same: `1.0` is `1`, but no digit of a long number is lost. Undefined if it is none. */
function exactJson(text: string): string | undefined {
  if (!isJson(text)) return undefined;
  return canonicalJson(text)?.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : exactNumber(token),
  );
}

/** Digits and the power of ten that they are multiplied with, without zeros that mean nothing. */
function exactNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length);
  return `${sign}${kept}e${power}`;
}
