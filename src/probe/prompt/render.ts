import { isJsonObject } from '../../dataset/jsonObject';
import type { RenderingRecipe } from '../capabilities';
import type { RequestMessage } from '../cases/probeCase';
import type { ServerAccess } from '../client/client';
import { bytesAt, idsAt, listAt, numberAt, textAt, at, UnreadableError } from '../unknownJson';
import { piecesOfBytes, piecesOfVocabulary, type Piece } from './pieces';

/** What a server is to render. */
export interface RenderRequest {
  readonly messages: readonly RequestMessage[];
  readonly tools: readonly object[] | null;
  /** `chat_template_kwargs`. */
  readonly variables: Readonly<Record<string, unknown>> | null;
}

/** What a server made of messages. */
export interface Rendered {
  readonly text: string | null;
  readonly ids: readonly number[] | null;
  /** One for each id. */
  readonly pieces: readonly Piece[] | null;
}

/**
 * How the rendered text ends.
 *
 * - `start`: with what starts an answer
 * - `open`: with the last message, an assistant's, that is to be continued: nothing is behind its content
 * - `closed`: the last message's turn is ended; what comes behind it differs from server to server
 */
export type Ending = 'start' | 'open' | 'closed';

/** Renders messages as a server does. @throws ProbeError; UnreadableError if the answer can't be read */
export type Render = (request: RenderRequest, ending: Ending, signal: AbortSignal) => Promise<Rendered>;

/** Fields of an endpoint's further body that have to do with templates. */
const TEMPLATE_FIELDS = ['chat_template', 'chat_template_kwargs', 'documents', 'reasoning_effort'];

/** Does the server end an assistant's last turn only where another message follows it? */
export function endsByFollowing(recipe: RenderingRecipe): boolean {
  return recipe === 'applyTemplate' || recipe === 'chatTokenize' || recipe === 'debugRender';
}

export function renderWith(access: ServerAccess, recipe: RenderingRecipe): Render {
  const recipes: Record<RenderingRecipe, (access: ServerAccess) => Render> = {
    tokenizeMessages,
    applyTemplate,
    chatTokenize,
    debugRender,
    returnedIds,
  };
  return recipes[recipe](access);
}

/** What all recipes send. */
export function templateBody(access: ServerAccess, { messages, tools, variables }: RenderRequest): object {
  const own = access.endpoint.extraBody;
  const body: Record<string, unknown> = { messages };
  for (const field of TEMPLATE_FIELDS) if (own[field] !== undefined) body[field] = own[field];
  // vLLM refuses an empty list of tools.
  if (tools !== null && tools.length > 0) body.tools = tools;
  const given = own.chat_template_kwargs;
  if (variables !== null) body.chat_template_kwargs = { ...(isJsonObject(given) && given), ...variables };
  return body;
}

/** The fields with which vLLM and those that follow it say how a text ends. */
function endingFields(ending: Ending): object {
  if (ending === 'start') return { add_generation_prompt: true };
  return { add_generation_prompt: false, continue_final_message: ending === 'open' };
}

/** vLLM: `POST /tokenize` with messages (vllm/entrypoints/serve/tokenize/protocol.py). It tells no text; `/detokenize` does. */
function tokenizeMessages(access: ServerAccess): Render {
  return async (request, ending, signal) => {
    const model = await access.model(signal);
    const body = { model, ...templateBody(access, request), ...endingFields(ending), return_token_strs: true };
    const answer = await access.post('/tokenize', body, signal);
    const ids = required(idsAt(answer, 'tokens'));
    const written = listAt(answer, 'token_strs');
    if (written?.length !== ids.length) return { text: null, ids, pieces: null };
    const pieces = piecesOfVocabulary(written.map((piece) => (typeof piece === 'string' ? piece : '')));
    return { text: pieces.map(({ text }) => text).join(''), ids, pieces };
  };
}

/**
 * llama.cpp: `POST /apply-template`, then `POST /tokenize` as the server does it with prompts: `add_special` and `parse_special`, since
 * what it renders lacks the start token that tokenising adds (tools/server/README.md).
 */
