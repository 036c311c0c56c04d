import type { RequestContext } from '../../operation.ts'

/** Who ECS says did something (`registeredBy`, `createdBy`): the developer is the account's root. */
export function callerArn({ principal, account }: RequestContext): string {
  return principal.kind === 'developer' ? rootArn(account) : principal.arn
}

/** The root user of an account, who also stands for the account's default settings. */
export function rootArn(account: string): string {
  return `arn:aws:iam::${account}:root`
}
