/** What the page of a view is made of. */
export interface PageParts {
  /** As VS Code names its language, such as `zh-cn`. */
  readonly locale: string;
  /** Address of the script as the page may load it. */
  readonly script: string;
  /** What the page may load pictures, sound and films from, as the policy names it. */
  readonly source: string;
  /** Allows this page's scripts and no other ones; a new one for each page. */
  readonly nonce: string;
  /** Allows style elements: the toolkit makes an empty one to see what the browser can do. Another one than for scripts, as the page can read it. */
  readonly styleNonce: string;
  /** Translations by English text; undefined where there are none. */
  readonly texts: Readonly<Record<string, unknown>> | undefined;
  /** Plain data for the page's script, by the `id` of the element that holds it. */
  readonly data: Readonly<Record<string, object>>;
}

/**
 * The page of a view. Of datasets it holds nothing but what `data` has, as data. Its own script is all that runs there; it can open no connection, send no form
 * and hold no frame. Style sheets are adopted by script, so there are none to load.
 */
export function viewPage({ locale, script, source, nonce, styleNonce, texts, data }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${styleNonce}'`,
    `img-src ${source}`,
    `media-src ${source}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tuneset</title>
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta property="csp-nonce" content="${attribute(styleNonce)}">
</head>
<body>
<script type="application/json" id="l10n">${texts ? json(texts) : ''}</script>
${Object.entries(data)
  .map(([id, value]) => `<script type="application/json" id="${attribute(id)}">${json(value)}</script>\n`)
  .join('')}<script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/** JSON that can't end the element it stands in. */
function json(value: object): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
