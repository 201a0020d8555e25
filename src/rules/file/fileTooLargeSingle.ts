import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

/** Bytes that Hugging Face datasets reads at a time (`chunksize` of its JSON builder). */
const CHUNK = 10 * 1024 * 1024;

export const fileTooLargeSingle: Rule = {
  id: 'file-too-large-single',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('A large single file'),
    what: l10n.t('A file of more than 10 MB.'),
    why: l10n.t(
      'Hugging Face datasets reads it in parts of 10 MB and takes the types of its columns from the first one: a field that comes later, or is of another type there, ends the loading after minutes. Some services limit a file’s size, such as Aliyun Bailian to 200 MB.',
    ),
    mend: l10n.t(
      'Nothing has to be done as long as no other rule tells of a column. Fields that are rare should stand in the first records too, as null or empty.',
    ),
    faulty: `train.jsonl: 40 MB`,
    sound: `train.jsonl: 4 MB`,
  }),
  file({ bytes }, report) {
    if (!bytes || bytes.size <= CHUNK) return;
    const megabytes = Math.round(bytes.size / 1024 / 1024);
    report({
      message: l10n.t(
        'This file has {0} MB. Hugging Face datasets takes the types of its columns from the first 10 MB.',
        megabytes,
      ),
    });
  },
};
