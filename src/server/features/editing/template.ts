/** A place of a template that is to be filled in: what stands there at first, or what there is to choose from. */
export interface Stop {
  readonly value?: string;
  readonly choice?: readonly string[];
}

/** JSON text to insert, with places to be filled in. */
export type Template = readonly (string | Stop)[];

/**
 * The template as an LSP snippet.
 *
 * @param escape makes JSON text one that may stand where it is inserted
 */
export function snippetOf(template: Template, escape: (text: string) => string): string {
  let stop = 0;
  return template
    .map((part) => {
      if (typeof part === 'string') return literal(escape(part));
      stop++;
      if (part.choice && part.choice.length > 1) {
        return `\${${stop}|${part.choice.map((each) => choice(escape(each))).join(',')}|}`;
      }
      const value = part.value ?? part.choice?.[0];
      return value === undefined ? `$${stop}` : `\${${stop}:${literal(escape(value)).replace(/\}/g, '\\}')}}`;
    })
    .join('');
}

/** The template as plain text, for people. */
export function textOf(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part : (part.value ?? part.choice?.[0] ?? ''))).join('');
}

export function objectTemplate(entries: readonly (readonly [key: string, value: Template])[]): Template {
  return ['{', ...membersTemplate(entries), '}'];
}

/** The members of an object without its brackets. */
export function membersTemplate(entries: readonly (readonly [key: string, value: Template])[]): Template {
  return entries.flatMap(([key, value], i) => [`${i > 0 ? ', ' : ''}${JSON.stringify(key)}: `, ...value]);
}

export function listTemplate(items: readonly Template[]): Template {
  return ['[', ...items.flatMap((item, i) => (i > 0 ? [', ', ...item] : item)), ']'];
}

/** JSON text that stands in a string: for templates within templates. */
export function stringTemplate(inner: Template): Template {
  const escape = (text: string): string => JSON.stringify(text).slice(1, -1);
  const parts = inner.map((part): string | Stop => {
    if (typeof part === 'string') return escape(part);
    return {
      ...(part.value === undefined ? {} : { value: escape(part.value) }),
      ...(part.choice === undefined ? {} : { choice: part.choice.map(escape) }),
    };
  });
  return ['"', ...parts, '"'];
}

/** What a snippet takes for its own signs. */
function literal(text: string): string {
  return text.replace(/[\\$]/g, '\\$&');
}

function choice(text: string): string {
  return text.replace(/[\\$,|}]/g, '\\$&');
}
