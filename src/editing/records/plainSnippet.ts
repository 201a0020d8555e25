/** The text of an LSP snippet without its placeholders: what they hold at first, of a choice the first one. */
export function plainSnippet(body: string): string {
  return body.replace(
    /\\([\\$}])|\$\d+|\$\{\d+\|((?:\\.|[^,|\\])*)[^|]*\|\}|\$\{\d+(?::((?:\\.|[^}\\])*))?\}/g,
    (_, escaped: string | undefined, choice: string | undefined, value: string | undefined) =>
      escaped ?? unescaped(choice ?? value ?? ''),
  );
}

function unescaped(text: string): string {
  return text.replace(/\\([\\$},|])/g, '$1');
}
