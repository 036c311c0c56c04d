import type { RequestContext } from '../../operation.ts'

/** A sequence token in AWS's form: 56 digits. Clients of the old protocol hand it back; nothing checks it. */
export function newSequenceToken({ fresh }: RequestContext): string {
  return `49${fresh.text(54, '0123456789')}`
}
