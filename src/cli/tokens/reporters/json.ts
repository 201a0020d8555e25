import { percentilesOf } from '../../../host/measure/percentiles';
import { DEFAULT_TOKENIZER } from '../../../tokens/measuring';
import type { MeasuredWith, TokensReporter } from './reporter';

/**
 * One JSON object, version 1: `{version, tokenizer, template, target, cutoff, exact, files: [{path, records: [{record, status, reason?,
 * tokens, trained, kept, keptTrained, turns: [{role, tokens, trained, kept}], approximate?, ids?, labels?, rejected?}], totals: {records,
 * tokens, trained, kept, overCutoff, dropped, failed, percentiles: {p50, p90, p99, max}}}]}`. Records are 0-based. How the first file
 * was measured stands at the top; a file that was measured otherwise, because of its own `tuneset.json`, says so itself. The order of
 * keys means nothing.
 */
export function jsonReporter(): TokensReporter {
  let first: MeasuredWith | undefined;
  const begin = (measuredWith: MeasuredWith): string => {
    first = described(measuredWith);
    return `${JSON.stringify({ version: 1, ...first }).slice(0, -1)},"files":[`;
  };
  return {
    recordText: 'json',
    file(path, measuredWith) {
      const own = described(measuredWith);
      const head = first ? ',' : begin(own);
      const differs = JSON.stringify(own) !== JSON.stringify(first);
      const file = JSON.stringify({ path, ...(differs ? own : {}) });
      return `${head}\n${file.slice(0, -1)},"records":[`;
    },
    records: (text) => text,
    fileEnd({ records, tokens, trained, kept, overCutoff, dropped, failed, lengths }) {
      const percentiles = percentilesOf(lengths);
      const totals = { records, tokens, trained, kept, overCutoff, dropped, failed, percentiles };
      return `],\n"totals":${JSON.stringify(totals)}}`;
    },
    end: () => (first ? '\n]}\n' : `${begin(NOTHING_MEASURED)}]}\n`),
  };
}

const NOTHING_MEASURED: MeasuredWith = {
  tokenizer: DEFAULT_TOKENIZER,
  template: null,
  target: null,
  cutoff: null,
  exact: true,
};

function described({ tokenizer, template, target, cutoff, exact }: MeasuredWith): MeasuredWith {
  return { tokenizer, template, target, cutoff, exact };
}
