import { DescribeServicesCommand, type CreateServiceCommandInput } from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fargateDefinition, openEcsAccount, type EcsAccount } from '../../../../test/support/ecs-account.ts'

let account: EcsAccount

beforeAll(async () => {
  account = await openEcsAccount()
  await account.call('CreateCluster', { capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  await account.call('RegisterTaskDefinition', fargateDefinition({ taskRoleArn: account.roleArn }))
  await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'roleless' }))
})
afterAll(async () => {
  await account.close()
})

function request(change: Partial<CreateServiceCommandInput> = {}): CreateServiceCommandInput {
  return {
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [...account.subnets] } },
    ...change,
  }
}

describe('what CreateService refuses', () => {
  const lb = (change: object): object => ({
    loadBalancers: [{ targetGroupArn: 'arn:tg', containerName: 'app', containerPort: 80, ...change }],
  })
  it.each([
    ['no cluster', { cluster: 'none' }, 'ClusterNotFoundException', 'Cluster not found.'],
    ['no task definition', { taskDefinition: 'none' }, 'ClientException', 'TaskDefinition not found.'],
    [
      'nothing to run',
      { taskDefinition: undefined },
      'InvalidParameterException',
      'TaskDefinition can not be blank.',
    ],
    [
      'a bad name',
      { serviceName: 'a b' },
      'InvalidParameterException',
      'Service name contains invalid characters.',
    ],
    [
      'a long token',
      { clientToken: 'x'.repeat(37) },
      'InvalidParameterException',
      'idempotency token longer than 36.',
    ],
    ['no count', { desiredCount: undefined }, 'InvalidParameterException', 'DesiredCount is missing'],
    [
      'a count below 0',
      { desiredCount: -1 },
      'InvalidParameterException',
      'DesiredCount can not be lesser than 0',
    ],
    [
      'no network',
      { networkConfiguration: undefined },
      'InvalidParameterException',
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      'a daemon on Fargate',
      { schedulingStrategy: 'DAEMON', desiredCount: undefined },
      'InvalidParameterException',
      'The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again',
    ],
    [
      'a daemon with a count',
      { schedulingStrategy: 'DAEMON', launchType: 'EC2' },
      'InvalidParameterException',
      'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
    ],
    [
      'percents that block',
      { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      'InvalidParameterException',
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    ],
    [
      'a percent above 100',
      { deploymentConfiguration: { minimumHealthyPercent: 150 } },
      'InvalidParameterException',
      'minimumHealthyPercent must be at most 100.',
    ],
    [
      'execute command without a task role',
      { taskDefinition: 'roleless', enableExecuteCommand: true },
      'InvalidParameterException',
      "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    ],
    [
      'a load balancer for no container',
      lb({ containerName: 'x' }),
      'InvalidParameterException',
      'The container x does not exist in the task definition.',
    ],
    [
      'a load balancer for no port',
      lb({ containerPort: 8080 }),
      'InvalidParameterException',
      'The container app did not have a container port 8080 defined.',
    ],
    [
      'two kinds of load balancer',
      lb({ loadBalancerName: 'classic' }),
      'InvalidParameterException',
      'loadBalancerName and targetGroupArn cannot both be specified.',
    ],
    [
      'a Classic Load Balancer',
      lb({ targetGroupArn: undefined, loadBalancerName: 'classic' }),
      'InvalidParameterException',
      'Classic Load Balancers are not supported with Fargate.',
    ],
    [
      'no target group',
      lb({}),
      'InvalidParameterException',
      'The target group with targetGroupArn arn:tg does not exist.',
    ],
    [
      'two registries',
      { serviceRegistries: [{}, {}] },
      'InvalidParameterException',
      'service registries can have at most 1 items.',
    ],
    [
      'an external controller with a task definition',
      { deploymentController: { type: 'EXTERNAL' } },
      'InvalidParameterException',
      'TaskDefinition must be blank.',
    ],
    [
      'both launch type and strategy',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] },
      'InvalidParameterException',
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    ],
    [
      'two providers with a base',
      {
        launchType: undefined,
        capacityProviderStrategy: [
          { capacityProvider: 'FARGATE', weight: 1, base: 1 },
          { capacityProvider: 'FARGATE_SPOT', weight: 1, base: 1 },
        ],
      },
      'InvalidParameterException',
      'There are multiple capacity providers in the specified capacity provider strategy with a base value defined.',
    ],
    [
      'binpack by anything',
      { launchType: 'EC2', placementStrategy: [{ type: 'binpack', field: 'cost' }] },
      'InvalidParameterException',
      "binpack field 'cost' is invalid.",
    ],
    [
      'a controller that is not here',
      { deploymentController: { type: 'CODE_DEPLOY' }, ...lb({}) },
      'NotImplemented',
      'The deployment controller CODE_DEPLOY is not implemented by seatrial',
    ],
    [
      'a strategy that is not here',
      { deploymentConfiguration: { strategy: 'BLUE_GREEN' } },
      'NotImplemented',
      'The deployment strategy BLUE_GREEN is not implemented by seatrial',
    ],
    [
      'Cloud Map',
      { serviceRegistries: [{ registryArn: 'arn:aws:servicediscovery:us-east-1:0:service/srv-1' }] },
      'NotImplemented',
      'Service discovery with Cloud Map (serviceRegistries) is not implemented by seatrial',
    ],
    [
      'a scheduling strategy that is none',
      { schedulingStrategy: 'WEEKLY' },
      'InvalidParameterException',
      'Scheduling strategy should be one of [REPLICA,DAEMON]',
    ],
  ])('%s', async (_what, change, code, message) => {
    await expect(
      account.call('CreateService', { ...request({ serviceName: 'new' }), ...change }),
    ).rejects.toMatchObject({ code, message })
  })

  it('a deregistered revision', async () => {
    await account.call('RegisterTaskDefinition', fargateDefinition({ family: 'over' }))
    await account.call('DeregisterTaskDefinition', { taskDefinition: 'over:1' })
    const input = request({ serviceName: 'new', taskDefinition: 'over:1' })
    await expect(account.call('CreateService', input)).rejects.toMatchObject({
      code: 'ClientException',
      message: 'TaskDefinition is inactive',
    })
  })

  it('leaves nothing behind', async () => {
    const { services } = await account.ecs.send(new DescribeServicesCommand({ services: ['new'] }))
    expect(services).toEqual([])
  })
})
