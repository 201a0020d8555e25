/** The command can't do what it was asked; the message says why and what to do. */
export class CannotRun extends Error {
  /** @param exitCode 1 where it is because of some records */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 2,
  ) {
    super(message);
  }
}
