import type { RecordView } from '../view';
import type { Outcome } from '../rule';
import { isLone, type CallSite } from './callSites';
import { templateOf } from './templateOf';

/**
 * What the target wants the arguments of a call to be. LLaMA-Factory writes them as JSON itself, so that a string is encoded twice; OpenAI takes a string. TRL,
 * Axolotl and ms-swift read both. Undefined: both will do.
 */
export function wantedArguments(view: RecordView, site: CallSite): 'object' | 'string' | undefined {
  if (view.target === 'openai' && site.calls.form === 'list') return 'string';
  const isOld = view.format.id !== 'llamafactory-v1' && !isLone(site);
  return view.target === 'llamafactory' && isOld ? 'object' : undefined;
}

/** Tool formats of LLaMA-Factory that write each argument for itself, and so can't write text (src/llamafactory/data/tool_utils.py). */
const BY_NAME: ReadonlySet<string> = new Set(['glm4_moe', 'lfm2', 'minimax2', 'qwen3_5', 'seed_oss']);

/** What LLaMA-Factory does with arguments that are no object: it encodes them as they are, or stops. */
export function outcomeOfArguments(view: RecordView): { readonly outcome?: Outcome } {
  return BY_NAME.has(templateOf(view)?.toolFormat ?? '') ? { outcome: 'crash' } : {};
}