function applyTemplate(access: ServerAccess): Render {
  return async (request, ending, signal) => {
    const rendered = await access.post('/apply-template', templateBody(access, endedByOthers(request, ending)), signal);
    const text = required(textAt(rendered, 'prompt'));
    return { text, ...(await tokenizeText(access, text, signal)) };
  };
}

async function tokenizeText(
  access: ServerAccess,
  content: string,
  signal: AbortSignal,
): Promise<Pick<Rendered, 'ids' | 'pieces'>> {
  const body = { content, add_special: true, parse_special: true, with_pieces: true };
  const tokens = required(listAt(await access.post('/tokenize', body, signal), 'tokens'));
  const ids = required(idsAt({ ids: tokens.map((token) => numberAt(token, 'id')) }, 'ids'));
  const utf8 = new TextEncoder();
  const bytes = tokens.map((token) => bytesAt(token, 'piece') ?? [...utf8.encode(textAt(token, 'piece') ?? '')]);
  return { ids, pieces: piecesOfBytes(bytes) };
}

/** TGI: `POST /chat_tokenize` (router/src/server.rs). The offsets are not used: they count otherwise where characters have several bytes. */
function chatTokenize(access: ServerAccess): Render {
  return async (request, ending, signal) => {
    const model = await access.model(signal);
    const body = { model, ...templateBody(access, endedByOthers(request, ending)) };
    const answer = await access.post('/chat_tokenize', body, signal);
    const tokens = required(listAt(answer, 'tokenize_response'));
    const ids = required(idsAt({ ids: tokens.map((token) => numberAt(token, 'id')) }, 'ids'));
    return { text: textAt(answer, 'templated_text'), ids, pieces: null };
  };
}

/** Ollama: a request that is rendered only; the field begins with an underscore and is not documented (server/routes.go). */
function debugRender(access: ServerAccess): Render {
  return async (request, ending, signal) => {
    const model = await access.model(signal);
    const body = {
      model,
      ...templateBody(access, endedByOthers(request, ending)),
      stream: false,
      _debug_render_only: true,
    };
    const answer = await access.post('v1:/chat/completions', body, signal);
    return { text: required(textAt(answer, '_debug_info', 'rendered_template')), ids: null, pieces: null };
  };
}

/**
 * SGLang and vLLM: the ids of the prompt of an answer of one token (`return_prompt_token_ids`, `return_token_ids`; both only where it is not
 * streamed). SGLang starts another answer behind a closed turn.
 */
function returnedIds(access: ServerAccess): Render {
  return async (request, ending, signal) => {
    const model = await access.model(signal);
    const body = {
      model,
      ...templateBody(access, request),
      ...(ending === 'start' ? {} : endingFields(ending)),
      max_tokens: 1,
      temperature: 0,
      stream: false,
      return_token_ids: true,
      return_prompt_token_ids: true,
    };
    const answer = await access.post('v1:/chat/completions', body, signal);
    const ids = idsAt(answer, 'choices', 0, 'prompt_token_ids') ?? idsAt(answer, 'prompt_token_ids');
    return { text: null, ids: required(ids), pieces: null };
  };
}

/**
 * Servers that continue an assistant's last message by themselves end its turn only where another message follows: what the tools
 * return, if it called some, for templates that keep thoughts among them; else a user's.
 */
function endedByOthers(request: RenderRequest, ending: Ending): RenderRequest {
  if (ending !== 'closed') return request;
  const last = request.messages.at(-1);
  const calls = listAt(last, 'tool_calls') ?? [];
  const results = calls.map((call) => ({ role: 'tool', content: '0', tool_call_id: at(call, 'id') ?? '0' }));
  const followers: RequestMessage[] = results.length > 0 ? results : [{ role: 'user', content: '0' }];
  return { ...request, messages: [...request.messages, ...followers] };
}

function required<T>(value: T | null): T {
  if (value === null) throw new UnreadableError('not the answer of such a server');
  return value;
}
