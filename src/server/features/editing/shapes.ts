import * as l10n from '@vscode/l10n';
import { fitting, isMessagePath, propertiesOf, typesOf, type Path, type Place } from '../../../dataset/schemaAt';
import type { Cursor } from './cursor';
import { nextMessages } from './messages';
import { schemaFiles } from '../../../dataset/schemaFiles';
import { placeholder, requiredMembers } from './placeholder';
import { schemaText } from './site';
import type { Template } from './template';

/** An object to insert, by its members. */
export interface Shape {
  readonly label: string;
  readonly detail: string | undefined;
  readonly members: readonly (readonly [key: string, value: Template])[];
}

/** The objects that make sense at a path, the likeliest first: the next message, a part of each type, a call of each tool. */
export function shapesAt(cursor: Cursor, path: Path): Shape[] {
  if (cursor.kind === 'record' && path.length > 0 && isMessagePath(cursor.format, path))
    return messageShapes(cursor, path);
  const places = fitting(cursor.placesAt(path), {}).filter(({ schema }) => typesOf(schema).includes('object'));
  return places.flatMap((place) => shapesOf(place));
}

function messageShapes(cursor: Cursor, path: Path): Shape[] {
  const isList = typeof path[1] === 'number';
  if (!isList && !cursor.placesAt(path).some(({ schema }) => typesOf(schema).includes('object'))) return [];
  return nextMessages(cursor, path).map(({ role, hasCalls, members }) => ({
    label: hasCalls ? l10n.t('{0} with a tool call', role) : role,
    detail: l10n.t('message'),
    members,
  }));
}

/** A place whose objects say what they are has one shape for each type; another has one if anything is required there. */
function shapesOf(place: Place): Shape[] {
  const properties = propertiesOf([place], schemaFiles);
  const types = (properties.get('type') ?? []).flatMap(({ schema }) => schema.examples ?? []);
  const title = schemaText(place, 'title');
  if (types.length > 1) {
    return types
      .filter((type) => typeof type === 'string')
      .map((type) => ({ label: type, detail: title, members: typed(place, type) }));
  }
  const members = requiredMembers([place]);
  return members.length === 0
    ? []
    : [{ label: title ?? l10n.t('object'), detail: schemaText(place, 'description'), members }];
}

/** `{"type": "text", "text": ""}`: what a part of OpenAI's layout is, its value stands under its type. */
function typed(place: Place, type: string): Shape['members'] {
  const properties = propertiesOf([place], schemaFiles);
  const required = requiredMembers([place]).filter(([key]) => key !== 'type');
  const head = ['type', [JSON.stringify(type)]] as const;
  if (required.length > 0) return [head, ...required];
  if (type === 'image_url') return [head, [type, ['{"url": "', {}, '"}']]];
  if (type === 'input_audio')
    return [head, [type, ['{"data": "', {}, '", "format": "', { choice: ['wav', 'mp3'] }, '"}']]];
  return [head, [type, placeholder(properties.get(type) ?? [])]];
}
