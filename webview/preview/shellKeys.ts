/** What a key asks the shell for. */
export type ShellKey =
  | { readonly kind: 'search' }
  | { readonly kind: 'goTo'; readonly to: 'next' | 'previous' }
  | { readonly kind: 'step'; readonly step: 'undo' | 'redo' };

/** The meaning of a key where nobody types; all others are VS Code's, or of the part that has the focus. */
export function shellKey(event: KeyboardEvent): ShellKey | undefined {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.composedPath().some(isTypedIn)) {
    return undefined;
  }
  return event.ctrlKey || event.metaKey ? stepOf(event) : plainKey(event.key);
}

function plainKey(key: string): ShellKey | undefined {
  if (key === '/') return { kind: 'search' };
  if (key === ']') return { kind: 'goTo', to: 'next' };
  if (key === '[') return { kind: 'goTo', to: 'previous' };
  return undefined;
}

/** What was done here is undone in the file: in the page there is nothing to be undone. */
function stepOf({ key, shiftKey }: KeyboardEvent): ShellKey | undefined {
  const letter = key.toLowerCase();
  if (letter === 'z') return { kind: 'step', step: shiftKey ? 'redo' : 'undo' };
  return letter === 'y' && !shiftKey ? { kind: 'step', step: 'redo' } : undefined;
}

function isTypedIn(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable], [role=menu]');
}
