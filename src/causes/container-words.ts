import type { CauseFacts } from './cause.ts'

/** Names a container as far as it is known: ``container `app` of `shop` ``, or `a container`. */
export function containerWords({ subject, container }: CauseFacts): string {
  const name = container === undefined ? 'a container' : `container \`${container}\``
  return subject === undefined ? name : `${name} of \`${subject}\``
}
