import type { Span } from './span';

/**
 * `{% generation %}` and `{% endgeneration %}` enclose what the model says (transformers' `AssistantTracker`, src/transformers/utils/
 * chat_template_utils.py). Engines without that extension can't read them or skip them, so they are replaced.
 */
const MARKER = /\{%([-+]?)\s*(end)?generation\s*([-+]?)%\}/g;

/** Variables of the replaced template: what is written where a marker stands. */
export const MARKER_VARIABLES = { start: 'tuneset_generation_start', end: 'tuneset_generation_end' } as const;

/**
 * Replaces the markers by blocks that write a variable. Blocks, because the white space around a block tag obeys other rules
 * (`trim_blocks`, `lstrip_blocks`) than that around an expression. `+`, which some engines don't know, goes.
 *
 * @returns undefined if the template has no markers
 */
export function replaceMarkers(template: string): string | undefined {
  let found = false;
  const replaced = template.replace(MARKER, (_, left: string, end: string | undefined, right: string) => {
    found = true;
    const variable = end ? MARKER_VARIABLES.end : MARKER_VARIABLES.start;
    return `{%${minus(left)} if true %}{{ ${variable} }}{% endif ${minus(right)}%}`;
  });
  return found ? replaced : undefined;
}

function minus(control: string): string {
  return control === '-' ? '-' : '';
}

/**
 * Takes the sentinels out of a rendering.
 *
 * @returns the text without them and the spans between them; undefined if they don't come in pairs
 */
export function takeSpans(marked: string, start: string, end: string): { text: string; spans: Span[] } | undefined {
  const spans: Span[] = [];
  let text = '';
  let open: number | undefined;
  for (const part of splitKeeping(marked, start, end)) {
    if (part === start && open === undefined) open = text.length;
    else if (part === end && open !== undefined) {
      spans.push({ start: open, end: text.length });
      open = undefined;
    } else if (part === start || part === end) return undefined;
    else text += part;
  }
  return open === undefined ? { text, spans } : undefined;
}

/** The text in parts; each sentinel is a part of its own. Sentinels are single characters. */
function splitKeeping(text: string, start: string, end: string): string[] {
  return text.split(new RegExp(`([${start}${end}])`));
}

/** Characters of the private use area that the text doesn't have. */
export function unusedCharacters(text: string, count: number): string[] {
  const unused: string[] = [];
  for (let code = 0xe000; unused.length < count; code++) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) unused.push(character);
  }
  return unused;
}
