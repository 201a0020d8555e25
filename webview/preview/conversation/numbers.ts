import * as l10n from '@vscode/l10n';

/** A number with the separators of the user's language. */
export function formatted(value: number): string {
  return value.toLocaleString(document.documentElement.lang || undefined);
}

/** A number of tokens; a close one is marked. */
export function tokenNumber(value: number, isExact: boolean): string {
  return (isExact ? '' : '≈ ') + formatted(value);
}

export function tokenCount(value: number, isExact: boolean): string {
  return value === 1 && isExact ? l10n.t('1 token') : l10n.t('{0} tokens', tokenNumber(value, isExact));
}
