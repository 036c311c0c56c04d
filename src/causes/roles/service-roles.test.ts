import { describe, expect, it } from 'vitest'
import { absent, present, unknownFact } from '../../model/launch/fact.ts'
import type { RoleFact } from '../../model/launch/world.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { titled } from '../support/titled.ts'
import { iamPolicyNotAttachable } from './iam-policy-not-attachable.ts'
import { serviceLinkedRoleMissing } from './service-linked-role-missing.ts'
import { serviceRoleTrustPolicy } from './service-role-trust-policy.ts'

const roleArn = 'arn:aws:iam::111122223333:role/ecsServiceRole'
const linked = 'arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'

function trusting(service: string, managedPolicyArns?: readonly string[]): RoleFact {
  const statement = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }
  return {
    assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] },
    ...(managedPolicyArns && { managedPolicyArns }),
  }
}

const withRole = (role: RoleFact | undefined, arn = roleArn): LaunchChanges => ({
  service: { roleArn: arn },
  world: { role: () => (role ? present(role) : absent()) },
})
const attached = (...policies: string[]): LaunchChanges => ({
  world: { role: () => present(trusting('ecs-tasks.amazonaws.com', policies)) },
})
const serviceRolePolicy = 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy'
const executionPolicy = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'

describe('roles of a service, in a launch', () => {
  it.each(
    titled<[Cause, LaunchChanges, readonly string[] | 'open' | 'ruled out']>(
      [
        serviceRoleTrustPolicy,
        withRole(trusting('ec2.amazonaws.com')),
        [
          'service `shop` cannot be made: its role ecsServiceRole does not let ecs.amazonaws.com assume it: it trusts ec2.amazonaws.com',
        ],
      ],
      [
        serviceRoleTrustPolicy,
        withRole(undefined),
        ['service `shop` cannot be made: its role ecsServiceRole does not let ecs.amazonaws.com assume it'],
      ],
      [serviceRoleTrustPolicy, withRole(trusting('ecs.amazonaws.com')), 'ruled out'],
      [serviceRoleTrustPolicy, withRole(trusting('ec2.amazonaws.com'), linked), 'ruled out'],
      // As a state of Terraform has it.
      [serviceRoleTrustPolicy, withRole(undefined, linked.replace(/^.*:role/, '')), 'ruled out'],
      [serviceRoleTrustPolicy, { service: {} }, 'ruled out'],
      [
        serviceRoleTrustPolicy,
        { service: { roleArn }, world: { role: () => unknownFact('reading the role') } },
        'open',
      ],
      [
        iamPolicyNotAttachable,
        attached(executionPolicy, serviceRolePolicy),
        [
          `${serviceRolePolicy} belongs to a service-linked role and cannot be attached to exec`,
          `${serviceRolePolicy} belongs to a service-linked role and cannot be attached to task`,
        ],
      ],
      [iamPolicyNotAttachable, attached(executionPolicy), 'ruled out'],
      [iamPolicyNotAttachable, {}, 'open'],
      [serviceLinkedRoleMissing, {}, 'ruled out'],
      [serviceLinkedRoleMissing, { world: { role: () => absent() } }, 'open'],
      [serviceLinkedRoleMissing, { world: { role: () => unknownFact('reading the role') } }, 'open'],
    ),
  )('%s: %#', (_, cause, changes, expected) => {
    expect(foundIn(cause, launchOf(changes))).toEqual(expected)
  })
})
