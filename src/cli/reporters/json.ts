import type { Reporter, Write } from './reporter';

/**
 * One JSON object, version 1: `{version, files: [{path, container, format, records, datasets?, findings: [{rule, level, message, record, pointer, range, fix?, outcome?}], counts}], counts}`.
 * Lines and characters are 0-based, characters in UTF-16 units, records 0-based. The order of keys means nothing.
 */
export function jsonReporter(write: Write): Reporter {
  let files = 0;
  let findings = 0;
  return {
    file(path) {
      findings = 0;
      write(`${files++ === 0 ? '{"version":1,"files":[' : ','}\n{"path":${JSON.stringify(path)},"findings":[`);
    },
    finding(_path, { rule, level, message, record, pointer, range, fixes, outcome }) {
      const fix = fixes[0]?.title;
      const shown = {
        rule,
        level,
        message,
        record: record ?? null,
        pointer,
        range,
        ...(fix === undefined ? {} : { fix }),
        ...(outcome === undefined ? {} : { outcome }),
      };
      write(`${findings++ === 0 ? '' : ','}\n${JSON.stringify(shown)}`);
    },
    fileEnd(_path, { container, format, records, datasets }, counts) {
      const facts = { container, format, records, ...(datasets === undefined ? {} : { datasets }), counts };
      write(`],${JSON.stringify(facts).slice(1)}`);
    },
    end(counts) {
      write(`${files === 0 ? '{"version":1,"files":[' : '\n'}],"counts":${JSON.stringify(counts)}}\n`);
    },
  };
}
