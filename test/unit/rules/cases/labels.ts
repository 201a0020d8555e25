import { labelSettings } from '../../../../src/labels/labelSettings';
import type { Cases } from './case';

const arithmetic = { name: 'Arithmetic', share: 0.5 };
const labels = labelSettings({}, { types: [{ name: 'Mathematics', types: [arithmetic, { name: 'Algebra' }] }] });
const options = { labels };

function record(type: string | undefined, prompt = '1+1?'): string {
  const field = type === undefined ? '' : `, "task_type": ${JSON.stringify(type)}`;
  return `{"instruction": "${prompt}", "output": "2"${field}}`;
}

function records(arithmetic: number, algebra: number): string {
  const lines = [
    ...Array.from({ length: algebra }, (_, i) => record('Mathematics - Algebra', `x+${i}?`)),
    ...Array.from({ length: arithmetic }, (_, i) => record('Mathematics - Arithmetic', `1+${i}?`)),
  ];
  return `${lines.join('\n')}\n`;
}

const sound = record('Mathematics - Arithmetic');
const at = [`0:${record('').indexOf('""')}`];
const noisy = `{"instruction": "waht is teh sum", "output": "2", "task_type": "Mathematics - Arithmetic"}`;
const marked = `${noisy.slice(0, -1)}, "robustness": "typo"}`;

export const labelCases: Cases = {
  'task-type-missing': { faulty: record(undefined), at: ['0:0'], sound, options },
  'task-type-unknown': { faulty: record('Mathematics - Arithmetics'), at, sound, mended: sound, options },
  'task-type-single-level': { faulty: record('Mathematics'), at, sound, options },
  'task-type-over-target': { faulty: records(40, 20), at: ['20:0'], sound: records(30, 30), options },
  'task-type-under-target': { faulty: records(20, 40), at: ['40:0'], sound: records(30, 30), options },
  'robustness-unmarked': { faulty: noisy, at: ['0:17'], sound: marked, mended: marked, options },
};
