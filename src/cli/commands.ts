import { check } from './check';
import type { Command } from './command';
import { tokens } from './tokens/tokens';

/** Every command of the command line, in the order of the help. */
export const commands: readonly Command[] = [check, tokens];
