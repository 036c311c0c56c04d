import type { RoleRow } from '../../../model/iam/rows.ts'
import type { FreshIds } from '../../operation.ts'
import { iamArn, uniqueId } from './identifiers.ts'

/** What a new row needs from outside: whose it is, when, and ids. */
export interface Making {
  readonly account: string
  readonly now: number
  readonly fresh: FreshIds
}

/** The row of a service-linked role: its path, trust policy and attached policy follow from the service. */
export function makeServiceLinkedRole(
  { account, now, fresh }: Making,
  role: {
    readonly service: string
    readonly roleName: string
    readonly policyName: string
    readonly description?: string | undefined
  },
): RoleRow {
  const { service, roleName, policyName, description } = role
  const path = `/aws-service-role/${service}/`
  const statement = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }
  return {
    roleName,
    roleId: uniqueId('AROA', fresh),
    arn: iamArn(account, 'role', path, roleName),
    path,
    createdAtMs: now,
    assumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    ...(description !== undefined && { description }),
    maxSessionDuration: 3600,
    inlinePolicies: {},
    attachedPolicyArns: [`arn:aws:iam::aws:policy/aws-service-role/${policyName}`],
    tags: [],
    linkedService: service,
  }
}
