import type { CauseFacts } from './cause.ts'

/** Opens a message with what will not start, where that is known: ``task `shop` will not start: `` and the rest. */
export function willNotStart({ subject }: CauseFacts, what: string): string {
  return subject === undefined ? what : `task \`${subject}\` will not start: ${what}`
}

/** Names a container as far as it is known: ``container `app` of `shop` ``, or `a container`. */
export function containerWords({ subject, container }: CauseFacts): string {
  const name = container === undefined ? 'a container' : `container \`${container}\``
  return subject === undefined ? name : `${name} of \`${subject}\``
}
