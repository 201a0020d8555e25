import type { ModelViewSettings } from '../../../src/protocol/preview';

/** What is remembered of the view while it is hidden. */
export interface ModelMemory {
  /** What is tried in place of the project's settings. */
  readonly settings: ModelViewSettings;
  readonly side: 'chosen' | 'rejected';
  readonly showsBoundaries: boolean;
}

/** Reads what was remembered, perhaps by another version of the view. */
export function readMemory(saved: unknown): ModelMemory {
  const { settings, side, showsBoundaries } = asRecord(saved);
  const { template, thinking, cutoff } = asRecord(settings);
  return {
    settings: {
      ...(typeof template === 'string' && { template }),
      ...((thinking === 'on' || thinking === 'off' || thinking === 'keep') && { thinking }),
      ...(isCutoff(cutoff) && { cutoff }),
    },
    side: side === 'rejected' ? side : 'chosen',
    showsBoundaries: showsBoundaries === true,
  };
}

/** A number of tokens; 0: nothing is cut. */
export function isCutoff(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
