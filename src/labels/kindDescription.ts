import * as l10n from '@vscode/l10n';

/** What one of the usual kinds of noise is, for people; undefined for any other. */
export function kindDescription(kind: string): string | undefined {
  switch (kind) {
    case 'typo':
      return l10n.t('Misspelled words, wrong characters');
    case 'incomplete':
      return l10n.t('Unfinished: the prompt breaks off');
    case 'code-mixed':
      return l10n.t('Languages, scripts or pinyin mixed');
    case 'colloquial':
      return l10n.t('Spoken, slangy, rambling');
    case 'noise':
      return l10n.t('Any other noise, such as stray characters');
    default:
      return undefined;
  }
}
