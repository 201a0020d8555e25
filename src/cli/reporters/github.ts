import { printable } from './printable';
import type { Reporter, Write } from './reporter';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Annotations of GitHub Actions (workflow commands). */
export function githubReporter(write: Write): Reporter {
  return {
    file() {},
    finding(path, { rule, level, message, range }) {
      const { start, end } = range;
      const columns = start.line === end.line ? `,col=${start.character + 1},endColumn=${end.character + 1}` : '';
      const place = `file=${property(path)},line=${start.line + 1},endLine=${end.line + 1}${columns}`;
      write(`::${COMMANDS[level]} ${place},title=${property(rule)}::${data(printable(message))}\n`);
    },
    fileEnd() {},
    end() {},
  };
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
