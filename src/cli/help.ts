import * as l10n from '@vscode/l10n';
import { formats } from '../dataset/format';

export function helpText(): string {
  return [
    l10n.t('Tuneset checks the datasets that language models are fine-tuned on.'),
    '',
    `${l10n.t('Usage:')} tuneset check [paths…] [--format <id>] [--config <file>] [--reporter pretty|json|sarif|github] [--lang en|zh-cn]`,
    '',
    `  paths                 ${l10n.t('files, folders or globs; the current folder if there are none')}`,
    `  --format <id>         ${l10n.t('read the records as this format ({0}) instead of detecting it', formats.map(({ id }) => id).join(', '))}`,
    `  --config <file>       ${l10n.t('project file to use; else the nearest tuneset.json above each file')}`,
    `  --reporter <name>     ${l10n.t('pretty (for people), json, sarif, github (annotations of GitHub Actions)')}`,
    `  --lang <language>     ${l10n.t('language of the messages; else that of the environment')}`,
    `  --help, --version`,
    '',
    l10n.t('Exit code: 0 no errors, 1 errors found, 2 could not run.'),
  ].join('\n');
}
