/** What the shell is told. */
export const EXIT = { OK: 0, FAILURE: 1, USAGE: 2, BAD_DATA: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a sentence for the user and a code for the shell; anything else that is thrown is a defect. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
