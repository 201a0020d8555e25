import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import type { Tools } from '../../dataset/sample';

/**
 * The tools of a record in OpenAI's shape, those without it in one; null for none.
 *
 * @returns what is wrong with them, for people, if they can't be read
 */
export function requestTools(tools: Tools | undefined): readonly object[] | null | string {
  if (!tools || tools.isBlank) return null;
  const { value } = tools;
  if (!Array.isArray(value) || !value.every(isJsonObject)) {
    return l10n.t('The tools must be a list of objects, or such a list as JSON text.');
  }
  // Servers refuse an empty list (vLLM does).
  return value.length === 0 ? null : value.map(requestTool);
}

function requestTool(tool: Readonly<Record<string, unknown>>): object {
  return isJsonObject(tool.function) || typeof tool.name !== 'string' ? tool : { type: 'function', function: tool };
}
