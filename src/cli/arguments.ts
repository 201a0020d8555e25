import * as l10n from '@vscode/l10n';
import { parseArgs } from 'node:util';
import { formatById, formats } from '../dataset/format';
import { CannotRun } from './cannotRun';
import { reporterNames, type ReporterName } from './reporters/reporter';

export interface Arguments {
  readonly command: 'check' | undefined;
  readonly paths: readonly string[];
  readonly format: string | undefined;
  readonly config: string | undefined;
  readonly reporter: ReporterName;
  readonly help: boolean;
  readonly version: boolean;
}

/** @throws CannotRun if the arguments make no sense */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [command, ...paths] = positionals;
  if (command !== undefined && command !== 'check') {
    throw new CannotRun(l10n.t('There is no command “{0}”. Try: tuneset check [paths…]', command));
  }
  const reporter = reporterNames.find((name) => name === (values.reporter ?? 'pretty'));
  if (!reporter) {
    throw new CannotRun(
      l10n.t('There is no reporter “{0}”. Choose one of: {1}', values.reporter!, reporterNames.join(', ')),
    );
  }
  if (values.format !== undefined && !formatById(values.format)) {
    const known = formats.map(({ id }) => id).join(', ');
    throw new CannotRun(l10n.t('There is no format “{0}”. Choose one of: {1}', values.format, known));
  }
  return {
    command,
    paths,
    reporter,
    format: values.format,
    config: values.config,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        config: { type: 'string' },
        reporter: { type: 'string' },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    throw new CannotRun(l10n.t('{0} Try: tuneset --help', (error as Error).message));
  }
}
