import * as l10n from '@vscode/l10n';
import { nodeAt, pointerOf } from '../../dataset/tree';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { isAbsent, loneMessage, placeOf, sideAt, SIDES, type Side, pairOf } from './sides';
import { isBlank } from '../isBlank';
import { isMisshapen } from '../roles/readable';

type Shape = 'string' | 'object' | 'array';
const SHAPE_KEYWORDS: readonly string[] = ['type', 'anyOf', 'oneOf'];

export const prefShape: Rule = {
  id: 'pref-shape',
  level: 'error',
  outcomes: { llamafactory: 'dropped' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Answer of a pair in the wrong form'),
    what: l10n.t(
      'A chosen or rejected answer that is text where a message is expected, a message where text is expected, or not of the same form as the other one.',
    ),
    why: l10n.t(
      'LLaMA-Factory drops the record: with the formatting alpaca both answers must be text, with sharegpt both must be one message. If other records have the right form, Hugging Face datasets 4.0 refuses the whole file.',
    ),
    mend: l10n.t('Write both answers in the form of the format. The quick fix wraps or unwraps the text as it stands.'),
    faulty: `{"instruction": "1+1?", "input": "", "chosen": {"from": "gpt", "value": "2"}, "rejected": "3"}`,
    sound: `{"instruction": "1+1?", "input": "", "chosen": "2", "rejected": "3"}`,
  }),
  claims({ instancePath, keyword }, view) {
    const place = sideAt(view, instancePath);
    return place !== undefined && SHAPE_KEYWORDS.includes(keyword) && !isAbsent(place);
  },
  record(view, report) {
    if (view.format.purpose !== 'preference') return;
    const errors = view.errorsOf(prefShape);
    const wrong = SIDES.filter((side) =>
      errors.some(({ instancePath }) => instancePath === placeOf(view, side).pointer),
    );
    const sides = wrong.length > 0 ? wrong : mixed(view);
    for (const side of sides) {
      const { field, value, pointer } = placeOf(view, side);
      const shape = wantedShape(view, side);
      report({
        message: messageOf(field, shape),
        ...{ pointer, ...view.span(pointer) },
        fixes: reshape(view, value, pointer, shape),
      });
    }
  },
};

/** The rejected side if its form is not that of the chosen one, though the format has both. */
function mixed(view: RecordView): Side[] {
  const places = SIDES.map((side) => placeOf(view, side));
  // What is wrong with a side in itself is told by other rules.
  const ofMessages = view.format.names.field('messages');
  if (!pairOf(view) || places.some(({ field, pointer }) => field === ofMessages || isMisshapen(view, pointer)))
    return [];
  const [chosen, rejected] = places.map(({ value }) => shapeOf(value));
  return chosen && rejected && chosen !== rejected ? ['rejected'] : [];
}

/** The form that the other answer has if the format has it, else the format's own. */
function wantedShape(view: RecordView, side: Side): Shape {
  const allowed = allowedShapes(view, side);
  const other = shapeOf(placeOf(view, side === 'chosen' ? 'rejected' : 'chosen').value);
  return other && allowed.includes(other) ? other : (allowed[0] ?? 'string');
}

/** The forms that the schema lets an answer have; a reference is to a message or to a list of them. */
function allowedShapes(view: RecordView, side: Side): readonly Shape[] {
  const { $ref, type } = view.format.schema.properties[placeOf(view, side).field] ?? {};
  if ($ref !== undefined) return [/messages$/i.test($ref) ? 'array' : 'object'];
  const types = [type ?? 'string'].flat();
  return (['string', 'object', 'array'] as const).filter((shape) => types.includes(shape));
}

function shapeOf(value: unknown): Shape | undefined {
  if (typeof value === 'string') return 'string';
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? 'array' : 'object';
}

function messageOf(field: string, shape: Shape): string {
  if (shape === 'string') return l10n.t('“{0}” must be text.', field);
  return shape === 'object'
    ? l10n.t('“{0}” must be a message.', field)
    : l10n.t('“{0}” must be a list of messages.', field);
}

/** Puts the text, as it is written, into the wanted form; none if something would be lost or is not known. */
function reshape(view: RecordView, value: unknown, pointer: string, shape: Shape): Fix[] {
  // An answer that says nothing or has no role is not mended by another form.
  if (typeof value === 'string' && isBlank(value)) return [];
  const message = loneMessage(value);
  if (message && !ROLE_KEYS.some((key) => Object.hasOwn(message, key))) return [];
  const span = view.span(pointer);
  const messageText = Array.isArray(value) ? sourceAt(view, `${pointer}/0`) : sourceAt(view, pointer);
  const text =
    typeof value === 'string' ? sourceAt(view, pointer) : message && contentSource(view, message, pointer, value);
  const written =
    shape === 'string'
      ? typeof value === 'string'
        ? undefined
        : text
      : ((message ? messageText : text && wrapped(view, text)) ?? undefined);
  if (written === undefined) return [];
  const edit = { ...span, text: shape === 'array' ? `[${written}]` : written };
  const title = {
    string: l10n.t('Make it text'),
    object: l10n.t('Make it a message'),
    array: l10n.t('Make it a list of messages'),
  }[shape];
  return [{ title, safety: 'safe', edits: [edit] }];
}

/** The content of a message that has nothing but a role beside it. */
function contentSource(
  view: RecordView,
  message: Readonly<Record<string, unknown>>,
  pointer: string,
  value: unknown,
): string | undefined {
  const keys = CONTENT_KEYS.filter((key) => typeof message[key] === 'string');
  const others = Object.keys(message).filter((key) => !ROLE_KEYS.includes(key) && !keys.includes(key));
  if (keys.length !== 1 || others.length > 0) return undefined;
  return sourceAt(view, `${pointer}${Array.isArray(value) ? '/0' : ''}${pointerOf(keys)}`);
}

/** Keys of messages of the formats there are: a format of plain text has none of its own. */
const ROLE_KEYS: readonly string[] = ['role', 'from'];
const CONTENT_KEYS: readonly string[] = ['content', 'value'];

function wrapped(view: RecordView, text: string): string | undefined {
  const { role, content, roles } = view.format.names;
  const name = Object.keys(roles).find((each) => roles[each] === 'assistant');
  if (role === '' || name === undefined) return undefined;
  return `{${JSON.stringify(role)}: ${JSON.stringify(name)}, ${JSON.stringify(content)}: ${text}}`;
}

function sourceAt(view: RecordView, pointer: string): string | undefined {
  const node = view.tree && nodeAt(view.tree, pointer);
  return node && view.text.slice(node.offset, node.offset + node.length);
}
