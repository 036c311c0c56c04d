import type { ActionCatalogue } from '../iam/action-catalogue.ts'
import { judgeAccess } from '../launch/judge-access.ts'
import type { PolicyHolderFact, PolicyWorld } from '../model/iam/policy-world.ts'
import type { Fact } from '../model/launch/fact.ts'
import type { AccessAnswer, AccessRequest } from '../model/launch/world.ts'
import type { View } from '../model/state.ts'
import { accountPolicies } from './account-policies.ts'

/** What the account's answers about permissions can use beside its rows. */
export interface AccountAccessOptions {
  /** Epoch milliseconds of the account's clock. */
  readonly now?: number
  /** Tells misspelt actions in near misses. */
  readonly catalogue?: ActionCatalogue
}

/**
 * Whether a role of the local account may do something, by all policies that take part. Roles are read once: ask it
 * about one moment.
 */
export function accountAccess(
  view: View,
  options: AccountAccessOptions = {},
): (request: AccessRequest) => AccessAnswer {
  const policies = readingRolesOnce(accountPolicies(view))
  return (request) => {
    if (request.actor === 'caller')
      return allowedBecause('the call that started the task was authorised when it was made')
    if (request.actor === 'service-linked-role')
      return allowedBecause('AWSServiceRoleForECS may manage network interfaces and load balancers')
    return judgeAccess(request, policies, options)
  }
}

function allowedBecause(fact: string): AccessAnswer {
  return { kind: 'allowed', evidence: [{ fact, source: 'the local account' }] }
}

function readingRolesOnce(policies: PolicyWorld): PolicyWorld {
  const roles = new Map<string, Fact<PolicyHolderFact>>()
  return {
    ...policies,
    role(roleArn) {
      const known = roles.get(roleArn) ?? policies.role(roleArn)
      roles.set(roleArn, known)
      return known
    },
  }
}
