import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CreateServiceCommandInput, RegisterTaskDefinitionCommandInput, Task } from '@aws-sdk/client-ecs'
import { FrontDoor } from '../../src/aws/front-door.ts'
import { ControlPlane } from '../../src/daemon/control-plane/control-plane.ts'
import { randomIds } from '../../src/daemon/fresh-ids.ts'
import { createHttpServer } from '../../src/daemon/http-server.ts'
import type { ServiceRow } from '../../src/model/ecs/service.ts'
import { deployments, serviceEvents, services, tasks } from '../../src/model/ecs/tables.ts'
import type { TaskRow } from '../../src/model/ecs/task.ts'
import { projects, type ProjectRow } from '../../src/model/project-state.ts'
import type { Runtime, RuntimeListener } from '../../src/runtime/contract.ts'
import { createProcessRuntime } from '../../src/runtime/process/process-runtime.ts'
import { createSimulatedRuntime } from '../../src/runtime/simulated/simulated-runtime.ts'
import { briskPace, type Pace } from '../../src/scheduler/pace.ts'
import { ObjectFiles } from '../../src/store/object-files.ts'
import { Store } from '../../src/store/store.ts'

/** The account and region of these tests. */
export const place = { account: '000000000000', region: 'us-east-1' } as const

/** Makes a runtime in the cluster's folder, with the account's clock. */
export type MakeRuntime = (listener: RuntimeListener, folder: string, now: () => number) => Runtime

/** Nothing runs. */
export const simulated: MakeRuntime = (listener, _folder, now) => createSimulatedRuntime({ listener, now })

/** Programs run. The agent is the built one, unless SEATRIAL_AGENT names another. */
export const processes: MakeRuntime = (listener, folder, now) => {
  const agentPath = process.env['SEATRIAL_AGENT']
  const agent = agentPath === undefined ? {} : { agentPath }
  return createProcessRuntime({ folder: join(folder, 'r'), listener, now, ...agent })
}

const ecsTasksTrust = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
}

/** An account with a control plane over it, whose clock can be moved and which can be killed and made anew. */
export class Cluster {
  readonly folder = mkdtempSync(join(tmpdir(), 'stc-'))
  readonly store = new Store()
  readonly objects = new ObjectFiles(join(this.folder, 'objects'))
  readonly bugs: string[] = []
  readonly door: FrontDoor
  plane: ControlPlane
  offsetMs = 0
  private readonly makeRuntime: MakeRuntime
  private readonly pace: Pace
  private server: Server | undefined
  private subnetIds: readonly string[] | undefined

  constructor(makeRuntime: MakeRuntime = simulated, pace: Pace = briskPace) {
    this.makeRuntime = makeRuntime
    this.pace = pace
    const { store, objects } = this
    const onBug = (error: unknown): void => void this.bugs.push(String((error as Error).stack))
    this.door = new FrontDoor({ store, objects, now: this.now, fresh: randomIds, ...place, onBug })
    this.plane = this.makePlane()
  }

  /** The account's clock. */
  readonly now = (): number => Date.now() + this.offsetMs

  get volumesFolder(): string {
    return join(this.folder, 'volumes')
  }

  async start(): Promise<this> {
    await this.call('CreateCluster', { clusterName: 'default' })
    await this.plane.start()
    return this
  }

  /** Answers the AWS APIs where tasks reach them. */
  async listen(): Promise<void> {
    const server = createHttpServer(this.door, this.objects, () => false)
    await new Promise<void>((resolve) => server.listen(join(this.folder, 'api.sock'), resolve))
    this.server = server
  }

  /** Another control plane takes over, as when the daemon is stopped and started. */
  async restart(): Promise<void> {
    await this.plane.close()
    this.plane = this.makePlane()
    await this.plane.start()
  }

  /** The same, but the first is not waited for: a killed daemon finishes nothing. */
  async crash(): Promise<void> {
    void this.plane.close()
    await this.plane.runtime.detach()
    this.plane = this.makePlane()
    await this.plane.start()
  }

  moveClock(byMs: number): void {
    this.offsetMs += byMs
    this.plane.wakeAll()
  }

