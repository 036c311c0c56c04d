import { ECSClient, type RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import type { TaskRow } from '../../src/model/ecs/task.ts'
import { tasks } from '../../src/model/ecs/tables.ts'
import { openFrontDoor, type OpenDoor } from './front-door.ts'

/** An empty account with what an awsvpc task needs: a role that ECS may assume, a subnet and a security group. */
export interface EcsAccount extends OpenDoor {
  readonly ecs: ECSClient
  readonly roleArn: string
  readonly subnets: readonly string[]
  readonly securityGroup: string
  /** Calls an operation of ECS without the wire. Throws its Fault. */
  call(operation: string, input: object): Promise<unknown>
  /** Does to a task what the control plane would. */
  changeTask(taskArn: string, change: Partial<TaskRow>): void
  /** Closes the account. Throws where the front door met an error that is not a Fault. */
  close(): Promise<void>
}

/** The account and region of tests. */
export const place = { account: '000000000000', region: 'us-east-1' } as const

const trust = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
}

/** Opens a front door with an account that tasks can be started in. Close it when done. */
export async function openEcsAccount(): Promise<EcsAccount> {
  const open = await openFrontDoor()
  const invoke = async (service: string, operation: string, input: object): Promise<unknown> =>
    await open.door.invoke(service, operation, input, place)
  const role = (await invoke('iam', 'CreateRole', {
    RoleName: 'tasks',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  })) as { Role: { Arn: string } }
  const network = (await invoke('ec2', 'DescribeSubnets', {})) as { Subnets: { SubnetId: string }[] }
  const groups = (await invoke('ec2', 'DescribeSecurityGroups', {})) as {
    SecurityGroups: { GroupId: string }[]
  }
  return {
    ...open,
    ecs: new ECSClient({
      endpoint: open.url,
      region: place.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    }),
    roleArn: role.Role.Arn,
    subnets: network.Subnets.map(({ SubnetId }) => SubnetId),
    securityGroup: groups.SecurityGroups[0]?.GroupId ?? '',
    call: async (operation, input) => await invoke('ecs', operation, input),
    close: async () => {
      await open.close()
      if (open.bugs.length > 0) throw new AggregateError(open.bugs, 'the front door met errors of its own')
    },
    changeTask: (taskArn, change) => {
      void open.store.transact(place, (tx) => {
        const task = tx.get(tasks, taskArn)
        if (!task) throw new Error(`there is no task ${taskArn}`)
        tx.put(tasks, taskArn, { ...task, ...change })
      })
    },
  }
}

/** The smallest task definition that runs on Fargate. */
export function fargateDefinition(
  change: Partial<RegisterTaskDefinitionCommandInput> = {},
): RegisterTaskDefinitionCommandInput {
  return {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      { name: 'app', image: 'nginx:1.27', portMappings: [{ containerPort: 80, name: 'http' }] },
    ],
    ...change,
  }
}
