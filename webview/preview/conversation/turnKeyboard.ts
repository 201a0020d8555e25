import type { TurnOperation } from '../../../src/protocol/records';

/** What keys do with the turn that they are at. */
export type TurnKey =
  | {
      readonly kind: 'step';
      readonly by: -1 | 1;
      /** The arrow scrolls first where the turn goes on beyond the window. */ readonly scrolls: boolean;
    }
  | { readonly kind: 'goTo'; readonly end: 'first' | 'last' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'menu' }
  | {
      readonly kind: 'operate';
      readonly operation: (turn: number) => TurnOperation;
      readonly action: 'delete' | 'moveUp' | 'moveDown';
    };

/**
 * The meaning of a key for the conversation, if it has one there. Letters work everywhere but where one types; the others on a turn only, so that buttons,
 * lists and scrolled code keep their keys.
 */
export function turnKey(event: KeyboardEvent): TurnKey | undefined {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return undefined;
  const path = event.composedPath();
  if (path.some(takesKeys)) return undefined;
  const isOnTurn = path[0] instanceof HTMLElement && path[0].dataset['turn'] !== undefined;
  return event.altKey ? (isOnTurn ? altKey(event.key) : undefined) : plainKey(event, isOnTurn);
}

function plainKey({ key, shiftKey }: KeyboardEvent, isOnTurn: boolean): TurnKey | undefined {
  switch (key) {
    case 'j':
      return { kind: 'step', by: 1, scrolls: false };
    case 'k':
      return { kind: 'step', by: -1, scrolls: false };
    case 'e':
      return { kind: 'edit' };
  }
  if (!isOnTurn) return undefined;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'step', by: 1, scrolls: true };
    case 'ArrowUp':
      return { kind: 'step', by: -1, scrolls: true };
    case 'Home':
      return { kind: 'goTo', end: 'first' };
    case 'End':
      return { kind: 'goTo', end: 'last' };
    case 'Enter':
      return { kind: 'edit' };
    case 'ContextMenu':
      return { kind: 'menu' };
    case 'F10':
      return shiftKey ? { kind: 'menu' } : undefined;
    case 'Delete':
      return { kind: 'operate', action: 'delete', operation: (turn) => ({ kind: 'deleteTurn', turn }) };
  }
  return undefined;
}

function altKey(key: string): TurnKey | undefined {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const by = key === 'ArrowUp' ? -1 : 1;
  return {
    kind: 'operate',
    action: by === -1 ? 'moveUp' : 'moveDown',
    operation: (turn) => ({ kind: 'moveTurn', turn, by }),
  };
}

/** Where one types, or chooses. */
function takesKeys(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches(
    'input, textarea, select, [contenteditable], [role=menu], vscode-text-field, vscode-text-area, vscode-dropdown',
  );
}
