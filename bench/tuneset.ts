// What of Tuneset the benchmarks call inside their own process.
export { formatById } from '../src/dataset/format';
export { CheckedDataset } from '../src/rules/checkedDataset';
export { Checker } from '../src/rules/checker';
