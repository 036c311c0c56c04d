import { Fault } from '../../fault.ts'

/** MalformedPolicyDocument with this text. */
export function malformed(message: string): Fault {
  return new Fault('MalformedPolicyDocument', message)
}
