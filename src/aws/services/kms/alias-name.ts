import { Fault } from '../../fault.ts'

const prefix = 'alias/'

/** Refuses a name that an alias of the customer's cannot have. */
export function checkAliasName(aliasName: string): void {
  if (!aliasName.startsWith(prefix)) {
    const where = 'Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html'
    throw new Fault('ValidationException', `Alias must start with the prefix "${prefix}". ${where}`)
  }
  if (aliasName === prefix) throw new Fault('ValidationException', 'Invalid identifier')
  if (aliasName.startsWith('alias/aws/')) throw new Fault('NotAuthorizedException', '')
  if (aliasName.includes(':')) {
    throw new Fault('ValidationException', `${aliasName} contains invalid characters for an alias`)
  }
}

/** Refuses an alias as the target of an alias. */
export function checkAliasTarget(targetKeyId: string): void {
  if (/(?:^|:)alias\//.test(targetKeyId))
    throw new Fault('ValidationException', 'Aliases must refer to keys. Not aliases')
}
