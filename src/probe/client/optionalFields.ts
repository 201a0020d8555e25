/** Fields that can't be left out without asking for something else. */
const needed: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'tools',
  'stream',
  'continue_final_message',
  'add_generation_prompt',
]);

/** How servers say that they don't take a field: pydantic, OpenAI, transformers serve, llama.cpp, TGI (serde). */
const refusal =
  /unsupported|not (?:\w+ )?support|n['’]t support|unexpected|unknown|unrecogni[sz]ed|not permitted|not allowed|extra_forbidden|extra (?:inputs|fields)|invalid (?:parameter|field|argument)|cannot (?:be used|stream)/i;

/**
 * The fields of a request that a server says it does not take, and that the request can do without.
 *
 * @param sent the names of the request's fields
 * @param text what the server says
 */
export function refusedFields(sent: readonly string[], text: string): readonly string[] {
  if (!refusal.test(text)) return [];
  return sent.filter((name) => !needed.has(name) && isNamed(name, text));
}

/** Names that are words of English too count only where they are quoted or stand before a colon. */
function isNamed(name: string, text: string): boolean {
  const escaped = name.replace(/[^\w]/g, '\\$&');
  if (name.includes('_') || name === 'logprobs') return new RegExp(`(?<!\\w)${escaped}(?!\\w)`).test(text);
  return new RegExp(`['"\`]${escaped}['"\`]|^${escaped}:|; ${escaped}:|: ${escaped}\\b`, 'm').test(text);
}
