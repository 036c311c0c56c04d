/** What the commands' exit codes mean; `run` and `exec` end with the program's own. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  unknown: 3,
  timeout: 4,
  rolledBack: 5,
  interrupted: 130,
} as const

/** Ends a command with a message on standard error and an exit code. */
export class CommandError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}
