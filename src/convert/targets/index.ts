import { alpaca, ktoAlpaca, preferenceAlpaca } from './alpaca';
import { llamafactoryV1 } from './llamafactoryV1';
import { ktoMessages, messages, preferenceMessages } from './messages';
import { ktoPromptCompletion, promptCompletion } from './promptCompletion';
import { queryResponse } from './queryResponse';
import { ktoSharegpt, preferenceSharegpt, sharegpt } from './sharegpt';
import type { Target } from './target';
import { text } from './text';

/** Every format that records can be converted to. */
export const targets: readonly Target[] = [
  alpaca,
  sharegpt,
  messages,
  llamafactoryV1,
  preferenceAlpaca,
  preferenceSharegpt,
  preferenceMessages,
  ktoAlpaca,
  ktoSharegpt,
  ktoMessages,
  ktoPromptCompletion,
  promptCompletion,
  queryResponse,
  text,
];

export function targetById(id: string): Target | undefined {
  return targets.find((target) => target.id === id);
}
