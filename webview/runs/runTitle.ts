import type { RunSummary } from '../../src/protocol/probeRuns';
import { moment, whole } from './numbers';
import { runStateLabel } from './words';

export function runName({ plan }: Pick<RunSummary, 'plan'>): string {
  return plan.name || moment(plan.at);
}

/** In a list of runs. */
export function runTitle(run: RunSummary): string {
  const { plan, done, total, state } = run;
  const progress = done === total ? whole(total) : `${whole(done)}/${whole(total)}`;
  const parts = [plan.name, moment(plan.at), plan.endpoints.map(({ name }) => name).join(', '), progress];
  if (state !== 'completed') parts.push(runStateLabel(state));
  return parts.filter((part) => part !== '').join(' · ');
}
