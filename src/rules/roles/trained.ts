import type { Turn } from '../../dataset/sample';
import type { RecordView } from '../view';

/** The answers of the record, if its target looks at their weights. LLaMA-Factory does in its v1 layout only. */
export function weightedAnswers(view: RecordView): readonly Turn[] {
  if (view.format.purpose !== 'sft') return [];
  if (view.target === 'llamafactory' && view.format.id !== 'llamafactory-v1') return [];
  return view.sample.turns.filter(({ role }) => role === 'assistant');
}

/** True for an answer that its weight takes out of the training. */
export function isUntrained({ weight }: Turn): boolean {
  return weight !== undefined && (weight.value === 0 || weight.value === false);
}
