import { expect, it } from 'vitest'
import { judgeAccess } from '../launch/judge-access.ts'
import { absent, present } from '../model/launch/fact.ts'
import type { PolicyWorld } from '../model/iam/policy-world.ts'
import { execRoleMissingSsmPermission } from './secrets/exec-role-missing-ssm-permission.ts'
import { launchOf } from './support/launch-of.ts'

const parameter = 'arn:aws:ssm:eu-west-1:111122223333:parameter'

function allowing(...resources: string[]): PolicyWorld {
  const policies = resources.map((Resource, index) => ({
    name: `read-${index}`,
    document: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'ssm:GetParameters', Resource }],
    },
    source: `template.yaml:${index + 1}:1`,
  }))
  return {
    role: () => present({ policies }),
    user: () => absent(),
    managedPolicy: () => absent(),
    resource: () => absent(),
    serviceControlPolicies: () => absent(),
  }
}

function whyDenied(policies: PolicyWorld): readonly { fact: string; source?: string }[] {
  const launch = launchOf({
    container: { secrets: [{ name: 'DB', valueFrom: '/shop/db' }] },
    world: { mayPerform: (request) => judgeAccess(request, policies) },
  })
  return execRoleMissingSsmPermission.find?.(launch).found[0]?.why ?? []
}

it('tells a statement that nearly allows it once, in the words that say what is wrong with it', () => {
  expect(whyDenied(allowing(`${parameter}//shop/db`))).toEqual([
    expect.objectContaining({ fact: expect.stringMatching(/^no identity-based policy/) }),
    {
      fact: `read-0 allows it on ${parameter}//shop/db: the name brings its own slash, the pattern has one more`,
      source: 'template.yaml:1:1',
    },
  ])
})

it('keeps what else comes near', () => {
  const facts = whyDenied(allowing(`${parameter}//shop/db`, `${parameter}/shop`))
  expect(facts.map(({ source }) => source)).toEqual([undefined, 'template.yaml:2:1', 'template.yaml:1:1'])
})
