import type { TokenStatus } from '../../protocol/messages';

/** Whether a file's records are being counted, or some are left because the user stopped it. */
export function countingState(
  { running, stopped, counted }: Pick<TokenStatus, 'running' | 'stopped' | 'counted'>,
  records: number,
): 'running' | 'stopped' | undefined {
  if (running) return 'running';
  return stopped && counted < records ? 'stopped' : undefined;
}
