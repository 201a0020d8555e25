import { isCase, type ProbeCase } from '../../protocol/probe';
import { GetProbeCase, type ProbeCaseParams, type ProbeCaseResult } from '../../protocol/probeRecords';
import type { RecordRef } from '../../protocol/records';
import type { Server } from '../server';

/** What a record can be asked for, with the turn that was chosen. */
export interface AskedCase extends ProbeCaseResult {
  readonly ref: RecordRef;
}

type CaseServer = Pick<Server, 'request'>;

/** @param turn the one that is wanted; the last one if it is none of the assistant's, or undefined */
export async function askCase(
  server: CaseServer,
  ref: RecordRef,
  turn: number | undefined,
): Promise<AskedCase | undefined> {
  const params: ProbeCaseParams = { ...ref, ...(turn !== undefined && { turn }) };
  const result = await server.request<ProbeCaseResult | null>(GetProbeCase.method, params);
  return result ? { ...result, ref } : undefined;
}

/** What a page means that showed a record and a turn of it. */
export interface MeantCase {
  readonly digest: string;
  readonly turn: number;
}

/**
 * The case that a page means: the one that is shown, or else what the server says now.
 *
 * @param ref of the record, as the server follows it now: a server that was started anew knows no earlier one
 * @returns undefined if the record says something else by now, or is not there any more
 */
export async function meantCase(
  server: CaseServer,
  ref: RecordRef | undefined,
  shown: AskedCase | undefined,
  { digest, turn }: MeantCase,
): Promise<AskedCase | undefined> {
  const isMeant = (asked: AskedCase): boolean =>
    asked.digest === digest && (!isCase(asked.case) || asked.case.turn === turn);
  if (!ref) return undefined;
  if (shown && shown.ref.uri === ref.uri && shown.ref.anchor === ref.anchor && isMeant(shown)) return shown;
  const asked = await askCase(server, ref, turn);
  return asked && isMeant(asked) ? asked : undefined;
}

/** The case if the record can be asked for. */
export function caseIn(asked: AskedCase | undefined): ProbeCase | undefined {
  return asked?.case && isCase(asked.case) ? asked.case : undefined;
}
