import type { ServedModel } from '../capabilities';
import { listAt, numberAt, textAt } from '../unknownJson';

const MOST_MODELS = 1000;

/** The list of `GET /v1/models`; an empty one where the response has none (Ollama without models: `data: null`). An adapter has the context of its model. */
export function readModels(response: unknown): readonly ServedModel[] {
  const models = (listAt(response, 'data') ?? []).slice(0, MOST_MODELS).map(readModel);
  const contexts = new Map(models.map(({ id, context }) => [id, context]));
  const named = models.filter(({ id }) => id !== '');
  return named.map((model) => ({ ...model, context: model.context ?? contexts.get(model.parent ?? '') ?? null }));
}

/** Who a server says the models belong to, which often names the server: `vllm`, `sglang`, `llamacpp`, … */
export function modelOwners(response: unknown): readonly string[] {
  const owners = (listAt(response, 'data') ?? []).map((model) => textAt(model, 'owned_by') ?? '');
  return [...new Set(owners)].filter(Boolean);
}

/** `parent`: vLLM, of adapters. The context's length: `max_model_len` of vLLM and SGLang, `meta.n_ctx` of llama.cpp, `max_context_length` of LM Studio. */
function readModel(model: unknown): ServedModel {
  const lengths = [
    numberAt(model, 'max_model_len'),
    numberAt(model, 'context_length'),
    numberAt(model, 'max_context_length'),
    numberAt(model, 'meta', 'n_ctx'),
    numberAt(model, 'meta', 'n_ctx_train'),
  ];
  return {
    id: textAt(model, 'id') ?? '',
    parent: textAt(model, 'parent'),
    context: lengths.find((length) => length !== null) ?? null,
  };
}
