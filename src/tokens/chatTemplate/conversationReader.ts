import * as l10n from '@vscode/l10n';
import type { FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import { detectable, type Format, openFormat } from '../../dataset/format';
import { isJsonObject } from '../../dataset/jsonObject';
import { mergedMapping, type Mapping } from '../../dataset/names';
import type { Sample } from '../../dataset/sample';
import { conversationsOf, nothingFound } from './chatMessages';
import type { Conversations, Unreadable } from './conversation';

/** Reads a record into conversations for a chat template, or says why it can't be read. */
export type ConversationReader = (record: unknown) => Conversations | Unreadable;

/**
 * Reads records by their format. One in which this finds nothing, as in a file of several formats, and one of an unknown format is read by the
 * first format that recognises it. Who counts a file of an unknown format wants it read all the same: there, a record that none recognises is read
 * by the first format that finds something in it.
 *
 * @param wish what is known of the records' format
 */
export function conversationReader(wish: FormatWish = {}): ConversationReader {
  const { id, mapping } = wish;
  const known = id === undefined ? undefined : openFormat({ ...wish, id });
  const others = inWords(known ? mapping?.moreRoles && { moreRoles: mapping.moreRoles } : mapping);
  const attempts = others.filter(({ purpose, isCommon }) => purpose === 'text' || (purpose === 'sft' && !isCommon));
  return (record) => {
    if (!isJsonObject(record)) return { problem: l10n.t('A record must be an object.'), pointer: '' };
    const sample = known?.read(record);
    if (known && sample && (saysSomething(sample) || known.recognises(record))) {
      return conversationsOf(record, sample, known);
    }
    const other =
      others.find((format) => format.recognises(record)) ??
      (known ? undefined : attempts.find((format) => saysSomething(format.read(record))));
    if (other) return conversationsOf(record, other.read(record), other);
    const isTold = known?.evidence.some((field) => record[field] !== undefined && record[field] !== null);
    return known && sample && isTold ? conversationsOf(record, sample, known) : nothingFound(known);
  };
}

/** Every format that a record may speak for, in the words of the data. */
function inWords(mapping: Mapping | undefined): readonly Format[] {
  if (!mapping) return detectable;
  return detectable.map(({ choice }) => openFormat({ ...choice, mapping: mergedMapping(choice.mapping, mapping)! })!);
}

/** True for a sample with more than a system prompt. */
function saysSomething({ turns, preference }: Sample): boolean {
  if (preference?.chosen ?? preference?.rejected) return true;
  return turns.some(({ role, content, source }) => source !== undefined || (role !== 'system' && content !== ''));
}
