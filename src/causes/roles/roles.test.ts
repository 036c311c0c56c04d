import { describe, expect, it } from 'vitest'
import { absent, present, unknownFact } from '../../model/launch/fact.ts'
import type { LaunchWorld } from '../../model/launch/world.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { containerOutcome, launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { titled } from '../support/titled.ts'
import { appExpectsEc2Metadata } from './app-expects-ec2-metadata.ts'
import { callerMissingEcsPermission } from './caller-missing-ecs-permission.ts'
import { execRoleNotSet } from './exec-role-not-set.ts'
import { iamPolicyNotAttachable } from './iam-policy-not-attachable.ts'
import { iamPropagationRace } from './iam-propagation-race.ts'
import { passroleDenied } from './passrole-denied.ts'
import { roleDoesNotExist } from './role-does-not-exist.ts'
import { serviceLinkedRoleMissing } from './service-linked-role-missing.ts'
import { serviceRoleTrustPolicy } from './service-role-trust-policy.ts'
import { taskCredentialsEndpoint } from './task-credentials-endpoint.ts'
import { taskRoleMissingPermission } from './task-role-missing-permission.ts'
import { taskRoleNotSet } from './task-role-not-set.ts'
import { taskRoleTrustPolicy } from './task-role-trust-policy.ts'

const role = 'arn:aws:iam::111122223333:role/shop'
const assume = `ECS was unable to assume the role '${role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`
const user = 'User: arn:aws:sts::111122223333:assumed-role/pipeline/deploy is not authorized to perform:'
const mayNotPass = `${user} iam:PassRole on resource: ${role} because no identity-based policy allows the iam:PassRole action`
const mayNotDescribe = `${user} ecs:DescribeClusters on resource: arn:aws:ecs:eu-west-1:111122223333:cluster/shop`
const mayNotWrite =
  'User: arn:aws:sts::111122223333:assumed-role/task/0123 is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/orders'
const noCredentials = 'NoCredentialProviders: no valid providers in chain'
const endpointGone =
  'CredentialRetrievalError: Error when retrieving credentials from container-role: timed out'
const noInstance = 'EC2MetadataRequestError: Get "http://169.254.169.254/latest/dynamic": connection refused'
const linked =
  'Unable to assume the service linked role. Please verify that the ECS service linked role exists.'

describe('causes of roles, from a text', () => {
  it.each(
    titled<[Cause, string, string]>(
      [
        execRoleNotSet,
        'Fargate requires task definition to have execution role ARN to support ECR images.',
        assume,
      ],
      [
        execRoleNotSet,
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
        assume,
      ],
      [taskRoleNotSet, 'EFS IAM authorization requires a task role.', assume],
      [taskRoleTrustPolicy, assume, mayNotPass],
      [roleDoesNotExist, assume, mayNotPass],
      [iamPropagationRace, `Error: creating ECS Service (shop): ${assume}`, linked],
      [passroleDenied, mayNotPass, mayNotDescribe],
      [serviceLinkedRoleMissing, linked, assume],
      [
        serviceRoleTrustPolicy,
        'Unable to assume role and validate the listeners configured on your load balancer.',
        assume,
      ],
      [
        iamPolicyNotAttachable,
        'PolicyNotAttachable: Cannot attach a Service Role Policy to a Customer Role.',
        assume,
      ],
      [callerMissingEcsPermission, mayNotDescribe, mayNotPass],
      [taskRoleMissingPermission, mayNotWrite, mayNotDescribe],
      [taskCredentialsEndpoint, endpointGone, mayNotWrite],
      [appExpectsEc2Metadata, noInstance, endpointGone],
    ),
  )('%s', (_, cause, shown, silent) => {
    expect(shareIn(cause, shown)).toBeGreaterThan(30)
    expect(shareIn(cause, silent)).toBe(0)
  })

  it('holds a role for gone that a running service does not get, and its trust for wrong in a refused call', () => {
    const event = `(service shop) failed to launch a task with (error ${assume}).`
    expect(shareIn(roleDoesNotExist, event)).toBeGreaterThan(shareIn(taskRoleTrustPolicy, event))
    expect(shareIn(roleDoesNotExist, assume)).toBeLessThan(shareIn(taskRoleTrustPolicy, assume))
  })
})

const trusting = (service: string, condition?: object): Partial<LaunchWorld> => ({
  role: () =>
    present({
      assumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: service },
            Action: 'sts:AssumeRole',
            Condition: condition,
          },
        ],
      },
    }),
})
const onlyRole = (known: string): Partial<LaunchWorld> => ({
  role: (arn) => (arn === known ? (trusting('ecs-tasks.amazonaws.com').role?.(arn) ?? absent()) : absent()),
})
const bare: LaunchChanges['definition'] = { executionRoleArn: '', taskRoleArn: '' }
const noTaskRole: LaunchChanges['definition'] = { taskRoleArn: '' }
const oneRole: LaunchChanges['definition'] = { executionRoleArn: '', taskRoleArn: role }
const plain = { image: 'public.ecr.aws/nginx:1' }
const wrote = (...log: string[]): LaunchChanges => ({ outcome: { containers: [containerOutcome({ log })] } })
const mayNot: Partial<LaunchWorld> = {
  mayPerform: ({ action }) =>
    action === 'iam:PassRole'
      ? {
          kind: 'denied',
          principal: 'arn:aws:iam::111122223333:user/ci',
          reason: 'because no identity-based policy allows it',
        }
      : { kind: 'allowed' },
}
const efs = (iam: 'ENABLED' | 'DISABLED'): LaunchChanges => ({
  definition: {
    ...noTaskRole,
    volumes: [
      { name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { iam } } },
    ],
  },
})

