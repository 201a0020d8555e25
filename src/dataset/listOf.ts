import * as l10n from '@vscode/l10n';

/** Names in a row as the language of the messages writes them: “a, b” or “a、b”; an ellipsis stands for those beyond `most`. */
export function listOf(names: readonly string[], most = Infinity): string {
  const shown = names.slice(0, most).join(l10n.t(', '));
  return names.length > most ? l10n.t('{0}, …', shown) : shown;
}
