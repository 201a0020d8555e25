import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Edit } from '../../dataset/edits';
import { isJsonObject } from '../../dataset/jsonObject';
import type { Fix } from '../rule';
import { bodyOf, isLone, layerOf, type CallSite } from './callSites';
import { inserted, keyOf, nodeOf, replaced, withProperty, type JsonLayer, type Path } from './jsonLayer';

/** Keys that mean the name and the arguments in other layouts. */
const NAMES = ['function', 'function_name', 'tool', 'tool_name', 'api_name', 'api', 'action'];
const ARGUMENTS = ['parameters', 'params', 'args', 'input', 'inputs', 'kwargs', 'tool_input', 'action_input'];
/** What a call may have beside its function that says nothing where calls stand as text. */
const SAYS_NOTHING = ['type', 'id', 'index', 'function'];

/** Brings a call into the shape that its place asks for; undefined if what it lacks can't be found in it. */
export function shapeFix(site: CallSite): Fix | undefined {
  const body = bodyOf(site);
  const layer = body && layerOf(site);
  if (!layer) return undefined;
  const node = nodeOf(layer, site.body);
  if (node?.type !== 'object') return undefined;
  const renamed = renames(layer, site.body, body);
  if (!renamed) return undefined;
  const isInList = site.calls.form === 'list' && !isLone(site);
  const isNested = body !== site.call.source;
  if (body.name === '') return undefined;
  const moved = isNested === isInList ? [] : isNested ? unwrapped(layer, site, node) : wrapped(layer, node, renamed);
  if (!moved) return undefined;
  return {
    title:
      isNested === isInList ? l10n.t('Name the keys “name” and “arguments”') : l10n.t('Bring the call into its shape'),
    safety: renamed.isGuess ? 'preview' : 'safe',
    edits: [...renamed.edits, ...moved],
  };
}

interface Renames {
  readonly edits: readonly Edit[];
  /** The properties that hold name and arguments. */
  readonly parts: readonly Node[];
  /** Something was added that the data does not say. */
  readonly isGuess: boolean;
}

function renames(layer: JsonLayer, path: Path, body: Readonly<Record<string, unknown>>): Renames | undefined {
  const object = nodeOf(layer, path)!;
  const name = typeof body.name === 'string' ? 'name' : NAMES.find((key) => typeof body[key] === 'string');
  const value = name === undefined ? undefined : nodeOf(layer, [...path, name]);
  if (!value || (name !== 'name' && body.name !== undefined)) return undefined;
  const edits = name === 'name' ? [] : [replaced(layer, keyOf(value), '"name"')];
  const args = body.arguments === undefined ? ARGUMENTS.find((key) => isArguments(body[key])) : 'arguments';
  if (args === undefined) {
    return { edits: [...edits, withProperty(layer, object, 'arguments', '{}')], parts: [value.parent!], isGuess: true };
  }
  const held = nodeOf(layer, [...path, args])!;
  if (args !== 'arguments') edits.push(replaced(layer, keyOf(held), '"arguments"'));
  return { edits, parts: [value.parent!, held.parent!], isGuess: false };
}

function isArguments(value: unknown): boolean {
  return isJsonObject(value) || typeof value === 'string';
}

/** Takes the `function` out of the call around it, if nothing else is lost. */
function unwrapped(layer: JsonLayer, { path, call }: CallSite, body: Node): Edit[] | undefined {
  const outer = nodeOf(layer, path)!;
  if (!Object.keys(call.source as object).every((key) => SAYS_NOTHING.includes(key))) return undefined;
  return [
    layer.edit({ start: outer.offset, end: body.offset, text: '' }),
    layer.edit({ start: body.offset + body.length, end: outer.offset + outer.length, text: '' }),
  ];
}

/** Puts a `function` around name and arguments, if they stand side by side. */
function wrapped(layer: JsonLayer, object: Node, { parts, isGuess }: Renames): Edit[] | undefined {
  const properties = object.children ?? [];
  const places = parts.map((part) => properties.indexOf(part)).sort((a, b) => a - b);
  if (isGuess || places[1] !== places[0]! + 1) return undefined;
  const hasType = properties.some((property) => property.children?.[0]?.value === 'type');
  const opening = `${hasType ? '' : '"type": "function", '}"function": {`;
  return [
    inserted(layer, properties[places[0]!]!, 'before', opening),
    inserted(layer, properties[places[1]]!, 'after', '}'),
  ];
}
