import { toolsAsText, type Target } from './target';
import { v1Messages } from './v1Messages';

/** Of a preference pair both whole conversations are written. */
export const llamafactoryV1: Target = {
  id: 'llamafactory-v1',
  family: 'v1',
  purposes: ['sft', 'preference'],
  write(dialogue, writing) {
    const { messages, chosen, rejected } = dialogue;
    if (messages.length === 0) writing.telling.stop('noTurns');
    const tools = toolsAsText(dialogue, writing, 'v1');
    if (!chosen || !rejected) return [['messages', v1Messages(dialogue, messages, writing)], ...tools];
    return [
      ['chosen_messages', v1Messages(dialogue, [...messages, ...chosen], writing)],
      ['rejected_messages', v1Messages(dialogue, [...messages, ...rejected], writing)],
      ...tools,
    ];
  },
};
