import account from '@vscode/codicons/src/icons/account.svg';
import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import arrowUp from '@vscode/codicons/src/icons/arrow-up.svg';
import edit from '@vscode/codicons/src/icons/edit.svg';
import tools from '@vscode/codicons/src/icons/tools.svg';

/** The icons that the views use, as SVG text. */
const ICONS = { account, arrowDown, arrowUp, edit, tools } as const;
export type IconName = keyof typeof ICONS;

const parsed = new Map<IconName, Element>();

/** A new SVG element; it is decoration, so what it means must be said besides. */
export function icon(name: IconName): Element {
  let drawing = parsed.get(name);
  if (!drawing) {
    drawing = new DOMParser().parseFromString(ICONS[name], 'image/svg+xml').documentElement;
    drawing.setAttribute('aria-hidden', 'true');
    drawing.classList.add('icon');
    parsed.set(name, drawing);
  }
  return drawing.cloneNode(true) as Element;
}
