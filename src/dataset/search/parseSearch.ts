import * as l10n from '@vscode/l10n';
import { textTest, type TextTest } from './textTest';

/** Where a text is looked for: anywhere in the record, in the values of a field, or in what somebody with a role says. */
export type SearchScope =
  | { readonly kind: 'record' }
  /** Names that follow one another on the way to the value, wherever that begins. */
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'role'; readonly role: string };

/** What a search asks for in one place: that every text is found there; without texts, that there is such a place with something in it. */
export interface SearchTerm {
  readonly scope: SearchScope;
  readonly texts: readonly TextTest[];
}

interface Token {
  readonly text: string;
  readonly kind: 'word' | 'quoted' | 'scope' | 'pattern';
  /** `field` or `role`; or the flags of a pattern. */
  readonly detail: string;
}

/**
 * A part of a search: `field:` or `role:` with a name, which may stand in quotes; a pattern between slashes; a text in quotes, of which the last one needs not
 * be closed while it is written; a word.
 */
const PART = /(field|role):(?:"([^"]*)"?|(\S*))|\/((?:[^/\\\s]|\\.|[ \t])+)\/([a-z]*)(?=\s|$)|"([^"]*)"?|(\S+)/gsu;

/**
 * Reads a search: words, or texts in quotes, all of which are to be found. `field:output` and `role:assistant` say where those behind them are looked for;
 * the word `contains` may stand between. `/…/` is a regular expression.
 *
 * @returns what is wrong with it, for people, where it can't be read
 */
export function parseSearch(search: string): readonly SearchTerm[] | { readonly fault: string } {
  const terms: { scope: SearchScope; texts: TextTest[] }[] = [];
  let isBehindScope = false;
  for (const { kind, text, detail } of tokensOf(search)) {
    if (kind === 'scope') {
      const scope = scopeOf(detail, text);
      if (!scope) return { fault: l10n.t('Write a name behind “{0}:”.', detail) };
      terms.push({ scope, texts: [] });
      isBehindScope = true;
      continue;
    }
    const isFiller = isBehindScope && kind === 'word' && text === 'contains';
    isBehindScope = false;
    if (isFiller || text === '') continue;
    const test = textTest(text, kind === 'pattern' ? detail : undefined);
    if ('fault' in test) return test;
    if (terms.length === 0) terms.push({ scope: { kind: 'record' }, texts: [] });
    terms.at(-1)!.texts.push(test);
  }
  return terms;
}

function* tokensOf(search: string): Generator<Token> {
  for (const [, scope, quotedName, name, pattern, flags, quoted, word] of search.matchAll(PART)) {
    if (scope !== undefined) yield { kind: 'scope', detail: scope, text: quotedName ?? name ?? '' };
    else if (pattern !== undefined) yield { kind: 'pattern', detail: flags ?? '', text: pattern };
    else if (quoted !== undefined) yield { kind: 'quoted', detail: '', text: quoted };
    else yield { kind: 'word', detail: '', text: word ?? '' };
  }
}

function scopeOf(kind: string, name: string): SearchScope | undefined {
  if (name === '') return undefined;
  return kind === 'role' ? { kind: 'role', role: name } : { kind: 'field', path: name.split('.') };
}
