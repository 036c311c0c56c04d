import type { CauseFacts } from './cause.ts'

/** Names a container as far as it is known: ``container `app` of `shop` ``, or `a container`. */
export function containerWords({ subject, container }: CauseFacts): string {
  const name = container === undefined ? 'a container' : `container \`${container}\``
  return subject === undefined ? name : `${name} of \`${subject}\``
}

/** How an AWS SDK of a program words a refusal to read its settings; the agents of ECS word theirs otherwise. */
export const callOfProgram =
  /An error occurred \(AccessDenied\w{0,30}\) when calling the (?:GetParameters?(?:ByPath)?|GetSecretValue|Decrypt) operation/i
