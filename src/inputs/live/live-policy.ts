import { liveCalls, type LiveCallRule } from './live-calls.ts'

/** A statement of the policy. */
export interface LivePolicyStatement {
  readonly Sid: string
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: '*'
}

/** A policy document of IAM. */
export interface LivePolicy {
  readonly Version: '2012-10-17'
  readonly Statement: readonly LivePolicyStatement[]
}

/**
 * The smallest policy with which an account can be read in full. Its last two statements may be narrowed to what the
 * task definitions name, or left out: what they would tell is unknown then.
 */
export function livePolicy(): LivePolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      statement('ReadConfiguration', undefined),
      statement('ReadKeysOfSecretsInJson', 'secret-keys'),
      statement('ReadEnvironmentFiles', 'environment-files'),
    ],
  }
}

function statement(Sid: string, reads: LiveCallRule['reads']): LivePolicyStatement {
  const rules: readonly LiveCallRule[] = Object.values(liveCalls)
  const actions = rules.filter((rule) => rule.reads === reads).flatMap(({ needs }) => needs)
  return { Sid, Effect: 'Allow', Action: [...new Set(actions)].toSorted(), Resource: '*' }
}
