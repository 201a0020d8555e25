import type { ProbeFault } from '../../answer';
import type { Capability } from '../../capabilities';
import { toldFault } from '../../toldFault';

export function yes(why: string): Capability {
  return { has: 'yes', why };
}

export function no(why: string): Capability {
  return { has: 'no', why };
}

export function unknown(why: string): Capability {
  return { has: 'unknown', why };
}

/** What a request that failed says of an ability: a server that fails by itself says nothing. */
export function lacking(fault: ProbeFault): Capability {
  const why = toldFault(fault);
  return fault.kind === 'server' || fault.kind === 'connection' ? unknown(why) : no(why);
}
