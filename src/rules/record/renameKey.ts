import * as l10n from '@vscode/l10n';
import type { Fix } from '../rule';
import type { RecordView } from '../view';
import { brief } from '../brief';

/** Gives a key of the record another name. */
export function renameKey(view: RecordView, from: string, to: string): Fix {
  return {
    title: l10n.t('Rename “{0}” to “{1}”', brief(from), to),
    safety: 'preview',
    edits: [{ ...view.keySpan(from), text: JSON.stringify(to) }],
  };
}
