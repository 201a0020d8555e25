/** Looks through all that a page shows, in shadow roots too, for what no text of a dataset may bring about. */

export {};

declare global {
  interface Window {
    tunesetInspect(): string[];
    /** Controls of these elements that something else lies on, as far as they are in view. */
    tunesetCovered(hosts: string): string[];
  }
}

const FORBIDDEN = new Set(
  (
    'applet area base bgsound canvas dialog embed fencedframe font foreignobject form frame frameset iframe image isindex layer link map ' +
    'marquee meta noscript object param plaintext portal script style template use webview xml xmp'
  ).split(' '),
);
const ADDRESSES = [
  'href',
  'src',
  'srcset',
  'xlink:href',
  'action',
  'formaction',
  'data',
  'poster',
  'background',
  'ping',
  'cite',
];
/** Media come from the extension's own origin. */
const HARMLESS = /^(?:https?:|mailto:)/i;
const OWN = 'https://resources.test/';

/** What the page itself has; known as soon as somebody looks for the first time, before any data is shown. */
let globals: ReadonlySet<string> | undefined;
let title: string | undefined;
const objectKeys = Reflect.ownKeys(Object.prototype).length;
const arrayKeys = Reflect.ownKeys(Array.prototype).length;

window.tunesetInspect = () => {
  const wrongs: string[] = [];
  for (const element of everything(document.body)) {
    const name = element.localName;
    if (FORBIDDEN.has(name) && !isOwn(element)) wrongs.push(`element: ${outline(element)}`);
    for (const attribute of element.attributes) wrongs.push(...attributeWrongs(element, attribute));
  }
  if (Reflect.ownKeys(Object.prototype).length !== objectKeys) wrongs.push('prototype: Object');
  if (Reflect.ownKeys(Array.prototype).length !== arrayKeys) wrongs.push('prototype: Array');
  globals ??= new Set(Object.getOwnPropertyNames(window));
  for (const name of Object.getOwnPropertyNames(window)) if (!globals.has(name)) wrongs.push(`global: ${name}`);
  title ??= document.title;
  if (document.title !== title) wrongs.push(`title: ${document.title}`);
  return wrongs;
};

function attributeWrongs(element: Element, { name, value }: Attr): string[] {
  const wrongs: string[] = [];
  if (/^on/i.test(name)) wrongs.push(`handler: ${outline(element)}`);
  if (name === 'srcdoc') wrongs.push(`frame: ${outline(element)}`);
  if (name === 'style' && /url\(|expression|fixed/i.test(value)) wrongs.push(`style: ${outline(element)}`);
  if (!ADDRESSES.includes(name) || isOwn(element)) return wrongs;
  const isLink = element.localName === 'a' && name === 'href';
  if (!(isLink ? HARMLESS.test(value) : value.startsWith(OWN))) wrongs.push(`address: ${outline(element)}`);
  return wrongs;
}

/** The page's own script elements. */
function isOwn(element: Element): boolean {
  return (
    element.localName === 'script' &&
    element.parentElement === document.body &&
    (['l10n', 'unsaved'].includes(element.id) || element.hasAttribute('src'))
  );
}

window.tunesetCovered = (hosts) =>
  [...everything(document.body)]
    .filter((element) => element.matches(hosts))
    .flatMap((host) => [...everything(host.shadowRoot ?? host)])
    .filter((element) => element.matches('button, input, select, textarea, a, [tabindex]'))
    .flatMap((control) => coverOf(control) ?? []);

function coverOf(control: Element): string | undefined {
  const { left, top, width, height } = control.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  if (width === 0 || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return undefined;
  const hit = deepest(x, y);
  if (!hit || contains(control, hit) || contains(hit, control)) return undefined;
  return `${outline(control)} by ${outline(hit)}`;
}

function* everything(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* everything(element.shadowRoot);
  }
}

function deepest(x: number, y: number): Element | null {
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const inner: Element | null = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}

/** In the tree that people see, where a shadow root is part of its host. */
function contains(outer: Element, inner: Element): boolean {
  let node: Node | null = inner;
  while (node && node !== outer)
    node = node instanceof ShadowRoot ? node.host : ((node as Element).assignedSlot ?? node.parentNode);
  return node === outer;
}

function outline(element: Element): string {
  return (element.cloneNode(false) as Element).outerHTML.slice(0, 160);
}
