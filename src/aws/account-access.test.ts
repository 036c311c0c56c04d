import { describe, expect, it } from 'vitest'
import { randomIds } from '../daemon/fresh-ids.ts'
import { managedPolicies, roles } from '../model/iam/tables.ts'
import type { ManagedPolicyRow, RoleRow } from '../model/iam/rows.ts'
import type { AccessRequest } from '../model/launch/world.ts'
import { Store } from '../store/store.ts'
import { accountAccess } from './account-access.ts'
import { makeServiceLinkedRole } from './services/iam/make-service-linked-role.ts'

const place = { account: '000000000000', region: 'eu-west-1' } as const
const arn = `arn:aws:iam::${place.account}:role/execution`
const managedArn = `arn:aws:iam::${place.account}:policy/parameters`
const parameter = `arn:aws:ssm:${place.region}:${place.account}:parameter/shop`

const document = (Action: string, Resource = '*'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } })

function accountWith(row: Partial<RoleRow>, managed?: Partial<ManagedPolicyRow>): Store {
  const store = new Store()
  store.transact(place, (tx) => {
    const made = makeServiceLinkedRole(
      { account: place.account, now: 0, fresh: randomIds },
      { service: 'x.amazonaws.com', roleName: 'execution', policyName: 'x' },
    )
    tx.put(roles, 'execution', { ...made, arn, attachedPolicyArns: [], ...row })
    if (managed)
      tx.put(managedPolicies, managedArn, {
        policyName: 'parameters',
        arn: managedArn,
        ...managed,
      } as ManagedPolicyRow)
  })
  return store
}

const request: AccessRequest = {
  actor: 'execution-role',
  roleArn: arn,
  taskId: 'abc',
  action: 'ssm:GetParameters',
  resource: parameter,
}
const ask = (store: Store, more: Partial<AccessRequest> = {}) =>
  accountAccess(store.view(place), { now: 0 })({ ...request, ...more })

describe('a role of the local account', () => {
  it('has what its inline policies give', () => {
    const store = accountWith({ inlinePolicies: { own: document('ssm:Get*') } })
    expect(ask(store)).toEqual({
      kind: 'allowed',
      evidence: [
        {
          fact: `identity-based policy own, statement 1, allows ssm:GetParameters on ${parameter}`,
          source: `${arn}, inline policy own`,
        },
      ],
    })
  })

  it('has what the default version of a managed policy gives', () => {
    const versions = [
      { versionId: 'v1', document: document('s3:*'), createdAtMs: 0 },
      { versionId: 'v2', document: document('ssm:*'), createdAtMs: 0 },
    ]
    const attached = { attachedPolicyArns: [managedArn] }
    expect(ask(accountWith(attached, { versions, defaultVersionId: 'v2' })).kind).toBe('allowed')
    expect(ask(accountWith(attached, { versions, defaultVersionId: 'v1' })).kind).toBe('denied')
  })

  it('has what AWS’s own policies give, as far as their text is known', () => {
    const aws = (name: string): Store =>
      accountWith({ attachedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] })
    const token = { action: 'ecr:GetAuthorizationToken', resource: '*' }
    const known = aws('service-role/AmazonECSTaskExecutionRolePolicy')
    expect(ask(known, token).kind).toBe('allowed')
    expect(ask(known).kind).toBe('denied')
  })

  it('is bounded', () => {
    const versions = [{ versionId: 'v1', document: document('s3:*'), createdAtMs: 0 }]
    const bounded = { inlinePolicies: { own: document('*') }, permissionsBoundaryArn: managedArn }
    expect(ask(accountWith(bounded, { versions, defaultVersionId: 'v1' }))).toMatchObject({
      kind: 'denied',
      reason: 'because no permissions boundary allows the ssm:GetParameters action',
    })
  })

  it('has nothing where there is none', () => {
    expect(ask(accountWith({}), { roleArn: `${arn}-2` }).kind).toBe('denied')
  })

  it('is not asked for what the caller of RunTask and ECS itself do', () => {
    expect(ask(accountWith({}), { actor: 'caller', action: 'iam:PassRole' }).kind).toBe('allowed')
    expect(
      ask(accountWith({}), { actor: 'service-linked-role', action: 'ec2:CreateNetworkInterface' }).kind,
    ).toBe('allowed')
  })
})
