/** Characters that mean something to a shell, and an assignment before the program. */
const shellSyntax = /[|&;<>()$`\\"'*?[\]#~!{}\n]|^\s*\w+=/

/**
 * A command as a list of words. A string is split at its spaces; where it holds anything a shell would act on it is
 * given to `/bin/sh -c`, as Docker does with the shell form of CMD.
 */
export function commandWords(command: string | readonly string[]): readonly string[] {
  if (typeof command !== 'string') return command
  return shellSyntax.test(command) ? ['/bin/sh', '-c', command] : command.trim().split(/\s+/)
}
