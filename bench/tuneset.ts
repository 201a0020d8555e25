// What of Tuneset the benchmarks call inside their own process.
export { formatById } from '../src/dataset/format';
export { CheckedDataset } from '../src/rules/checkedDataset';
export { Checker } from '../src/rules/checker';
export { bundledTokenizers, readBundled } from '../src/host/tokenizers/bundled';
export { countRecord } from '../src/rules/countRecord';
export { ByteLevelBpe } from '../src/tokens/bpe/byteLevelBpe';
export { plainMeter } from '../src/tokens/plain/plainMeter';
