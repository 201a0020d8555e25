import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/text.schema.json';
import type { Fields, FormatDefinition } from '../format';
import type { Names } from '../names';
import { text as validate } from '../validators.generated';
import { fieldAt, valueOf } from './fields';
import { withBeside } from './readBeside';
import { isPlainBeside } from './ordinary';
import { answerTurns } from './readAlpaca';

/** What corpora say of a text beside it. */
const ABOUT_TEXT: ReadonlySet<string> = new Set(
  ['id', '_id', 'uuid', 'doc_id', 'meta', 'metadata', 'source', 'title', 'url', 'lang', 'language', 'domain', 'license']
    .concat(['date', 'timestamp', 'added', 'created', 'author', 'subset', 'split', 'dump', 'hash', 'file_path', 'path'])
    .concat(['score', 'int_score', 'language_score', 'length', 'token_count', 'tokens', 'channel', 'category', 'tags'])
    .concat(['task_type', 'robustness', 'variant_of', 'provenance']),
);

/** One text for pre-training. LLaMA-Factory reads it with `columns.prompt: "text"`. */
export const text: FormatDefinition = {
  id: 'text',
  name: 'Text',
  purpose: 'text',
  words: { role: '', content: '', roles: {} },
  isCommon: true,
  messageFields: [],
  schema,
  validate,
  read: (record, names) => ({
    ...withBeside(record, names, { turns: answerTurns(fieldAt(record, names, 'text')) }),
    isPlainText: true,
  }),
  recognises,
  isOrdinary: isPlainBeside,
  evidence: ['text'],
  snippets: () => [
    { label: l10n.t('Text record'), description: l10n.t('one text for pre-training'), body: '{"text": "$1"}$0' },
  ],
};

/** A text is common in all kinds of files: unless its name is given, nothing may stand beside it but what corpora say of their texts. */
function recognises(record: Fields, names: Names): boolean {
  const field = names.field('text');
  if (field === undefined || typeof valueOf(record, names, 'text') !== 'string') return false;
  return field !== 'text' || Object.keys(record).every((key) => key === field || ABOUT_TEXT.has(key));
}
