import { pathToFileURL } from 'node:url';
import { allRules } from '../../rules/catalogue';
import type { LevelSetting } from '../../rules/rule';
import type { Reporter, Write } from './reporter';

const LEVELS: Readonly<Record<LevelSetting, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  off: 'none',
};

/** SARIF 2.1.0; lines and columns are 1-based, columns in UTF-16 units. */
export function sarifReporter(write: Write): Reporter {
  let results = 0;
  const rules = allRules.map((rule) => {
    const page = rule.page();
    return {
      id: rule.id,
      shortDescription: { text: page.title },
      fullDescription: { text: `${page.what} ${page.why}` },
      help: { text: page.mend },
      defaultConfiguration: { level: LEVELS[rule.level] },
    };
  });
  const head = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Tuneset', rules } }, columnKind: 'utf16CodeUnits', results: [] as unknown[] }],
  };
  write(JSON.stringify(head).slice(0, -']}]}'.length));
  return {
    file() {},
    finding(path, { rule, level, message, range }) {
      const region = {
        startLine: range.start.line + 1,
        startColumn: range.start.character + 1,
        endLine: range.end.line + 1,
        endColumn: range.end.character + 1,
      };
      const uri = /^([/\\]|\w:)/.test(path)
        ? pathToFileURL(path).href
        : path.split(/[\\/]/).map(encodeURIComponent).join('/');
      const location = { physicalLocation: { artifactLocation: { uri }, region } };
      const result = { ruleId: rule, level: LEVELS[level], message: { text: message }, locations: [location] };
      write(`${results++ === 0 ? '' : ','}\n${JSON.stringify(result)}`);
    },
    fileEnd() {},
    end() {
      write(']}]}\n');
    },
  };
}
