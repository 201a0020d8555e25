import { isCase, type ProbeCase } from '../../protocol/probe';
import { GetProbeCase, type ProbeCaseParams, type ProbeCaseResult } from '../../protocol/probeRecords';
import type { RecordRef } from '../../protocol/records';
import type { Server } from '../server';

/** What a record can be asked for, with the turn that was chosen. */
export interface AskedCase extends ProbeCaseResult {
  readonly ref: RecordRef;
}

/** @param turn the one that is wanted; the last one if it is none of the assistant's, or undefined */
export async function askCase(
  server: Server,
  ref: RecordRef,
  turn: number | undefined,
): Promise<AskedCase | undefined> {
  const params: ProbeCaseParams = { ...ref, ...(turn !== undefined && { turn }) };
  const result = await server.request<ProbeCaseResult | null>(GetProbeCase.method, params);
  if (!result) return undefined;
  if (turn !== undefined && !result.turns.includes(turn) && result.turns.length > 0) {
    return askCase(server, ref, undefined);
  }
  return { ...result, ref };
}

/** The case if the record can be asked for. */
export function caseIn(asked: AskedCase | undefined): ProbeCase | undefined {
  return asked?.case && isCase(asked.case) ? asked.case : undefined;
}
