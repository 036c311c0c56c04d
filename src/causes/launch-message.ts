/** What is wrong, with the task it keeps from starting where that is known. */
export function keepsFromStarting(subject: string | undefined, what: string): string {
  return subject === undefined ? what : `task \`${subject}\` will not start: ${what}`
}