describe('causes of roles, in a launch', () => {
  it.each(
    titled<[Cause, LaunchChanges, string]>(
      [execRoleNotSet, { definition: bare }, 'has no execution role for the ECR image of container app'],
      [taskRoleNotSet, efs('ENABLED'), 'has no task role, and volume data needs one'],
      [
        taskRoleNotSet,
        { definition: noTaskRole, ...wrote(noCredentials) },
        'container `app` of `shop` has no credentials',
      ],
      [
        taskRoleTrustPolicy,
        { definition: oneRole, world: trusting('ecs.amazonaws.com') },
        'the task role shop does not let ecs-tasks.amazonaws.com assume it: its trust policy names ecs.amazonaws.com',
      ],
      [
        taskRoleTrustPolicy,
        {
          definition: oneRole,
          world: trusting('ecs-tasks.amazonaws.com', {
            StringEquals: { 'aws:SourceAccount': '999988887777' },
          }),
        },
        'only under {"StringEquals":{"aws:SourceAccount":"999988887777"}}',
      ],
      [
        roleDoesNotExist,
        { definition: oneRole, world: { role: () => absent() } },
        'the task role shop does not exist',
      ],
      [
        roleDoesNotExist,
        { definition: oneRole, world: onlyRole(role.replace('/shop', '/service-role/shop')) },
        'there is arn:aws:iam::111122223333:role/service-role/shop',
      ],
      [passroleDenied, { definition: oneRole, world: mayNot }, 'may not pass the task role shop to ECS'],
      [
        taskRoleMissingPermission,
        wrote('starting', mayNotWrite),
        'the task role task does not allow dynamodb:PutItem on',
      ],
      [
        taskCredentialsEndpoint,
        wrote(endpointGone),
        'container `app` of `shop` does not get the credentials',
      ],
      [appExpectsEc2Metadata, wrote(noInstance), 'asks for the metadata of an EC2 instance'],
    ),
  )('%s is found', (_, cause, changes, words) => {
    expect(foundIn(cause, launchOf(changes))).toEqual([expect.stringContaining(words)])
  })

  it.each(
    titled<[Cause, LaunchChanges]>(
      [execRoleNotSet, {}],
      [execRoleNotSet, { definition: { ...bare, containerDefinitions: [{ name: 'app', ...plain }] } }],
      [taskRoleNotSet, {}],
      [taskRoleNotSet, { definition: noTaskRole, ...wrote('ready') }],
      [taskRoleTrustPolicy, {}],
      [taskRoleTrustPolicy, { world: { role: () => absent() } }],
      [roleDoesNotExist, { world: trusting('ecs.amazonaws.com') }],
      [passroleDenied, {}],
      [taskRoleMissingPermission, wrote(mayNotDescribe)],
      [taskCredentialsEndpoint, wrote('ready')],
      [appExpectsEc2Metadata, { ...wrote(noInstance), request: { launchType: 'EC2' } }],
    ),
  )('%s is ruled out', (_, cause, changes) => {
    expect(foundIn(cause, launchOf(changes))).toBe('ruled out')
  })

  it.each(
    titled<[Cause, LaunchChanges]>(
      [taskRoleNotSet, efs('DISABLED')],
      [taskRoleTrustPolicy, { world: { role: () => unknownFact('reading the role') } }],
      [roleDoesNotExist, { world: { role: () => unknownFact('reading the role') } }],
      [
        passroleDenied,
        { world: { mayPerform: () => ({ kind: 'unknown', settledBy: 'who starts the task' }) } },
      ],
      [taskRoleMissingPermission, {}],
      [taskCredentialsEndpoint, {}],
      [appExpectsEc2Metadata, {}],
    ),
  )('%s is open', (_, cause, changes) => {
    expect(foundIn(cause, launchOf(changes))).toBe('open')
  })

  it('quotes the trust policy as proof, and mends it for tasks', () => {
    const launch = launchOf({ definition: oneRole, world: trusting('ecs.amazonaws.com') })
    const [found] = taskRoleTrustPolicy.find?.(launch).found ?? []
    expect(found?.why).toContainEqual({ fact: 'its trust policy names ecs.amazonaws.com' })
    expect(taskRoleTrustPolicy.tell(found?.facts ?? {}).fix[0]?.text).toContain(
      'Service: ecs-tasks.amazonaws.com',
    )
  })
})
