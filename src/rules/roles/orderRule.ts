import type { Outcome, Report } from '../rule';
import type { RecordView } from '../view';
import { orderFaults, type OrderFault, type OrderFaultKind } from './turnOrder';

/** Reports what is wrong with the order of turns and belongs to a rule. */
export function reportOrder(
  kind: OrderFaultKind,
  view: RecordView,
  report: (found: Report) => void,
  say: (
    fault: OrderFault,
  ) => Pick<Report, 'message' | 'fixes'> & { readonly pointer: string; readonly outcome?: Outcome | null },
): void {
  for (const fault of orderFaults(view)) {
    if (fault.kind !== kind) continue;
    const told = say(fault);
    report({ ...view.span(told.pointer), ...told });
  }
}

/** How LLaMA-Factory takes turns out of order (src/llamafactory/data/converter.py: `Invalid role tag`, `Invalid message count`). */
export const DROPPED = { llamafactory: 'dropped' } as const;
