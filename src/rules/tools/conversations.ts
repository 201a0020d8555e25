import type { Sample, Turn } from '../../dataset/sample';

/** The turns as they follow one another: of a preference pair once with each answer. */
export function conversations({ turns, preference }: Sample): readonly (readonly Turn[])[] {
  if (!preference) return [turns];
  const answers = [preference.chosen, preference.rejected].filter((answer) => answer !== undefined);
  return answers.length === 0 ? [turns] : answers.map((answer) => [...turns, ...answer.turns]);
}
