import { ChatTemplateError } from '../chatRenderer';
import type { Conversation } from './conversation';
import { type PreparedTemplate, renderWith } from './rendering';

/**
 * Where a template stumbled: the first message with which the conversation so far gives the same error.
 *
 * @returns a JSON Pointer; '' for the record if no message is to blame
 */
export function faultPointer(template: PreparedTemplate, conversation: Conversation, fault: ChatTemplateError): string {
  const messages = conversation.turns.map((turn) => turn.message);
  for (let count = 0; count <= messages.length; count++) {
    if (messageOf(template, conversation, messages.slice(0, count)) === fault.message)
      return conversation.turns[count - 1]?.pointers[0] ?? '';
  }
  return '';
}

/** The template's error at these messages, undefined if it has none. */
function messageOf(
  template: PreparedTemplate,
  conversation: Conversation,
  messages: readonly object[],
): string | undefined {
  try {
    renderWith(template, conversation, messages, false);
    return undefined;
  } catch (error) {
    if (error instanceof ChatTemplateError) return error.message;
    throw error;
  }
}
