import type { ProbeFault } from '../answer';
import type { ProbeCase } from '../cases/probeCase';
import type { ScoreResult } from '../scoring/score';
import type { Measured } from './measure';

/** How surely a model would have said the reference. `fault`: what server or network did, if it is not there for that. */
export interface Scored {
  readonly measured: Measured;
  readonly fault: ProbeFault | null;
}

/** Scores the reference of a case: mean negative log-likelihood of its tokens, without the end of the turn. */
export async function scoreCase(
  endpoint: { score(probe: ProbeCase, signal: AbortSignal): Promise<ScoreResult> },
  probe: ProbeCase,
  signal: AbortSignal,
): Promise<Scored> {
  try {
    const result = await endpoint.score(probe, signal);
    if (!('reason' in result)) {
      return { measured: { value: result.meanNll, ...(result.note !== null && { note: result.note }) }, fault: null };
    }
    return { measured: { value: null, note: result.reason }, fault: result.fault ?? null };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { measured: { value: null }, fault: null };
  }
}
