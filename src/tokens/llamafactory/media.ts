import * as l10n from '@vscode/l10n';
import { asDicts, type Conversation, type MediaKind, type Message } from './conversation';
import { PythonError, valueError } from './python/error';
import { repr } from './python/text';
import type { Template } from './templates';

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio'];

/** The record's images, videos or audio become tokens that can't be counted without the model's processor. */
export class UncountableMedia extends Error {}

/** The template is for text only, which one rule tells of the whole file. */
export class TextOnlyTemplate extends PythonError {
  constructor(kind: MediaKind) {
    const detail = `This model does not support ${kind} input. Please check whether the correct \`template\` is used.`;
    super('ValueError', detail);
  }
}

/**
 * Refuses records with images, videos or audio, and with placeholders for them (data/mm_plugin.py).
 *
 * @throws PythonError where LLaMA-Factory stops
 * @throws UncountableMedia where it goes on
 */
export function checkMedia({ media }: Conversation, messages: readonly Message[], template: Template): void {
  for (const kind of KINDS) {
    const count = media[kind];
    if (!template.media && count > 0) throw new TextOnlyTemplate(kind);
    if (template.media && count !== placeholders(messages, `<${kind}>`)) {
      throw valueError(
        `The number of ${kind}s does not match the number of <${kind}> tokens in ${repr(asDicts(messages))}.`,
      );
    }
  }
  if (KINDS.some((kind) => media[kind] > 0)) {
    throw new UncountableMedia(l10n.t('The tokens of images, videos and audio can’t be counted.'));
  }
}

function placeholders(messages: readonly Message[], placeholder: string): number {
  const texts = messages.map(({ content }) => (typeof content === 'string' ? content : ''));
  return texts.reduce((sum, text) => sum + text.split(placeholder).length - 1, 0);
}