  async close(): Promise<void> {
    await this.plane.close()
    await this.plane.runtime.destroy()
    this.server?.closeAllConnections()
    this.server?.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Closes, and throws where the control plane met an error of its own. */
  async closeWithoutBugs(): Promise<void> {
    await this.close()
    if (this.bugs.length > 0) throw new Error(this.bugs.join('\n'))
  }

  private makePlane(): ControlPlane {
    const { store, objects, door, now, pace, folder, volumesFolder } = this
    return new ControlPlane({
      store,
      objects,
      door,
      runtime: (listener) => this.makeRuntime(listener, folder, now),
      pace,
      now,
      fresh: randomIds,
      apiSocketPath: join(folder, 'api.sock'),
      volumesFolder,
      onBug: (error, what) => void this.bugs.push(`${what}: ${(error as Error).stack ?? String(error)}`),
    })
  }

  /** Calls an operation of ECS without the wire. Throws its Fault. */
  async call(operation: string, input: object, region: string = place.region): Promise<unknown> {
    return await this.door.invoke('ecs', operation, input, { ...place, region })
  }

  async invoke(service: string, operation: string, input: object): Promise<unknown> {
    return await this.door.invoke(service, operation, input, place)
  }

  /** A role that tasks may have. */
  async role(name: string, trust: object = ecsTasksTrust): Promise<string> {
    const made = (await this.invoke('iam', 'CreateRole', {
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify(trust),
    })) as { Role: { Arn: string } }
    return made.Role.Arn
  }

  /** A task execution role that may do all that launches do. */
  async launcher(name = 'launcher'): Promise<string> {
    const arn = await this.role(name)
    const action = [
      'ssm:GetParameters',
      'secretsmanager:GetSecretValue',
      's3:*',
      'logs:*',
      'ecr:*',
      'kms:Decrypt',
    ]
    await this.allow(name, action)
    return arn
  }

  /** Gives a role a policy of its own. */
  async allow(
    roleName: string,
    action: readonly string[],
    resource: string | readonly string[] = '*',
  ): Promise<void> {
    const statement = { Effect: 'Allow', Action: action, Resource: resource }
    await this.invoke('iam', 'PutRolePolicy', {
      RoleName: roleName,
      PolicyName: 'allowed',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    })
  }

  async subnets(): Promise<readonly string[]> {
    if (!this.subnetIds) {
      const found = (await this.invoke('ec2', 'DescribeSubnets', {})) as { Subnets: { SubnetId: string }[] }
      this.subnetIds = found.Subnets.map(({ SubnetId }) => SubnetId)
    }
    return this.subnetIds
  }

  /** Gives a VPC an internet gateway and a route to it in its main route table. */
  async routeToInternet(vpcId: string): Promise<void> {
    const { InternetGateway: gateway } = (await this.invoke('ec2', 'CreateInternetGateway', {})) as {
      InternetGateway: { InternetGatewayId: string }
    }
    const attached = { InternetGatewayId: gateway.InternetGatewayId, VpcId: vpcId }
    await this.invoke('ec2', 'AttachInternetGateway', attached)
    const { RouteTables: tables } = (await this.invoke('ec2', 'DescribeRouteTables', {
      Filters: [{ Name: 'vpc-id', Values: [vpcId] }],
    })) as { RouteTables: { RouteTableId: string }[] }
    await this.invoke('ec2', 'CreateRoute', {
      RouteTableId: tables[0]?.RouteTableId,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: gateway.InternetGatewayId,
    })
  }

  /** Says how the image `name` runs. */
  project(change: Partial<ProjectRow>, region: string = place.region): void {
    const empty = { stack: 'test', folder: this.folder, images: [], publish: [], hosts: [], tasks: [] }
    void this.store.transact({ ...place, region }, (tx) => tx.put(projects, 'test', { ...empty, ...change }))
  }

  async register(change: Partial<RegisterTaskDefinitionCommandInput>): Promise<string> {
    const made = (await this.call('RegisterTaskDefinition', {
      family: 'web',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'app' }],
      ...change,
    })) as { taskDefinition: { taskDefinitionArn: string } }
    return made.taskDefinition.taskDefinitionArn
  }

  async run(taskDefinition: string, change: object = {}): Promise<string> {
    const subnets = (await this.subnets()).slice(0, 1)
    const { tasks: started } = (await this.call('RunTask', {
      taskDefinition,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
      ...change,
    })) as { tasks: Task[] }
    return started[0]?.taskArn ?? ''
  }

  async createService(
    taskDefinition: string,
    desiredCount: number,
    change: Partial<CreateServiceCommandInput> = {},
  ): Promise<string> {
    const made = (await this.call('CreateService', {
      serviceName: 's',
      taskDefinition,
      desiredCount,
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: { subnets: await this.subnets(), assignPublicIp: 'ENABLED' },
      },
      ...change,
    })) as { service: { serviceArn: string } }
    return made.service.serviceArn
  }

  task(taskArn: string): TaskRow | undefined {
    return this.store.view(place).get(tasks, taskArn)
  }

  tasksOf(serviceArn: string): TaskRow[] {
    return [...this.store.view(place).by(tasks, 'service', serviceArn)]
  }

  liveTasksOf(serviceArn: string): TaskRow[] {
    return this.tasksOf(serviceArn).filter(({ lastStatus }) => lastStatus !== 'STOPPED')
  }

  service(serviceArn: string): ServiceRow | undefined {
    return this.store.view(place).get(services, serviceArn)
  }

  isSteady(serviceArn: string): boolean {
    const own = [...this.store.view(place).by(deployments, 'service', serviceArn)]
    return own.length === 1 && own[0]?.steady === true && own[0].rolloutState === 'COMPLETED'
  }

  /** What a service said, oldest first. */
  events(serviceArn: string): string[] {
    const events = this.store.view(place).get(serviceEvents, serviceArn)?.events ?? []
    return events.map(({ message }) => message).toReversed()
  }

  /** Resolves with the task once it is so. */
  async untilTask(taskArn: string, is: (task: TaskRow) => boolean, withinMs = 15_000): Promise<TaskRow> {
    await this.until(
      () => {
        const task = this.task(taskArn)
        return task !== undefined && is(task)
      },
      withinMs,
      () => JSON.stringify(this.task(taskArn), undefined, 1),
    )
    return this.task(taskArn) as TaskRow
  }

  async untilStatus(taskArn: string, status: TaskRow['lastStatus']): Promise<TaskRow> {
    return await this.untilTask(taskArn, ({ lastStatus }) => lastStatus === status)
  }

  async until(is: () => boolean, withinMs = 15_000, what: () => string = () => is.toString()): Promise<void> {
    const limit = Date.now() + withinMs
    while (!is()) {
      if (Date.now() > limit) throw new Error(`it did not come to: ${what()}\nbugs: ${this.bugs.join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
}
