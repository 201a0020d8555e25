import type { Edit } from '../dataset/edits';

/** For people: why something can't be done. */
export interface Refused {
  readonly refused: string;
}

/** Edits that don't overlap, or why there are none. */
export type EditsOrRefusal = readonly Edit[] | Refused;

export function isRefused<T extends object>(result: T | Refused): result is Refused {
  return 'refused' in result;
}
