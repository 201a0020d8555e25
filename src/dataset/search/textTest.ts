import * as l10n from '@vscode/l10n';

/** Looks for something in texts. */
export interface TextTest {
  isIn(text: string): boolean;
  /** False where no text of a record can have it, as its JSON tells: then the record needs not be read. */
  mayBeIn(json: string): boolean;
}

/** What JSON writes otherwise than it is; a slash may have a backslash before it. */
const ESCAPED = /["\\/\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Upper and lower case are told apart only where the text that is looked for has upper case.
 *
 * @param flags of a regular expression; undefined for plain text
 */
export function textTest(wanted: string, flags: string | undefined): TextTest | { readonly fault: string } {
  return flags === undefined ? plainTest(wanted) : patternTest(wanted, flags);
}

function plainTest(wanted: string): TextTest {
  const hasCase = wanted !== wanted.toLowerCase();
  const isIn = (text: string): boolean => (hasCase ? text : text.toLowerCase()).includes(wanted);
  const isWritten = !ESCAPED.test(wanted);
  return { isIn, mayBeIn: (json) => !isWritten || json.includes('\\u') || isIn(json) };
}

function patternTest(pattern: string, flags: string): TextTest | { readonly fault: string } {
  // What stands behind a backslash is a class, such as \S, and no text.
  const hasCase = /\p{Lu}/u.test(pattern.replace(/\\[pP]\{[^}]*\}|\\./gsu, ''));
  try {
    const given = [...new Set([...flags, 'u', ...(hasCase ? [] : ['i'])])].filter((flag) => !'gy'.includes(flag));
    const expression = new RegExp(pattern, given.join(''));
    return { isIn: (text) => expression.test(text), mayBeIn: () => true };
  } catch (error) {
    return { fault: l10n.t('“{0}” is no regular expression: {1}', pattern, (error as Error).message) };
  }
}
