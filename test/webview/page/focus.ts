/** Where the keyboard is, and whether people see it. */

declare global {
  interface Window {
    tunesetFocus(): { readonly path: string; readonly isVisible: boolean; readonly isInView: boolean };
    /** Of what is drawn in the view, the number of animations that run. */
    tunesetAnimations(): number;
  }
}

window.tunesetFocus = () => {
  const chain: Element[] = [];
  for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement ?? null) chain.push(at);
  const path = chain.map((element) => `${element.localName}${numberAmongSiblings(element)}`).join(' ');
  const inner = chain.at(-1) ?? document.body;
  const { bottom, top, left, right, width, height } = inner.getBoundingClientRect();
  return {
    path,
    isVisible: [...chain.slice(-2), ...around(inner)].some(hasRing),
    isInView: width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
  };
};

window.tunesetAnimations = () => running(document);

function running(root: DocumentOrShadowRoot & ParentNode): number {
  let count = root.getAnimations().filter(({ playState }) => playState === 'running').length;
  for (const element of root.querySelectorAll('*')) if (element.shadowRoot) count += running(element.shadowRoot);
  return count;
}

/** Some controls draw the ring around themselves, others around what holds them, or around a part of them. */
function around(element: Element): Element[] {
  const outer: Element[] = [];
  for (let at = element.parentElement; at && outer.length < 3; at = at.parentElement) outer.push(at);
  return [...outer, ...(element.shadowRoot?.querySelectorAll('*') ?? [])];
}

function hasRing(element: Element): boolean {
  const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(element);
  const ring = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 && !isTransparent(outlineColor);
  const focusColour = getComputedStyle(document.documentElement).getPropertyValue('--vscode-focusBorder').trim();
  return ring || boxShadow !== 'none' || sameColour(borderColor, focusColour);
}

function isTransparent(colour: string): boolean {
  return colour === 'transparent' || /, 0\)$/.test(colour);
}

function sameColour(computed: string, css: string): boolean {
  const probe = new Option().style;
  probe.color = css;
  return css !== '' && computed === probe.color;
}

/** Tells elements of one name apart. */
function numberAmongSiblings(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const same = [...root.querySelectorAll(element.localName)];
  return same.length > 1 ? `:${same.indexOf(element)}` : '';
}

export {};
