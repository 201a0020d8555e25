import { isJsonObject } from '../../dataset/jsonObject';
import { jsonText, listAt, textAt } from '../unknownJson';

/** What a server says went wrong, in whichever of the shapes that servers have for it. */
export interface ErrorBody {
  readonly message: string;
  /** `type`, `code`, `error_type` and `param`, as far as they are texts. */
  readonly words: readonly string[];
}

/**
 * Reads an error: `{error:{message,type,code,param}}` (OpenAI, vLLM, llama.cpp, Ollama /v1), `{error:"…"}` (Ollama /api, transformers), `{error:"…",error_type}` (TGI),
 * flat `{object:"error",message,type,code,param}` (SGLang, LMDeploy), `{detail:"…"|[…]}` (FastAPI: LLaMA-Factory, transformers).
 *
 * @returns undefined if the value is no error
 */
export function readErrorBody(value: unknown): ErrorBody | undefined {
  if (!isJsonObject(value)) return undefined;
  const { error } = value;
  if (isJsonObject(error)) return { message: messageOf(error), words: wordsOf(error) };
  if (typeof error === 'string' && error !== '') return { message: error, words: wordsOf(value) };
  if (value.object === 'error' || typeof value.error_type === 'string')
    return { message: messageOf(value), words: wordsOf(value) };
  return value.detail === undefined || value.choices !== undefined
    ? undefined
    : { message: detailText(value.detail), words: [] };
}

/** Of a response whose status says that it is an error, a bare `message` is one too. */
export function readErrorText(text: string): ErrorBody {
  try {
    const value: unknown = JSON.parse(text);
    const known = readErrorBody(value);
    if (known) return known;
    if (isJsonObject(value) && typeof value.message === 'string')
      return { message: value.message, words: wordsOf(value) };
  } catch {
    // A page of a proxy, or plain text.
  }
  return { message: text.trim(), words: [] };
}

function messageOf(error: Readonly<Record<string, unknown>>): string {
  return typeof error.message === 'string' ? error.message : jsonText(error);
}

function wordsOf({ type, code, param, error_type }: Readonly<Record<string, unknown>>): string[] {
  return [type, code, param, error_type].filter((word) => typeof word === 'string');
}

/** FastAPI's list of what is wrong where: `[{type,loc:["body","name"],msg}]`. */
function detailText(detail: unknown): string {
  if (!Array.isArray(detail)) return typeof detail === 'string' ? detail : jsonText(detail);
  return detail
    .map((fault) => (isJsonObject(fault) ? faultText(fault) : typeof fault === 'string' ? fault : jsonText(fault)))
    .join('; ');
}

function faultText(fault: Readonly<Record<string, unknown>>): string {
  const steps = listAt(fault, 'loc') ?? [];
  const place = steps.filter((step) => step !== 'body' && !Array.isArray(step)).join('.');
  const text = textAt(fault, 'msg') ?? textAt(fault, 'type') ?? '';
  return place === '' ? text : `${place}: ${text}`;
}
