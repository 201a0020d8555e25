import type { CallsQuestion } from '../calls/calls';

/** Asks for the calls behind a number. */
export class AskCallsEvent extends Event {
  constructor(
    readonly question: Partial<CallsQuestion>,
    /** They are what the user wants to look at now. */
    readonly shouldReveal: boolean,
  ) {
    super('tuneset-ask-calls', { bubbles: true, composed: true });
  }
}
