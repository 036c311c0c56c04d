import { parseArn } from '../../../model/arn.ts'
import { Fault } from '../../fault.ts'

const NAME = /^[A-Za-z0-9\-/_+=.@!]+$/

/** How a caller names a secret. */
export type SecretId =
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'arn'
      readonly arn: string
      readonly region: string
      readonly account: string
      /** Behind `secret:`: with the six random characters, or without them. */
      readonly name: string
    }

/** Reads a name, a full ARN, or an ARN without the random characters. Undefined where it can be none of them. */
export function parseSecretId(id: string): SecretId | undefined {
  if (NAME.test(id)) return { kind: 'name', name: id }
  const arn = parseArn(id)
  if (arn?.service !== 'secretsmanager' || !arn.resource.startsWith('secret:')) return undefined
  const name = arn.resource.slice('secret:'.length)
  if (!NAME.test(name)) return undefined
  return { kind: 'arn', arn: id, region: arn.region, account: arn.account, name }
}

/** As `parseSecretId`; throws what AWS answers for what names no secret. */
export function requireSecretId(id: string): SecretId {
  const parsed = parseSecretId(id)
  if (!parsed) throw invalidSecretName()
  return parsed
}

/** Refuses a name that a new secret cannot have. */
export function checkNewName(name: string): void {
  if (!NAME.test(name)) throw invalidSecretName()
}

/** What AWS answers for what can be no secret's name. */
export function invalidSecretName(): Fault {
  const message =
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!'
  return new Fault('ValidationException', message)
}
