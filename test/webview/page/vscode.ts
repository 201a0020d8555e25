/** What VS Code puts into the page of a webview before the extension's own scripts, and what tells the tests of what goes wrong there. */
import type { VsCode } from '../../../webview/ui/connection';

declare global {
  interface Window {
    /** Given by the tests. */
    tunesetPost(message: string): void;
    tunesetSaveState(state: string): void;
    tunesetWrong(what: string): void;
    tunesetState: unknown;
    tunesetTheme: Theme;
    acquireVsCodeApi?: () => VsCode;
    /** Gives the view a message of the extension. */
    tunesetDeliver(message: string): void;
    tunesetSetTheme(theme: Theme): void;
  }
}
interface Theme {
  readonly bodyClass: string;
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Once only, as with VS Code's own: whoever gets hold of it later gets nothing. */
let isAcquired = false;
window.acquireVsCodeApi = () => {
  if (isAcquired) throw new Error('The API of VS Code was acquired already.');
  isAcquired = true;
  return {
    postMessage: (message) => window.tunesetPost(JSON.stringify(message)),
    getState: () => window.tunesetState,
    setState: (state) => {
      window.tunesetState = state;
      window.tunesetSaveState(JSON.stringify(state ?? null));
    },
  };
};

window.tunesetDeliver = (message) => {
  window.dispatchEvent(new MessageEvent('message', { data: JSON.parse(message) as unknown, origin: location.origin }));
};

window.tunesetSetTheme = (theme) => {
  document.documentElement.removeAttribute('style');
  for (const [name, value] of Object.entries(theme.variables)) document.documentElement.style.setProperty(name, value);
  document.body.className = theme.bodyClass;
  Object.assign(document.body.dataset, {
    vscodeThemeKind: theme.kind,
    vscodeThemeName: theme.name,
    vscodeThemeId: theme.id,
  });
};

document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample, lineNumber }) =>
  window.tunesetWrong(`content security policy: ${violatedDirective} ${blockedURI} ${sample} (line ${lineNumber})`),
);
new MutationObserver((_, observer) => {
  if (!document.body) return;
  observer.disconnect();
  window.tunesetSetTheme(window.tunesetTheme);
}).observe(document, { childList: true, subtree: true });
