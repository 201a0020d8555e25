import type { ErrorObject } from 'ajv';
import type { RecordView } from '../view';

/** The pointer to the message that an error of the schema is about, with what of it; undefined for other errors. */
export function messageOf(
  { instancePath }: ErrorObject,
  { format }: RecordView,
): { readonly message: string; readonly rest: string } | undefined {
  const [, field, ...path] = instancePath.split('/');
  const fields = format.messageFields.map((own) => format.names.field(own));
  if (field === undefined || !fields.includes(field)) return undefined;
  const isItem = path[0] !== undefined && /^\d+$/.test(path[0]);
  const [inMessage, message] = isItem ? [path.slice(1), `/${field}/${path[0]}`] : [path, `/${field}`];
  return { message, rest: inMessage.map((segment) => `/${segment}`).join('') };
}
