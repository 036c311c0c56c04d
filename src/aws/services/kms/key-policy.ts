import { Fault } from '../../fault.ts'

/** The only policy that a key has. */
export const policyName = 'default'

/** Refuses another policy name than `default`. */
export function requireDefaultPolicy(name: string | undefined): void {
  if ((name ?? policyName) !== policyName) throw new Fault('NotFoundException', 'No such policy exists')
}

/** The policy of a key that was made without one: the account decides by its IAM policies. */
export function defaultPolicy(account: string): string {
  return `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::${account}:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`
}

/**
 * Refuses a policy that is not one, or, unless `bypass` is set, one that lets nobody change it again. Who may change
 * it is not asked: the developer may be anybody.
 */
export function checkPolicy(policy: string, bypass: boolean | undefined): void {
  const statements = statementsOf(policy)
  if (bypass) return
  const open = statements.some(
    ({ Effect, Principal, Action }) =>
      Effect === 'Allow' && Principal !== undefined && listOf(Action).some(changesPolicy),
  )
  if (open) return
  throw malformed('The new key policy will not allow you to update the key policy in the future.')
}

interface Statement {
  readonly Effect?: unknown
  readonly Principal?: unknown
  readonly Action?: unknown
}

function statementsOf(policy: string): readonly Statement[] {
  let document: unknown
  try {
    document = JSON.parse(policy)
  } catch {
    throw malformed('The policy is not valid JSON.')
  }
  const { Statement: given } = (typeof document === 'object' ? (document ?? {}) : {}) as {
    Statement?: unknown
  }
  if (given === undefined) throw malformed('The policy has no statement.')
  return listOf(given).filter((item): item is Statement => typeof item === 'object' && item !== null)
}

function changesPolicy(action: unknown): boolean {
  if (typeof action !== 'string') return false
  const pattern = action
    .toLowerCase()
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${pattern}$`).test('kms:putkeypolicy')
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function malformed(message: string): Fault {
  return new Fault('MalformedPolicyDocumentException', message)
}
